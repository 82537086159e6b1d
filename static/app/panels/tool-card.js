/** What the tool in hand has measured, and by which method; what the marker marks. */

import { all, fill, h, icon } from '../dom.js';
import { ellipsoidArea, lengthOf, planeArea } from '../geodesy.js';
import { sridOf, toGrid } from '../gk.js';
import * as format from '../format.js';
import { complete } from '../map/drawing.js';

/** @typedef {import('../app.js').App} App */

/**
 * @param {App} app
 * @param {HTMLElement} element
 * @returns {() => void}
 */
export function showToolCard(app, element) {
  const { store } = app;
  const render = () => {
    const { tool, pin } = store.get();
    element.hidden = !tool && !pin;
    if (tool) fill(element, head(app, app.t(`tool_${tool}`), () => store.set({ tool: null })), toolBody(app));
    else if (pin) fill(element, head(app, app.t('found_coordinate'), () => store.set({ pin: null })), pinBody(app));
  };
  return all(store.watch((state) => [state.tool, state.sketch, state.drawn, state.pin, state.language], render, { now: true }));
}

/** @param {App} app @param {string} title @param {() => void} put */
function head({ t }, title, put) {
  return h('div', { class: 'card-head' }, h('strong', {}, title), h('button', {
    class: 'tiny', type: 'button', 'aria-label': t('close'), title: t('close'), data: { key: 'put-away' }, on: { click: put },
  }, icon('close')));
}

/** @param {App} app */
function toolBody(app) {
  const { store, t } = app;
  const { tool, sketch, drawn } = store.get();
  const enough = tool === 'length' ? sketch.length >= 2 : sketch.length >= 3;
  return h('div', {},
    !enough && h('p', { class: 'faint' }, t(tool === 'length' ? 'draw_line_hint' : 'draw_area_hint')),
    enough && h('dl', { class: 'facts', 'aria-live': 'polite' }, results(app)),
    h('div', { class: 'card-actions' },
      h('button', { class: 'button', type: 'button', disabled: !sketch.length, data: { key: 'undo' },
        on: { click: () => store.set({ sketch: sketch.slice(0, -1), drawn: false }) } }, t('draw_undo')),
      h('button', { class: 'button', type: 'button', disabled: !sketch.length, data: { key: 'restart' },
        on: { click: () => store.set({ sketch: [], drawn: false }) } }, t('draw_restart')),
      h('button', { class: 'button primary', type: 'button', disabled: !enough || drawn, data: { key: 'finish' },
        on: { click: () => complete(app) } }, t('draw_finish'))));
}

/** @param {App} app */
function results({ store, t }) {
  const { tool, sketch, language } = store.get();
  const fact = (/** @type {string} */ name, /** @type {string} */ value, /** @type {string} */ method) => [
    h('dt', {}, name), h('dd', {}, h('b', {}, value), h('small', {}, method))];
  if (tool === 'length') return fact(t('length'), format.length(lengthOf(sketch), language), t('method_geodesic'));
  const ring = [...sketch, sketch[0]];
  const plane = planeArea(sketch);
  return [
    ...fact(t('area_ellipsoid'), format.area(ellipsoidArea(sketch), language), t('method_ellipsoid')),
    ...(plane ? fact(t('area_plane'), format.area(plane.area, language),
      t('method_plane', { zone: plane.zone, meridian: plane.zone * 3, srid: sridOf(plane.zone) })) : []),
    ...fact(t('perimeter'), format.length(lengthOf(ring), language), t('method_geodesic')),
  ];
}

/** @param {App} app */
function pinBody({ store, t }) {
  const { pin } = store.get();
  if (!pin) return null;
  const grid = toGrid(pin.position);
  return h('dl', { class: 'facts' },
    pin.text && [h('dt', {}, t('pin_text')), h('dd', {}, pin.text)],
    h('dt', {}, t('lonlat')), h('dd', {}, `${format.degree(pin.position[0])}, ${format.degree(pin.position[1])}`),
    grid && [h('dt', {}, t('grid_zone', { zone: grid.zone })), h('dd', {},
      `E ${format.coordinate(grid.easting)}, N ${format.coordinate(grid.northing)}`)],
    pin.note && [h('dt', {}, t('pin_note')), h('dd', {}, pin.note)]);
}
