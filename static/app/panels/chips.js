/** Every active condition as a chip that can be taken off. */

import { nameOfCode, regionName } from '../codes.js';
import { fill, h, icon } from '../dom.js';
import { chips, without } from '../filter.js';
import * as format from '../format.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {{ key: string, value: string }} Chip */

/**
 * @param {App} app
 * @param {HTMLElement} element
 * @returns {() => void}
 */
export function showChips(app, element) {
  const { store } = app;
  const render = () => {
    const active = chips(store.get().filter);
    element.hidden = active.length === 0;
    fill(element, active.map((chip) => chipButton(app, chip)), active.length > 1 && clearButton(app));
  };
  const pick = (/** @type {Readonly<import('../state.js').State>} */ state) => [
    state.filter, state.names, state.codes, state.owners, state.language];
  return store.watch(pick, render, { now: true });
}

/** @param {App} app @param {Chip} chip */
function chipButton(app, chip) {
  const { store, t } = app;
  const text = chipText(app, chip);
  return h('button', {
    class: 'chip', type: 'button', data: { key: `chip-${chip.key}-${chip.value}` }, 'aria-label': t('remove', { text }),
    on: { click: () => store.set({ filter: without(store.get().filter, chip) }) },
  }, h('span', {}, text), icon('close'));
}

/** @param {App} app */
function clearButton({ verbs, t }) {
  return h('button', { class: 'link-button', type: 'button', data: { key: 'clear' }, on: { click: verbs.clear } },
    t('clear_all'));
}

/** @param {App} app @param {Chip} chip */
export function chipText({ store, t }, { key, value }) {
  const state = store.get();
  const { filter, language } = state;
  switch (key) {
    case 'region': return regionName(state, value);
    case 'polygon': return t('chip_polygon');
    case 'q': return `“${value}”`;
    case 'year': return t('chip_year', { from: filter.year_from ?? '…', to: filter.year_to ?? '…' });
    case 'amount': return t('chip_amount', {
      from: filter.amount_min === null ? '0' : format.money(filter.amount_min, language),
      to: filter.amount_max === null ? '…' : format.money(filter.amount_max, language),
    });
    case 'at': return t(filter.clock === 'actual' ? 'chip_at_actual' : 'chip_at_planned', { month: value.slice(0, 7) });
    case 'owner': return state.owners[value] ?? t('chip_owner');
    default: return nameOfCode(state, key, value);
  }
}
