/** The course of an issue of quality beside its words: degree, state, photos before and after, and the way to its page. */

import { h, icon } from '../../dom.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('./desk.js').Desk} Desk */

export const SEVERITIES = /** @type {const} */ (['minor', 'major', 'critical']);

/** @param {App} app @param {any} issue */
export function qualityPart(app, issue) {
  const { t } = app;
  const { quality } = issue;
  if (!quality) return null;
  const { stop_order: stop, lift_order: lift, hindered } = quality;
  const tag = (/** @type {string} */ word, bad = false) => h('span', { class: bad ? 'tag bad' : 'tag' }, word);
  return h('section', { class: 'issue-quality', data: { state: quality.state } }, h('h3', {}, t('quality_title')),
    h('p', { class: 'issue-tags' }, tag(t(/** @type {any} */ (`severity_${quality.severity}`)), quality.severity !== 'minor'), tag(t(/** @type {any} */ (`quality_${quality.state}`))),
      stop && !lift && tag(`${t('quality_stopped')} ${stop.number}`, true), quality.escalated && tag(t('quality_late'), true)),
    h('div', { class: 'quality-photos' }, ['before', 'after'].map((side) => photosOf(app, quality.photos, side))),
    Object.values(hindered).map((/** @type {any} */ sentence) => h('p', { class: 'warn' }, sentence)),
    h('p', {}, h('a', { class: 'button small', href: quality.page, data: { key: 'issue-quality' } }, icon('open'), t('quality_page'))));
}

/** @param {App} app @param {any[]} photos @param {string} side */
function photosOf({ t }, photos, side) {
  const name = t(/** @type {any} */ (`quality_${side}`));
  const found = photos.filter((one) => one.side === side);
  return h('figure', {}, h('figcaption', {}, name), found.length ? found.map((one) => h('a', { href: one.file }, h('img', { src: one.small, alt: name, loading: 'lazy', width: 160, height: 120 }),
    h('small', { class: 'faint' }, one.distance_m === null ? t('quality_no_place') : t('quality_distance', { m: one.distance_m })))) : h('p', { class: 'faint' }, t('quality_no_photo')));
}

/** The degrees an ordinary issue can be given by who judges. @param {App} app @param {Desk} desk @param {any} issue @param {(work: () => Promise<any>) => void} done */
export function gradePart({ doors, t }, desk, issue, done) {
  if (!issue.allowed_actions.includes('grade')) return null;
  return h('div', { class: 'find-actions', role: 'group', 'aria-label': t('quality_grade') }, h('span', { class: 'faint' }, t('quality_grade')), SEVERITIES.map((severity) => h('button', {
    class: 'button small', type: 'button', disabled: desk.busy, data: { key: `grade-${severity}` }, on: { click: () => done(() => doors.gradeIssue(issue.id, severity)) } }, t(/** @type {any} */ (`severity_${severity}`)))));
}
