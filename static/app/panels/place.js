/** The money of the picked project's section or structure, part by part, and the payments of the project. */

import { nameOf, placeOf } from '../codes.js';
import { fill, h } from '../dom.js';
import * as format from '../format.js';
import { arithmetic } from './budget.js';
import { failure } from './failure.js';
import { points } from './performance.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../types.js').Language} Language */
/** @typedef {[string, string]} Pair */

/** Tabs a section has, of those the project has. */
export const PLACE_TABS = ['overview', 'budget', 'contracts', 'payments', 'performance'];

/**
 * @param {App} app @param {any} facts  of the project
 * @param {string} tab  one of PLACE_TABS
 */
export function placeTab(app, facts, tab) {
  const { section } = app.store.get();
  const box = h('div', { class: 'budget-tab place-tab', 'aria-busy': 'true' }, h('div', { class: 'skeleton' }, Array.from({ length: 5 }, () => h('i', {}))));
  const ask = () => app.api.placeMoney(facts.code, section).then(
    (found) => fill(box, found.feature && found.feature.kind !== 'section' && named(app, found.feature), ...shown(app, found, tab)),
    (error) => fill(box, failure(app, error, ask)),
  ).finally(() => box.removeAttribute('aria-busy'));
  ask();
  return box;
}

/** @param {App} app @param {any} found @param {string} tab */
function shown(app, found, tab) {
  if (tab === 'budget') return found.budget ? budgetPart(app, found.budget) : hidden(app);
  if (tab === 'contracts') return found.contracts ? contractPart(app, found.contracts) : hidden(app);
  if (tab === 'payments') return found.payments ? paymentPart(app, found) : hidden(app);
  if (tab === 'performance') return scorePart(app, found.evaluations);
  return summary(app, found);
}

/** Which place this is: the drawer's title names only what the project's record names. @param {App} app @param {any} feature */
function named({ store, t }, feature) {
  const kind = t(feature.kind === 'structure' ? 'place_structure' : feature.kind === 'section' ? 'place_section' : 'place_part');
  return h('p', { class: 'place-name' }, h('span', { class: 'tag' }, kind), ' ', feature.code && h('code', {}, feature.code), ' ', nameOf(store.get(), feature));
}

/** @param {App} app */
function hidden({ t }) {
  return [h('p', { class: 'faint' }, t('place_hidden'))];
}

/** The place in a few figures; what is not open to the reader is left out. @param {App} app @param {any} found */
function summary({ store, t }, found) {
  const { language } = store.get();
  const yuan = (/** @type {string} */ text) => format.exactMoney(text, language);
  const { budget, contracts, payments, evaluations } = found;
  const graded = evaluations.find((/** @type {any} */ one) => one.final_points !== null);
  const rows = /** @type {Pair[]} */ ([
    budget && [t('place_approved'), yuan(budget.room.terms[0].yuan)],
    budget && [t('place_room'), yuan(budget.room.room_yuan)],
    contracts && [t('place_contracts', { n: String(contracts.totals.count) }), yuan(contracts.totals.current_yuan)],
    contracts && Number(contracts.items_yuan) ? [t('place_items'), yuan(contracts.items_yuan)] : null,
    payments && [t('payments_paid'), yuan(payments.totals.paid_yuan)],
    payments && [t('payments_under_way'), yuan(payments.totals.under_way_yuan)],
    graded && [t('place_score', { year: String(graded.year) }), `${graded.grade_name} ${points(graded.final_points)}`],
  ].filter(Boolean));
  return [h('section', {}, h('h3', {}, t('place_money')), pairs(rows))];
}

/** @param {App} app @param {any} part */
function budgetPart({ store, t }, part) {
  const { language } = store.get();
  const yuan = (/** @type {string} */ text) => format.exactMoney(text, language);
  return [
    section(t('budget_more'), pairs(/** @type {Pair[]} */ (arithmetic(t, language, part.room)))),
    part.lines.length ? section(t('place_lines'), list(part.lines.map((/** @type {any} */ line) => h('li', {},
      h('strong', {}, `${line.code} ${line.name}`), h('span', { class: 'faint' }, line.stage_name),
      pairs([[t('place_allowed'), yuan(line.current_yuan)], [t('budget_paid'), yuan(line.paid_yuan)], [t('place_left'), yuan(line.left_yuan)]]))))) : null,
    section(t('budget_indicators'), part.indicators.length ? list(part.indicators.map((/** @type {any} */ row) => h('li', {},
      h('a', { href: `/budget/indicators/${row.id}/`, data: { key: `indicator-${row.id}` } }, h('strong', {}, row.number)),
      h('span', { class: 'faint' }, `${row.year} · ${row.source_name}`),
      pairs([[t('budget_issued'), yuan(row.approved_yuan)], [t('budget_paid'), yuan(row.paid_yuan)], [t('budget_available'), yuan(row.available_yuan)]]))))
      : h('p', { class: 'faint' }, t('place_no_indicators'))),
  ];
}

/** @param {App} app @param {any} part */
function contractPart({ store, t }, part) {
  const { language } = store.get();
  if (!part.contracts.length) return [h('p', { class: 'faint' }, t('contracts_none'))];
  const yuan = (/** @type {string} */ text) => format.exactMoney(text, language);
  return [
    Number(part.items_yuan) ? pairs([[t('place_items'), yuan(part.items_yuan)]]) : null,
    list(part.contracts.map((/** @type {any} */ row) => h('li', {},
      h('a', { href: `/contracts/${row.id}/`, data: { key: `contract-${row.id}` } }, h('strong', {}, row.name)),
      h('span', { class: 'faint' }, `${row.number} · ${row.state_name} · ${row.party.name} · ${placeOf(language, row)}`),
      pairs([[t('contracts_current'), yuan(row.current_yuan)], [t('contracts_certified'), yuan(row.certified_yuan)], [t('contracts_paid'), yuan(row.paid_yuan)]])))),
  ];
}

/** @param {App} app @param {any} found */
function paymentPart({ store, t }, { payments: { payments, totals }, project, feature }) {
  const { language } = store.get();
  const yuan = (/** @type {string} */ text) => format.exactMoney(text, language);
  if (!payments.length) return [h('p', { class: 'faint' }, t('payments_none'))];
  const query = new URLSearchParams(feature ? { project, feature: feature.id } : { project });
  return [
    pairs([[t('payments_paid'), yuan(totals.paid_yuan)], [t('payments_under_way'), yuan(totals.under_way_yuan)], [t('payments_asked'), yuan(totals.amount_yuan)]]),
    list(payments.map((/** @type {any} */ row) => payment(t, language, row))),
    h('p', {}, h('a', { href: `/payments/?${query}` }, t('payments_list'))),
  ];
}

/** @param {App['t']} t @param {Language} language @param {any} row */
function payment(t, language, row) {
  const when = row.paid_on ? t('payments_paid_on', { date: format.date(row.paid_on) })
    : row.waits_days === null ? '' : t('payments_waits', { n: String(row.waits_days) });
  return h('li', { class: row.late ? 'expired' : '' },
    h('a', { href: `/payments/${row.number}/`, data: { key: `payment-${row.number}` } }, h('strong', {}, row.purpose)),
    h('span', { class: 'faint' }, [row.number, row.state_name, placeOf(language, row), when].filter(Boolean).join(' · ')),
    h('span', {}, h('b', {}, format.exactMoney(row.amount_yuan, language)), ' ',
      h('a', { href: `/payments/${row.number}/trail/`, data: { key: `trail-${row.number}` } }, t('payments_trail'))));
}

/** @param {App} app @param {any[]} rows */
function scorePart({ t }, rows) {
  if (!rows.length) return [h('p', { class: 'faint' }, t('performance_none'))];
  return [list(rows.map((row) => h('li', {},
    h('a', { href: `/projects/${encodeURIComponent(row.project)}/performance/${row.id}/`, data: { key: `evaluation-${row.id}` } }, h('strong', {}, `${row.year} · ${row.mode_name}`)),
    h('span', {}, row.state_name, row.grade && h('b', {}, ` · ${row.grade_name} ${points(row.final_points)}`)))))];
}

/** @param {Pair[]} rows */
function pairs(rows) {
  return h('dl', { class: 'budget-sums' }, rows.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

/** @param {Node[]} items */
function list(items) {
  return h('ul', { class: 'documents' }, items);
}

/** @param {string} title @param {...any} inside */
function section(title, ...inside) {
  return h('section', {}, h('h3', {}, title), ...inside);
}
