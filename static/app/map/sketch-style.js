/** How the picked project, a drawing and a marker look. Always on top. */

import { FONT } from './fonts.js';
import { WORKS } from './palette.js';

/** @typedef {import('maplibre-gl').LayerSpecification} LayerSpecification */
/** @typedef {import('./palette.js').Theme} Theme */

const POLYGON = /** @type {any} */ (['==', ['geometry-type'], 'Polygon']);
const POINT = /** @type {any} */ (['==', ['geometry-type'], 'Point']);

/**
 * What is picked keeps the colour of its money: nothing is laid over it, and its outline is a thin line in the colour
 * of writing, as the usual red is itself a class of money.
 * @param {Theme} theme @param {string | null} [metric]  figure of money that colours sections @returns {LayerSpecification[]}
 */
export function selection(theme, metric = null) {
  const { select, paper, ink } = WORKS[theme];
  return [
    { id: 'selection-fill', type: 'fill', source: 'selection', filter: POLYGON,
      paint: { 'fill-color': select, 'fill-opacity': metric ? 0 : 0.14 } },
    { id: 'selection-case', type: 'line', source: 'selection', filter: ['!', POINT],
      paint: { 'line-color': paper, 'line-width': metric ? 0 : 6, 'line-opacity': metric ? 0 : 0.85 } },
    { id: 'selection-line', type: 'line', source: 'selection', filter: ['!', POINT],
      paint: { 'line-color': metric ? ink : select, 'line-width': metric ? 1.6 : 2.6 } },
    { id: 'selection-ring', type: 'circle', source: 'selection', filter: POINT,
      paint: { 'circle-radius': 19, 'circle-color': select, 'circle-opacity': 0.12, 'circle-stroke-color': select,
        'circle-stroke-width': 2.6 } },
  ];
}

/** @param {Theme} theme @returns {LayerSpecification[]} */
export function sketch(theme) {
  const { sketch: colour, paper } = WORKS[theme];
  return [
    { id: 'sketch-fill', type: 'fill', source: 'sketch', filter: POLYGON,
      paint: { 'fill-color': colour, 'fill-opacity': 0.1 } },
    { id: 'sketch-line', type: 'line', source: 'sketch', filter: ['!', POINT], layout: { 'line-join': 'round' },
      paint: { 'line-color': colour, 'line-width': 2, 'line-dasharray': [3, 1.5] } },
    { id: 'sketch-point', type: 'circle', source: 'sketch', filter: POINT,
      paint: { 'circle-radius': 4, 'circle-color': paper, 'circle-stroke-color': colour, 'circle-stroke-width': 2 } },
    { id: 'sketch-text', type: 'symbol', source: 'sketch', filter: POINT,
      layout: { 'text-field': ['coalesce', ['get', 'text'], ''], 'text-font': FONT, 'text-size': 11.5,
        'text-anchor': 'left', 'text-offset': [0.9, 0] },
      paint: { 'text-color': colour, 'text-halo-color': paper, 'text-halo-width': 1.8 } },
  ];
}

/** @param {Theme} theme @returns {LayerSpecification[]} */
export function pin(theme) {
  const { sketch: colour, paper } = WORKS[theme];
  return [
    { id: 'pin-ring', type: 'circle', source: 'pin',
      paint: { 'circle-radius': 12, 'circle-color': colour, 'circle-opacity': 0.15, 'circle-stroke-color': colour,
        'circle-stroke-width': 1.5 } },
    { id: 'pin-dot', type: 'circle', source: 'pin',
      paint: { 'circle-radius': 4, 'circle-color': colour, 'circle-stroke-color': paper, 'circle-stroke-width': 1.5 } },
  ];
}
