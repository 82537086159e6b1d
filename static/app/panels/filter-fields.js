/** The filter's fields that are typed or drawn: text, ranges, polygon. */

import { fill, h, icon, quiet } from '../dom.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {(stop: () => unknown) => void} Keep  remember how to stop listening */
/** @typedef {'year_from' | 'year_to' | 'amount_min' | 'amount_max'} NumberKey */

const WAIT_MS = 400;

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
 * @param {App} app
 * @param {{ title: string, low: NumberKey, high: NumberKey, scale: number, hint: string }} range
 *   `scale`: what one typed unit is worth
 * @param {Keep} keep
 */
export function numberRange(app, { title, low, high, scale, hint }, keep) {
  return h('fieldset', { class: 'field range' }, h('legend', {}, title, hint && h('small', {}, ` ${hint}`)),
    numberInput(app, low, scale, keep), h('span', { 'aria-hidden': 'true' }, '–'),
    numberInput(app, high, scale, keep));
}

/** @param {App} app @param {NumberKey} key @param {number} scale @param {Keep} keep */
function numberInput({ store, verbs, t }, key, scale, keep) {
  const label = t(key.endsWith('from') || key.endsWith('min') ? 'from' : 'to');
  const read = () => {
    const value = store.get().filter[key];
    return value === null ? '' : String(value / scale);
  };
  const change = quiet(WAIT_MS, (/** @type {HTMLInputElement} */ input) => {
    const value = input.value === '' ? null : Number(input.value) * scale;
    if (value === null || (Number.isFinite(value) && value >= 0)) verbs.narrow({ [key]: value });
  });
  const input = h('input', {
    type: 'number', min: '0', step: 'any', inputmode: 'decimal', 'aria-label': label, placeholder: label, value: read(),
    data: { key }, on: { input: (/** @type {any} */ event) => change(event.target) },
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
