/** The alerts of the picked project: what goes wrong at its nodes, with whom each stands, and the way to it. */

import { fill, h } from '../dom.js';
import { failure } from './failure.js';

/** @typedef {import('../app.js').App} App */

/** @param {App} app @param {any} facts  of the project */
export function alerts(app, facts) {
  const box = h('div', { class: 'land-case', 'aria-busy': 'true' }, h('div', { class: 'skeleton' }, Array.from({ length: 4 }, () => h('i', {}))));
  const ask = () => app.api.alerts(facts.code).then(
    (found) => fill(box, ...list(app, facts, found)),
    (error) => fill(box, failure(app, error, ask)),
  ).finally(() => box.removeAttribute('aria-busy'));
  ask();
  return box;
}

/** @param {App} app @param {any} facts @param {{ alerts: any[], open: number }} found */
function list({ t }, facts, { alerts: rows, open }) {
  const all = h('p', {}, h('a', { href: `/alerts/?state=&project=${encodeURIComponent(facts.code)}`, data: { key: 'alerts-page' } }, t('alerts_page')));
  if (!rows.length) return [h('p', { class: 'faint' }, t('alerts_none')), all];
  return [h('p', {}, t('alerts_open', { n: open })), h('ul', { class: 'documents' }, rows.map((row) => item(t, row))), all];
}

/** @param {App['t']} t @param {any} row */
function item(t, row) {
  const ended = row.closed_at !== null;
  const waits = row.allowed_actions.includes('acknowledge');
  return h('li', { class: row.severity === 'critical' && !ended ? 'expired' : '' },
    h('strong', {}, h('a', { href: `/alerts/${encodeURIComponent(row.id)}/`, data: { key: `alert-${row.id}` } }, `${row.rule} ${row.rule_name}`)),
    h('span', {}, row.sentence),
    h('span', { class: 'faint' }, [row.severity_name, row.state_name, ended ? null : row.assignee_name ?? row.level_name, row.raised_on].filter(Boolean).join(' · ')),
    waits && h('b', {}, t('alerts_yours')));
}
