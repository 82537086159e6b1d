/** The contracts of the picked project by the ground they build on: three prices, what is certified and paid. */

import { placeOf } from '../codes.js';
import { fill, h } from '../dom.js';
import * as format from '../format.js';
import { failure } from './failure.js';

/** @typedef {import('../app.js').App} App */

/** @param {App} app @param {any} facts */
export function contracts(app, facts) {
  const box = h('div', { class: 'contracts-tab', 'aria-busy': 'true' }, h('div', { class: 'skeleton' }, Array.from({ length: 5 }, () => h('i', {}))));
  const ask = () => app.api.contracts(facts.code).then(
    (found) => fill(box, ...shown(app, facts, found)),
    (error) => fill(box, failure(app, error, ask)),
  ).finally(() => box.removeAttribute('aria-busy'));
  ask();
  return box;
}

/** @param {App} app @param {any} facts @param {any} found */
function shown({ t, store }, facts, found) {
  if (!found.contracts.length) return [h('p', { class: 'faint' }, t('contracts_none')), link(t, facts)];
  const { totals } = found;
  const { language } = store.get();
  return [
    h('dl', { class: 'contract-sums' }, ...sums(t, language, totals)),
    ...grounds(found.contracts, language).map(([name, rows]) => h('section', {}, h('h3', {}, name), h('ul', { class: 'documents' }, rows.map((row) => item(t, language, row))))),
    link(t, facts),
  ];
}

/** By ground, in the order of the list. @param {any[]} rows @param {import('../types.js').Language} language @returns {[string, any[]][]} */
export function grounds(rows, language) {
  const found = /** @type {Map<string, any[]>} */ (new Map());
  for (const row of rows) found.set(row.feature, [...found.get(row.feature) ?? [], row]);
  return [...found.values()].map((some) => [placeOf(language, some[0]), some]);
}

/** @param {App['t']} t @param {import('../types.js').Language} language @param {any} row */
function item(t, language, row) {
  return h('li', {},
    h('a', { href: `/contracts/${row.id}/`, data: { key: `contract-${row.id}` } }, h('strong', {}, row.name)),
    h('span', { class: 'faint' }, `${row.number} · ${row.state_name} · ${row.party.name}`),
    h('dl', { class: 'contract-sums' }, ...sums(t, language, row)));
}

/** @param {App['t']} t @param {import('../types.js').Language} language @param {any} row */
function sums(t, language, row) {
  const shown = /** @type {const} */ ({
    contracts_original: row.original_yuan, contracts_changes: row.approved_changes_yuan, contracts_current: row.current_yuan,
    contracts_certified: row.certified_yuan, contracts_paid: row.paid_yuan,
  });
  const keys = /** @type {(keyof typeof shown)[]} */ (Object.keys(shown));
  return keys.flatMap((key) => [h('dt', {}, t(key)), h('dd', {}, format.exactMoney(shown[key], language))]);
}

/** @param {App['t']} t @param {any} facts */
function link(t, facts) {
  return h('p', {}, h('a', { href: `/projects/${encodeURIComponent(facts.code)}/#contracts` }, t('contracts_record')));
}
