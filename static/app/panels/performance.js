/** The evaluations of the picked project: points of the three judges, the grade, and the way to their sources. */

import { fill, h } from '../dom.js';
import { failure } from './failure.js';

/** @typedef {import('../app.js').App} App */

/** @param {App} app @param {any} facts */
export function performance(app, facts) {
  const box = h('div', { class: 'land-case', 'aria-busy': 'true' }, h('div', { class: 'skeleton' }, Array.from({ length: 4 }, () => h('i', {}))));
  const ask = () => app.api.evaluations(facts.code).then(
    ({ evaluations }) => fill(box, ...list(app, facts, evaluations)),
    (error) => fill(box, failure(app, error, ask)),
  ).finally(() => box.removeAttribute('aria-busy'));
  ask();
  return box;
}

/** @param {App} app @param {any} facts @param {any[]} rows */
function list({ t }, facts, rows) {
  const record = h('p', {}, h('a', { href: `/projects/${encodeURIComponent(facts.code)}/#performance` }, t('performance_record')));
  if (!rows.length) return [h('p', { class: 'faint' }, t('performance_none')), record];
  return [h('ul', { class: 'documents' }, rows.map((row) => item(t, row))), record];
}

/** @param {App['t']} t @param {any} row */
function item(t, row) {
  const address = `/projects/${encodeURIComponent(row.project)}/performance/${row.id}/`;
  return h('li', { class: row.grade === 'poor' ? 'expired' : '' },
    h('strong', {}, h('a', { href: address, data: { key: `evaluation-${row.id}` } }, `${row.year} · ${row.mode_name}`)),
    h('span', {}, row.state_name, row.grade && h('b', {}, ` · ${row.grade_name} ${points(row.final_points)}`)),
    h('span', { class: 'faint' }, t('performance_points', {
      own: points(row.self_points), third: points(row.third_points), finance: points(row.finance_points) })));
}

/**
 * Points of 100 as stored, without nothing after the point; undefined is a dash, never nought.
 * @param {string | null} text
 */
export function points(text) {
  return text === null ? '–' : text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
}
