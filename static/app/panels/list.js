/** The list twin of the map: the same projects, by keyboard alone. Rows outside the window are not in the page. */

import { all, fill, h, icon, on } from '../dom.js';
import { chips } from '../filter.js';
import * as format from '../format.js';
import { rowByKey, scrollToRow, visibleRows } from '../windowing.js';
import { failure } from './failure.js';
import { createPages } from './pages.js';
import { headCells, rowCells, ROW_HEIGHT, sortBar } from './rows.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {ReturnType<typeof listParts>} Parts */

const NEAR_END = 20;

/**
 * @param {App} app
 * @param {HTMLElement} element
 * @returns {() => void}
 */
export function showList(app, element) {
  const { store } = app;
  const parts = listParts(app);
  element.replaceChildren(parts.bar, parts.head, parts.scroller, parts.foot);
  const feed = createPages(app, () => render(app, parts));
  parts.feed = feed;
  const again = () => render(app, parts);
  const size = new ResizeObserver(again);
  size.observe(parts.scroller);
  render(app, parts);
  return all(
    feed.dispose,
    () => size.disconnect(),
    on(parts.scroller, 'scroll', again, { passive: true }),
    on(parts.scroller, 'keydown', (event) => key(app, parts, event)),
    on(parts.rows, 'click', (event) => click(app, parts, event)),
    store.watch((state) => [state.language, state.codes, state.selected, state.sort, state.wide, state.totals, state.leftTab], again),
  );
}

/** @param {App} app */
function listParts(app) {
  const rows = h('div', { class: 'rows', role: 'rowgroup' });
  const head = h('div', { class: 'list-head', role: 'row' });
  const scroller = h('div', { class: 'scroller', id: 'list', role: 'grid', tabindex: 0, 'aria-readonly': 'true' }, rows);
  return {
    bar: h('div', { class: 'list-bar' }), head, scroller, rows, foot: h('div', { class: 'list-foot' }),
    active: 0, looks: /** @type {WeakMap<HTMLElement, string>} */ (new WeakMap()), feed: /** @type {ReturnType<typeof createPages> | null} */ (null), app,
  };
}

/** @param {App} app @param {Parts} parts */
function render(app, parts) {
  const { feed, scroller, rows } = parts;
  if (!feed) return;
  const { pages } = feed;
  const { store, t } = app;
  const { language, totals, wide } = store.get();
  const window = visibleRows({
    scrollTop: scroller.scrollTop, height: scroller.clientHeight, rowHeight: ROW_HEIGHT, count: pages.rows.length,
  });
  parts.active = Math.max(0, Math.min(parts.active, pages.rows.length - 1));
  scroller.setAttribute('aria-label', t('tab_projects'));
  scroller.setAttribute('aria-rowcount', String(totals.value?.projects ?? -1));
  scroller.setAttribute('aria-busy', String(pages.status === 'loading'));
  fill(parts.bar, sortBar(app));
  fill(parts.head, wide ? headCells(app) : null);
  rows.style.height = `${pages.rows.length * ROW_HEIGHT}px`;
  rows.replaceChildren(...pages.rows.slice(window.first, window.last).map((row, i) => keptRow(parts, row, window.first + i)));
  fill(parts.foot, footer(app, parts, language));
  follow(parts);
  if (window.last > pages.rows.length - NEAR_END) feed.more();
}

/**
 * A row that looks the same is the same element: a click that began on it ends on it.
 * @param {Parts} parts @param {import('./pages.js').ListedRow} row @param {number} index
 */
function keptRow(parts, row, index) {
  const { selected, language, wide, codes } = parts.app.store.get();
  const look = `${index} ${row.id} ${language} ${wide} ${codes !== null} ${row.said}`;
  const shown = /** @type {HTMLElement | null} */ (parts.rows.querySelector(`#row-${index}`));
  const element = shown && parts.looks.get(shown) === look ? shown : rowElement(parts, row, index);
  parts.looks.set(element, look);
  element.classList.toggle('active', index === parts.active);
  element.setAttribute('aria-selected', String(row.code === selected));
  return element;
}

/** @param {Parts} parts @param {import('./pages.js').ListedRow} row @param {number} index */
function rowElement(parts, row, index) {
  return h('div', {
    id: `row-${index}`, role: 'row', class: 'row', 'aria-rowindex': index + 2,
    data: { index: String(index), code: row.code }, style: { transform: `translateY(${index * ROW_HEIGHT}px)` },
  }, rowCells(parts.app, row));
}

/** Tell assistive technology which row the arrow keys are on. @param {Parts} parts */
function follow({ scroller, rows, active }) {
  const shown = rows.querySelector(`#row-${active}`);
  if (shown) scroller.setAttribute('aria-activedescendant', shown.id);
  else scroller.removeAttribute('aria-activedescendant');
}

/** @param {App} app @param {Parts} parts @param {string} language */
function footer(app, parts, language) {
  const { pages, retry } = /** @type {NonNullable<Parts['feed']>} */ (parts.feed);
  const { t, store } = app;
  if (pages.status === 'error') return failure(app, pages.error, pages.rows.length ? retry : undefined);
  if (pages.status === 'loading' && !pages.rows.length) return skeleton(t('loading'));
  if (!pages.rows.length) return nothing(app);
  const whole = store.get().totals.value?.projects;
  return h('p', { class: 'hint', lang: language }, h('span', {}, t('list_count', {
    n: format.count(pages.rows.length), all: format.count(whole ?? pages.rows.length) })),
  h('span', { class: 'keys wide-only' }, t('list_keys')));
}

/** Nothing meets the filter; or, without one, nothing is open to this reader. @param {App} app */
function nothing({ store, verbs, t }) {
  if (!chips(store.get().filter).length) {
    return h('div', { class: 'empty' }, icon('eye'), h('p', {}, t('list_none')), h('p', { class: 'faint' }, t(whyNothing(store.get()))));
  }
  return h('div', { class: 'empty' }, icon('filter'), h('p', {}, t('list_empty')),
    h('button', { class: 'button', type: 'button', on: { click: verbs.clear } }, t('clear_all')));
}

/** Who may bring boundaries in is told how; the public is told that nothing is published. @param {Readonly<import('../state.js').State>} state */
function whyNothing({ me, bare, publicView }) {
  if (!me?.signed_in || publicView) return 'list_none_public';
  return bare && (me.can_import || me.roles.includes('sysadm')) ? 'list_none_bare' : 'list_none_note';
}

/** @param {string} label */
function skeleton(label) {
  return h('div', { class: 'skeleton', role: 'status', 'aria-label': label },
    Array.from({ length: 6 }, () => h('i', {})));
}

/** @param {App} app @param {Parts} parts @param {KeyboardEvent} event */
function key(app, parts, event) {
  const { pages } = /** @type {NonNullable<Parts['feed']>} */ (parts.feed);
  const { scroller } = parts;
  const page = Math.max(1, Math.floor(scroller.clientHeight / ROW_HEIGHT) - 1);
  const target = rowByKey(event.key, parts.active, { count: pages.rows.length, page });
  const row = pages.rows[parts.active];
  if (target !== null) move(parts, target);
  else if (event.key === 'Enter' && row) app.verbs.pick(row.code);
  else if ((event.key === 'm' || event.key === 'M') && row) showOnMap(app, row);
  else return;
  event.preventDefault();
  render(app, parts);
}

/** @param {Parts} parts @param {number} row */
function move(parts, row) {
  const { scroller } = parts;
  parts.active = row;
  scroller.scrollTop = scrollToRow({
    scrollTop: scroller.scrollTop, height: scroller.clientHeight, rowHeight: ROW_HEIGHT, row });
}

/** @param {App} app @param {Parts} parts @param {MouseEvent} event */
function click(app, parts, event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const index = Number(/** @type {HTMLElement | null} */ (target.closest('.row'))?.dataset.index ?? -1);
  const row = parts.feed?.pages.rows[index];
  if (!row) return;
  parts.active = index;
  if (target.closest('.show-on-map')) showOnMap(app, row);
  else app.verbs.pick(row.code);
  render(app, parts);
}

/** @param {App} app @param {import('./pages.js').ListedRow} row */
function showOnMap({ verbs, t }, row) {
  if (row.position) verbs.goTo(row.position, 13.5);
  else verbs.say(t('no_place'));
}
