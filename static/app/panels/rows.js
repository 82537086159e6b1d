/** What a row of the list shows: two lines when narrow, all columns when wide. */

import { nameOf, nameOfCode, regionOf } from '../codes.js';
import { h, icon } from '../dom.js';
import * as format from '../format.js';
import { sectorIcon, statusDot } from './totals.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('./pages.js').ListedRow} ListedRow */

export const ROW_HEIGHT = 56;
const SORTS = /** @type {const} */ ([
  '-investment_yuan', 'investment_yuan', '-progress_pct', 'progress_pct', 'planned_end', '-planned_end', 'name', 'code',
]);
const COLUMNS = /** @type {const} */ ([
  ['name', 'name'], ['region', ''], ['stage', ''], ['status', ''], ['investment', 'investment_yuan'], ['paid', 'paid_yuan'],
  ['progress', 'progress_pct'], ['planned_end', 'planned_end'],
]);

/** @param {App} app */
export function sortBar({ store, t }) {
  const { sort, wide } = store.get();
  const select = h('select', {
    id: 'sort', data: { key: 'sort' }, 'aria-label': t('sort'),
    on: { change: (/** @type {any} */ event) => store.set({ sort: event.target.value }) },
  }, SORTS.map((one) => h('option', { value: one, selected: one === sort }, t(`sort_${one}`))));
  return [
    h('label', { for: 'sort', class: 'faint' }, t('sort')), select,
    h('button', {
      class: 'ghost wide-only', type: 'button', data: { key: 'wide' }, 'aria-pressed': wide,
      title: t(wide ? 'list_narrow' : 'list_wide'), 'aria-label': t(wide ? 'list_narrow' : 'list_wide'),
      on: { click: () => store.set({ wide: !wide }) },
    }, icon(wide ? 'collapse' : 'expand')),
  ];
}

/** Column heads; the ones that sort are buttons. @param {App} app */
export function headCells({ store, t }) {
  const { sort } = store.get();
  return COLUMNS.map(([column, by]) => {
    const order = sort === by ? 'ascending' : sort === `-${by}` ? 'descending' : null;
    const label = t(`column_${column}`);
    const content = by ? h('button', {
      type: 'button', data: { key: `sort-${by}` },
      on: { click: () => store.set({ sort: sort === `-${by}` ? by : `-${by}` }) },
    }, label, order && icon(order === 'ascending' ? 'up' : 'down')) : label;
    return h('div', { role: 'columnheader', class: `cell ${column}`, 'aria-sort': by ? order ?? 'none' : null }, content);
  });
}

/** @param {App} app @param {ListedRow} row */
export function rowCells(app, row) {
  return app.store.get().wide ? wideCells(app, row) : narrowCells(app, row);
}

/** @param {App} app @param {ListedRow} row */
function narrowCells({ store, t }, row) {
  const state = store.get();
  return [
    h('div', { role: 'gridcell', class: 'mark' }, sectorIcon(row.sector)),
    h('div', { role: 'gridcell', class: 'what' },
      h('span', { class: 'name', title: nameOf(state, row) }, nameOf(state, row)),
      h('span', { class: 'sub' },
        h('span', { class: 'state' }, statusDot(row.status), h('span', {}, nameOfCode(state, 'status', row.status)),
          h('span', {}, nameOfCode(state, 'stage', row.stage))),
        h('span', { class: 'place' }, regionOf(state, row)))),
    h('div', { role: 'gridcell', class: 'figures-cell' },
      h('span', { class: 'money' }, format.money(row.allocated_yuan ?? row.investment_yuan, state.language)),
      meter(row.progress_pct)),
    mapButton(t),
  ];
}

/** @param {App} app @param {ListedRow} row */
function wideCells({ store, t }, row) {
  const state = store.get();
  const cell = (/** @type {string} */ column, /** @type {any[]} */ ...content) => h('div', {
    role: 'gridcell', class: `cell ${column}` }, ...content);
  return [
    cell('name', sectorIcon(row.sector), h('span', {},
      h('span', { class: 'name', title: nameOf(state, row) }, nameOf(state, row)), h('span', { class: 'sub' }, row.code))),
    cell('region', regionOf(state, row)),
    cell('stage', nameOfCode(state, 'stage', row.stage)),
    cell('status', statusDot(row.status), h('span', {}, nameOfCode(state, 'status', row.status))),
    cell('investment', format.money(row.allocated_yuan ?? row.investment_yuan, state.language)),
    cell('paid', format.money(row.paid_yuan, state.language)),
    cell('progress', meter(row.progress_pct)),
    cell('planned_end', format.date(row.planned_end)),
    mapButton(t),
  ];
}

/** @param {number | string | null} progress 0 to 100 */
export function meter(progress) {
  const value = format.toNumber(progress);
  return h('span', { class: 'meter' },
    h('i', { style: { '--part': `${value ?? 0}%` }, 'aria-hidden': 'true' }), h('span', {}, format.percent(value, 0)));
}

/** @param {import('../i18n.js').Translate} t */
function mapButton(t) {
  return h('div', { role: 'gridcell' }, h('button', {
    class: 'show-on-map', type: 'button', tabindex: -1, title: t('show_on_map'), 'aria-label': t('show_on_map'),
  }, icon('target')));
}
