/** The model's revisions, and what changed between two of them: coloured in the building, listed here. */

import { all, fill, h, icon } from '../../dom.js';
import { failure } from '../../panels/failure.js';
import { cssColour } from '../colouring.js';
import { moment } from '../../format.js';
import { CHANGE_COLOURS, CHANGES, valueLine } from '../difference.js';
import { className } from '../names.js';

/** @typedef {import('../app.js').App} App */

const MOST_SHOWN = 400;

/** @param {App} app @param {HTMLElement} element @returns {() => void} */
export function showVersions(app, element) {
  const { store } = app;
  /** @type {Set<string>} */
  const off = new Set();
  const render = () => fill(element, h('div', { class: 'views-panel' }, revisions(app), compared(app, off, render)));
  const pick = (/** @type {any} */ state) => [state.language, state.model.value, state.revision, state.against, state.split, state.difference, state.chosen];
  return all(store.watch(pick, render, { now: true }));
}

/** @param {App} app */
function revisions({ store, t }) {
  const { model, revision, against } = store.get();
  const list = /** @type {any[]} */ (model.value?.revisions ?? []);
  if (!list.length) return h('p', { class: 'empty' }, t('versions_none'));
  return [h('h3', {}, t('versions_title')), h('ul', { class: 'plain-list' }, list.map((one) => {
    const { id } = one;
    const current = id === revision;
    const isOpen = one.state === 'published';
    const name = t('version_number', { n: one.number });
    const note = [moment(one.published_at ?? one.created_at), isOpen ? '' : stateOf(one, t)].filter(Boolean).join(' · ');
    return h('li', { class: 'kept' },
      h('button', { class: 'row-button', type: 'button', 'aria-pressed': current, disabled: !isOpen, data: { key: `version-${id}` },
        on: { click: () => store.set({ revision: id, against: null, split: false, chosen: [] }) } }, icon('versions'), h('span', {}, name), h('small', { class: 'faint' }, note)),
      !current && isOpen && h('button', { class: 'button small', type: 'button', 'aria-pressed': against === id, data: { key: `against-${id}` },
        on: { click: () => store.set({ against: against === id ? null : id, split: false }) } }, t('versions_compare')));
  }))];
}

/** How far a revision is that nobody can look into yet. @param {any} one @param {App['t']} t */
export function stateOf(one, t) {
  const { state, sentence } = one;
  return state === 'rejected' ? `${t('version_rejected')}${sentence ? `: ${sentence}` : ''}` : workOf(one, t);
}

/** What the reader is at: waiting for its turn, at work, or at work once more after it was interrupted. @param {any} one @param {App['t']} t */
export function workOf({ percent, waits, attempt }, t) {
  if (waits) return t(attempt ? 'version_waits_again' : 'version_waits');
  return t(attempt > 1 ? 'version_working_again' : 'version_working', { n: percent ?? 0, try: attempt ?? 1 });
}

/** @param {App} app @param {Set<string>} off @param {() => void} render */
function compared(app, off, render) {
  const { store, t } = app;
  const { against, difference, split } = store.get();
  if (!against) return null;
  if (difference.status === 'loading') return h('p', { class: 'empty' }, t('loading'));
  if (difference.status === 'error') return failure(/** @type {any} */ (app), difference.error, () => store.set({ against: null }));
  /** @type {import('../difference.js').Difference | null} */
  const found = difference.value;
  if (!found) return null;
  const toggle = (/** @type {string} */ change) => {
    if (!off.delete(change)) off.add(change);
    render();
  };
  return [h('h3', {}, t('difference_title')),
    h('div', { class: 'find-actions' }, CHANGES.map((change) => h('button', { class: 'chip', type: 'button', 'aria-pressed': !off.has(change), data: { key: `change-${change}` },
      on: { click: () => toggle(change) } }, h('i', { class: 'swatch', style: { '--colour': cssColour(CHANGE_COLOURS[change]) } }), t(`difference_${change}`), h('b', {}, String(found.counts[change]))))),
    h('button', { class: 'button', type: 'button', 'aria-pressed': split, data: { key: 'split' }, on: { click: () => store.set({ split: !split }) } }, icon('panel'), t('difference_split')),
    rows(app, found.rows.filter(({ kind }) => !off.has(kind)))];
}

/** @param {App} app @param {import('../difference.js').ChangeRow[]} rows */
function rows(app, rows) {
  const { store, verbs, t } = app;
  const { language, chosen } = store.get();
  if (!rows.length) return h('p', { class: 'empty' }, t('difference_nothing'));
  return [h('ul', { class: 'plain-list' }, rows.slice(0, MOST_SHOWN).map((row) => h('li', {}, h('button', {
    class: 'row-button', type: 'button', disabled: row.el < 0 && row.before_el < 0, 'aria-pressed': row.el >= 0 && chosen.includes(row.el), title: row.global_id, data: { key: `row-${row.global_id}` },
    on: { click: () => (row.el >= 0 ? verbs.choose([row.el], { fly: true }) : flyToGone(app, row)) },
  }, h('i', { class: 'swatch', style: { '--colour': cssColour(CHANGE_COLOURS[row.kind]) } }), h('span', {}, row.name || className(row.class, language)),
  h('small', { class: 'faint' }, factsOf(row, t) || className(row.class, language))), values(row, t)))),
  rows.length > MOST_SHOWN && h('p', { class: 'faint more' }, t('find_more', { n: rows.length - MOST_SHOWN }))];
}

/** To where something removed stood. @param {App} app @param {import('../difference.js').ChangeRow} row */
function flyToGone({ store, view }, { before_el: was }) {
  const { scene, difference } = store.get();
  const box = difference.value?.other.elements.box(was);
  if (!box || !view) return;
  const moved = box.map((/** @type {number} */ value, /** @type {number} */ i) => value + difference.value.other.scene.origin[i % 3] - scene.value.origin[i % 3]);
  view.fit(/** @type {import('../elements.js').Box6} */ (moved));
}

const MOST_VALUES = 12;

/** What it said before and says now. @param {import('../difference.js').ChangeRow} row @param {App['t']} t */
function values({ values: told, global_id: id }, t) {
  if (!told?.length) return null;
  const named = (/** @type {string} */ name) => t(/** @type {any} */ (`changed_${name}`));
  return h('ul', { class: 'plain-list faint changed-values', data: { key: `values-${id}` } }, told.slice(0, MOST_VALUES).map((one) => h('li', {}, valueLine(one, named))),
    told.length > MOST_VALUES && h('li', {}, t('find_more', { n: told.length - MOST_VALUES })));
}

const SAID = ['shape', 'class', 'name', 'type', 'storey', 'material', 'properties', 'quantities', 'classification'];

/** @param {import('../difference.js').ChangeRow} row @param {App['t']} t */
function factsOf({ moved_m: moved, facts }, t) {
  const words = facts.filter((fact) => SAID.includes(fact)).map((fact) => t(/** @type {any} */ (`changed_${fact}`)));
  return [moved === null ? '' : t('difference_moved_by', { m: moved.toFixed(3) }), ...words].filter(Boolean).join(', ');
}
