/** The budget of the picked project: cost by stages, requests, indicators, and why there is not more. */

import { fill, h } from '../dom.js';
import * as format from '../format.js';
import { failure } from './failure.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../types.js').Language} Language */

/** @param {App} app @param {any} facts */
export function budget(app, facts) {
  const box = h('div', { class: 'budget-tab', 'aria-busy': 'true' }, h('div', { class: 'skeleton' }, Array.from({ length: 5 }, () => h('i', {}))));
  const ask = () => app.api.budget(facts.code).then(
    (found) => fill(box, ...shown(app, facts, found)),
    (error) => fill(box, error.status === 404 ? h('p', { class: 'faint' }, app.t('budget_hidden')) : failure(app, error, ask)),
  ).finally(() => box.removeAttribute('aria-busy'));
  ask();
  return box;
}

/** @param {App} app @param {any} facts @param {any} found */
function shown({ t, store }, facts, found) {
  const { language } = store.get();
  const stages = recorded(found.ladder);
  if (!stages.length && !found.requests.length && !found.indicators.length) return [h('p', { class: 'faint' }, t('budget_none')), link(t, facts)];
  return [
    part(t('budget_ladder'), pairs(stages.flatMap((one) => stage(t, language, one)))),
    found.indicators.length ? part(t('budget_indicators'), sums(t, language, found.totals), h('ul', { class: 'documents' }, found.indicators.map((/** @type {any} */ row) => indicator(t, language, row)))) : null,
    found.requests.length ? part(t('budget_requests'), h('ul', { class: 'documents' }, found.requests.map((/** @type {any} */ row) => request(language, row)))) : null,
    part(t('budget_more'), pairs(arithmetic(t, language, found.room))),
    link(t, facts),
  ];
}

/** The stages that are on record, in order. @param {any[]} ladder */
export function recorded(ladder) {
  return ladder.filter((one) => one.current_yuan !== null);
}

/** The terms of a headroom, then what they come to, as label and amount. @param {App['t']} t @param {Language} language @param {any} room */
export function arithmetic(t, language, room) {
  const terms = room.terms.map((/** @type {any} */ one) => [one.said, format.exactMoney(one.yuan, language)]);
  return [...terms, [t('budget_possible'), format.exactMoney(room.room_yuan, language)]];
}

/** @param {App['t']} t @param {Language} language @param {any} one @returns {[string, string][]} */
function stage(t, language, one) {
  const plain = /** @type {[string, string]} */ ([one.stage_name, format.exactMoney(one.current_yuan, language)]);
  return one.over ? [plain, [t('budget_over'), format.exactMoney(one.over.over_yuan, language)]] : [plain];
}

/** @param {App['t']} t @param {Language} language @param {any} row */
function indicator(t, language, row) {
  return h('li', {},
    h('a', { href: `/budget/indicators/${row.id}/`, data: { key: `indicator-${row.id}` } }, h('strong', {}, row.number)),
    h('span', { class: 'faint' }, `${row.year} · ${row.source_name}`),
    sums(t, language, row));
}

/** @param {Language} language @param {any} row */
function request(language, row) {
  return h('li', {},
    h('a', { href: `/budget/requests/${row.id}/`, data: { key: `request-${row.id}` } }, h('strong', {}, row.title)),
    h('span', { class: 'faint' }, `${row.number} · ${row.state_name} · ${format.exactMoney(row.current_yuan, language)}`));
}

/** @param {App['t']} t @param {Language} language @param {any} row */
function sums(t, language, row) {
  return pairs([
    [t('budget_issued'), format.exactMoney(row.approved_yuan, language)],
    [t('budget_paid'), format.exactMoney(row.paid_yuan, language)],
    [t('budget_available'), format.exactMoney(row.available_yuan, language)],
  ]);
}

/** @param {[string, string][]} rows */
function pairs(rows) {
  return h('dl', { class: 'budget-sums' }, rows.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

/** @param {string} title @param {...any} inside */
function part(title, ...inside) {
  return h('section', {}, h('h3', {}, title), ...inside);
}

/** @param {App['t']} t @param {any} facts */
function link(t, facts) {
  return h('p', {}, h('a', { href: `/projects/${encodeURIComponent(facts.code)}/#budget` }, t('budget_record')));
}
