/** Print to PDF at a true scale: paper, orientation, scale. The middle of the view is the middle of the sheet. */

import { toQuery } from '../filter.js';
import { h, icon } from '../dom.js';
import { setColouring } from './export-menu.js';

/** @typedef {import('../app.js').App} App */

const PAPERS = ['A4', 'A3', 'A2'];
const SCALES = [500, 1000, 2000, 5000, 10000, 25000, 50000, 100000, 250000, 500000, 1000000, 2000000];
const INCHES = 39.3700787;
const SCREEN_DPI = 96;
const EQUATOR_M_PER_PX = 78271.516964;

/** @param {App} app */
export function printForm(app) {
  const { t } = app;
  const near = nearestScale(app);
  const form = h('form', { class: 'menu print-form', on: { submit: (/** @type {Event} */ event) => print(app, form, event) } },
    h('div', { class: 'menu-head' }, h('strong', {}, t('print')), h('span', { class: 'faint' }, t('print_hint'))),
    field(t('paper'), h('select', { name: 'paper' }, PAPERS.map((paper) => h('option', { value: paper }, paper)))),
    field(t('orientation'), h('select', { name: 'orientation' },
      h('option', { value: 'landscape' }, t('landscape')), h('option', { value: 'portrait' }, t('portrait')))),
    field(t('scale'), h('select', { name: 'scale' }, SCALES.map((scale) => h('option', {
      value: scale, selected: scale === near }, `1 : ${scale.toLocaleString('en-US')}`)))),
    h('button', { class: 'button primary', type: 'submit' }, icon('print'), t('print_make')));
  return form;
}

/** @param {string} label @param {HTMLElement} control */
function field(label, control) {
  return h('label', { class: 'form-row' }, h('span', {}, label), control);
}

/** The scale of the list that comes nearest to what the screen shows. @param {App} app */
function nearestScale({ map }) {
  if (!map) return SCALES[SCALES.length - 1];
  const { lat } = map.getCenter();
  const metresPerPixel = (EQUATOR_M_PER_PX * Math.cos((lat * Math.PI) / 180)) / 2 ** map.getZoom();
  const screen = metresPerPixel * SCREEN_DPI * INCHES;
  return SCALES.reduce((best, one) => (Math.abs(Math.log(one / screen)) < Math.abs(Math.log(best / screen)) ? one : best));
}

/** @param {App} app @param {HTMLFormElement} form @param {Event} event */
function print({ store, map, api }, form, event) {
  event.preventDefault();
  if (!map) return;
  const state = store.get();
  const query = toQuery(state.filter);
  const { lng, lat } = map.getCenter();
  query.set('center', `${lng.toFixed(6)},${lat.toFixed(6)}`);
  if (!state.layers.hidden.includes('control_lines')) query.set('control_lines', '1');
  setColouring(query, state, map.getZoom());
  for (const [name, value] of new FormData(form)) query.set(name, String(value));
  window.open(api.address('/print/map.pdf', query), '_blank', 'noopener');
}
