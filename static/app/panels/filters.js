/** The filter's panel: built once for a language, then only ticks and counts change, so the keyboard stays put. */

import { codesOf, STAGE_GROUPS } from '../codes.js';
import { all, fill, h, icon } from '../dom.js';
import { toggled } from '../filter.js';
import * as format from '../format.js';
import { STATUS_SHOWN } from '../map/palette.js';
import { sectorIcon, statusDot } from './totals.js';
import { amountFault, numberRange, polygonRow, textRow, yearFault } from './filter-fields.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {'sector' | 'funding' | 'nature' | 'stage' | 'status'} ListKey */

/**
 * @param {App} app
 * @param {HTMLElement} element
 * @returns {() => void}
 */
export function showFilters(app, element) {
  const { store } = app;
  /** @type {(() => unknown)[]} */
  const stops = [];
  const stop = () => all(...stops.splice(0))();
  const rebuild = () => {
    stop();
    build(app, element, (one) => stops.push(one));
  };
  return all(
    stop,
    store.watch((state) => [state.language, state.codes], rebuild, { now: true }),
    store.watch((state) => [state.filter, state.totals.value], () => update(app, element)),
  );
}

/** @param {App} app @param {HTMLElement} element @param {import('./filter-fields.js').Keep} keep */
function build(app, element, keep) {
  const { store, t } = app;
  fill(element, h('form', { class: 'filters', on: { submit: (/** @type {Event} */ event) => event.preventDefault() } },
    textRow(app, keep),
    group(app, 'status', inOrder(codesOf(store.get(), 'status')), true),
    group(app, 'sector', codesOf(store.get(), 'sector'), true),
    numberRange(app, { title: t('filter_years'), low: 'year_from', high: 'year_to', scale: 1, hint: '', faultOf: yearFault }, keep),
    numberRange(app, {
      title: t('filter_amount'), low: 'amount_min', high: 'amount_max', scale: amountScale(app), hint: t('amount_unit'), faultOf: amountFault,
    }, keep),
    stageGroup(app),
    group(app, 'funding', codesOf(store.get(), 'funding'), false),
    group(app, 'nature', codesOf(store.get(), 'nature'), false),
    polygonRow(app, keep)));
  update(app, element);
}

/** @param {import('../types.js').CodeEntry[]} statuses */
function inOrder(statuses) {
  return [...statuses].sort((a, b) => STATUS_SHOWN.indexOf(a.code) - STATUS_SHOWN.indexOf(b.code));
}

/** Amounts are typed in 万元 in Chinese and in millions in English. @param {App} app */
function amountScale({ store }) {
  return store.get().language === 'zh' ? 1e4 : 1e6;
}

/** @param {App} app @param {ListKey} key @param {import('../types.js').CodeEntry[]} entries @param {boolean} open */
function group(app, key, entries, open) {
  const { t } = app;
  return h('details', { class: 'filter-group', open },
    h('summary', {}, h('span', {}, t(`filter_${key}`)), h('b', { class: 'badge', data: { chosen: key } }), icon('down')),
    h('div', { class: 'options', role: 'group', 'aria-label': t(`filter_${key}`) }, entries.map((entry) => option(app, key, entry))));
}

/** @param {App} app */
function stageGroup(app) {
  const { store, t } = app;
  const entries = codesOf(store.get(), 'stage');
  const sets = STAGE_GROUPS.map(({ key, stages }) => h('div', { class: 'option-set', role: 'group', 'aria-label': t(key) },
    h('h4', {}, t(key)), entries.filter(({ code }) => stages.includes(code)).map((entry) => option(app, 'stage', entry))));
  return h('details', { class: 'filter-group' },
    h('summary', {}, h('span', {}, t('filter_stage')), h('b', { class: 'badge', data: { chosen: 'stage' } }), icon('down')),
    h('div', { class: 'options' }, sets));
}

/** @param {App} app @param {ListKey} key @param {import('../types.js').CodeEntry} entry */
function option({ store, verbs }, key, entry) {
  const change = () => verbs.narrow(toggled(store.get().filter, key, entry.code));
  return h('label', { class: 'option' },
    h('input', { type: 'checkbox', data: { list: key, code: entry.code }, on: { change } }),
    key === 'sector' && sectorIcon(entry.code), key === 'status' && statusDot(entry.code),
    h('span', {}, entry[store.get().language]),
    h('b', { data: { count: key, code: entry.code } }));
}

/** Put ticks and counts where they belong. @param {App} app @param {HTMLElement} element */
function update({ store }, element) {
  const { filter, totals } = store.get();
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (element.querySelectorAll('input[data-list]'))) {
    const { list, code } = /** @type {{ list: ListKey, code: string }} */ (/** @type {unknown} */ (input.dataset));
    input.checked = filter[list].includes(code);
  }
  for (const count of /** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll('[data-count]'))) {
    const found = countOf(totals.value, count.dataset.count ?? '', count.dataset.code ?? '');
    count.textContent = found === null ? '' : format.count(found);
    count.closest('.option')?.classList.toggle('none', found === 0);
  }
  for (const badge of /** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll('[data-chosen]'))) {
    const chosen = filter[/** @type {ListKey} */ (badge.dataset.chosen)].length;
    badge.textContent = chosen ? String(chosen) : '';
  }
}

/** How many projects a choice would show beside the others. @param {any} totals @param {string} key @param {string} code @returns {number | null} */
function countOf(totals, key, code) {
  return totals ? totals.facets[key][code] ?? 0 : null;
}
