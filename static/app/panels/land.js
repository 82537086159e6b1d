/** The land documents of the picked project: each kind in order, what is missing, what runs out, what to do there. */

import { fill, h, icon } from '../dom.js';
import * as format from '../format.js';
import { failure } from './failure.js';

/** @typedef {import('../app.js').App} App */

/** @param {App} app @param {any} facts */
export function land(app, facts) {
  const box = h('div', { class: 'land-case', 'aria-busy': 'true' }, h('div', { class: 'skeleton' }, Array.from({ length: 5 }, () => h('i', {}))));
  const ask = () => app.api.landCase(facts.code).then(
    (found) => fill(box, ...chain(app, facts, found)),
    (error) => fill(box, failure(app, error, ask)),
  ).finally(() => box.removeAttribute('aria-busy'));
  ask();
  return box;
}

/** @param {App} app @param {any} facts @param {any} found */
function chain({ t }, facts, found) {
  const shown = found.kinds.filter((/** @type {any} */ kind) => kind.applies || kind.papers.length);
  return [
    ...found.blocking.map((/** @type {any} */ one) => h('p', { class: 'warn', role: 'alert' }, icon('warning'), one.message)),
    h('ul', { class: 'documents' }, shown.map((/** @type {any} */ kind) => kindItem(t, kind))),
    h('p', {}, h('a', { href: `/projects/${encodeURIComponent(facts.code)}/#land` }, t('land_record'))),
  ];
}

/** @param {App['t']} t @param {any} kind */
function kindItem(t, kind) {
  return h('li', { class: kind.red ? 'expired' : '' },
    h('strong', {}, kind.name),
    kind.papers.length === 0 && h('span', { class: kind.missing ? 'warn' : 'faint' }, t(kind.missing ? 'land_missing' : 'land_not_due')),
    kind.papers.map((/** @type {any} */ paper) => paperLine(t, paper)));
}

/** @param {App['t']} t @param {any} paper */
function paperLine(t, paper) {
  const open = paper.findings.filter((/** @type {any} */ one) => one.severity === 'error' || one.severity === 'warn').length;
  return h('span', {}, `${paper.number || '—'} · ${paper.state_name}`,
    paper.issued_on && h('span', { class: 'faint' }, ` · ${format.date(paper.issued_on)}`),
    paper.days_left !== null && h('span', { class: paper.alert_days || paper.red ? 'warn' : 'faint' }, ` · ${t('land_days_left', { days: paper.days_left })}`),
    open > 0 && h('span', { class: 'warn' }, ` · ${t('land_findings', { count: open })}`));
}
