/** The filter's fields that are typed or drawn: text, ranges, polygon. */

import { fill, h, icon, quiet } from '../dom.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {(stop: () => unknown) => void} Keep  remember how to stop listening */
/** @typedef {'year_from' | 'year_to' | 'amount_min' | 'amount_max'} NumberKey */

const WAIT_MS = 400;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2200;

/** @param {App} app @param {Keep} keep */
export function textRow({ store, verbs, t }, keep) {
  const change = quiet(WAIT_MS, (/** @type {string} */ text) => verbs.narrow({ q: text.trim() || null }));
  const input = h('input', {
    type: 'search', id: 'filter-q', maxlength: '100', placeholder: t('filter_text_hint'), value: store.get().filter.q ?? '',
    on: { input: (/** @type {any} */ event) => change(event.target.value) },
  });
  keep(store.watch((state) => state.filter.q, (q) => {
    if (document.activeElement !== input) input.value = q ?? '';
  }));
  return h('div', { class: 'field' }, h('label', { for: 'filter-q' }, t('filter_text')), input);
}

/**
 * @typedef {object} Range
 * @property {string} title
 * @property {NumberKey} low
 * @property {NumberKey} high
 * @property {number} scale  what one typed unit is worth
 * @property {string} hint
 * @property {(value: number) => import('../i18n.js').Key | null} faultOf  why a value is refused
 */

/** Two bounds. What cannot be is not applied, and the reason stands below. @param {App} app @param {Range} range @param {Keep} keep */
export function numberRange(app, range, keep) {
  const { verbs, t } = app;
  const told = h('p', { class: 'field-fault', role: 'alert', id: `${range.low}-fault` });
  const change = quiet(WAIT_MS, () => {
    const [low, high] = inputs.map((input) => valueOf(input, range.scale));
    const faults = [low, high].map((value) => (value === null ? null : faultIn(value, range)));
    if (!faults[0] && !faults[1] && low !== null && high !== null && low > high) faults[1] = 'range_backwards';
    inputs.forEach((input, index) => input.setAttribute('aria-invalid', String(faults[index] !== null)));
    const fault = faults[0] ?? faults[1];
    told.textContent = fault ? t(fault) : '';
    if (!fault) verbs.narrow({ [range.low]: low, [range.high]: high });
  });
  const inputs = [range.low, range.high].map((key) => numberInput(app, key, range, keep, change));
  return h('fieldset', { class: 'field range' },
    h('legend', {}, range.title, range.hint && h('small', {}, ` ${range.hint}`)),
    inputs[0], h('span', { 'aria-hidden': 'true' }, '–'), inputs[1], told);
}

/** What was typed, in the filter's unit; `NaN` for what is no number. @param {HTMLInputElement} input @param {number} scale */
function valueOf(input, scale) {
  if (input.validity.badInput) return Number.NaN;
  return input.value === '' ? null : Math.round(Number(input.value) * scale * 100) / 100;
}

/** @param {number} value @param {Range} range */
function faultIn(value, { faultOf }) {
  return Number.isFinite(value) ? faultOf(value) : 'range_number';
}

/** @param {number} value yuan @returns {import('../i18n.js').Key | null} */
export function amountFault(value) {
  return value < 0 ? 'amount_negative' : null;
}

/** @param {number} value @returns {import('../i18n.js').Key | null} */
export function yearFault(value) {
  return Number.isInteger(value) && value >= FIRST_YEAR && value <= LAST_YEAR ? null : 'year_outside';
}

/** @param {App} app @param {NumberKey} key @param {Range} range @param {Keep} keep @param {() => void} change */
function numberInput({ store, t }, key, { low, scale }, keep, change) {
  const label = t(key === low ? 'from' : 'to');
  const read = () => {
    const value = store.get().filter[key];
    return value === null ? '' : String(value / scale);
  };
  const input = h('input', {
    type: 'number', min: '0', step: 'any', inputmode: 'decimal', 'aria-label': label, placeholder: label, value: read(),
    'aria-describedby': `${low}-fault`, data: { key }, on: { input: change },
  });
  keep(store.watch((state) => state.filter[key], () => {
    if (document.activeElement !== input) input.value = read();
  }));
  return input;
}

/** @param {App} app @param {Keep} keep */
export function polygonRow({ store, verbs, t }, keep) {
  const row = h('div', { class: 'field' });
  const render = () => {
    const { polygon } = store.get().filter;
    fill(row, h('span', { class: 'label' }, t('filter_polygon')), h('button', {
      class: 'button', type: 'button', data: { key: 'polygon' },
      on: { click: () => (polygon ? verbs.narrow({ polygon: null }) : store.set({ tool: 'polygon' })) },
    }, icon(polygon ? 'close' : 'polygon'), t(polygon ? 'polygon_remove' : 'polygon_draw')));
  };
  keep(store.watch((state) => state.filter.polygon, render, { now: true }));
  return row;
}
