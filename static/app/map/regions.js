/** How regions look: coloured by class, outlined by level, named where there is room. */

import { FONT } from './fonts.js';
import { nameIn } from './ground.js';
import { CLASS_STRENGTH, classColour, GROUND, NONE_STRENGTH, WORKS } from './palette.js';

/** @typedef {import('maplibre-gl').LayerSpecification} LayerSpecification */
/** @typedef {import('./palette.js').Theme} Theme */

const SOURCE = { source: 'regions', 'source-layer': 'regions' };
const CLASS = ['feature-state', 'class'];
export const OUTSIDE = -2;
/** Over so many zooms the colours fade. */
export const FADE_ZOOMS = 2.4;

/**
 * The colours, by the class each region was given.
 * @param {Theme} theme @param {number} classes @param {number} until  zoom from which they fade
 * @returns {LayerSpecification[]}
 */
export function regions(theme, classes, until) {
  const strength = (/** @type {number} */ part) => ['match', ['coalesce', CLASS, OUTSIDE],
    OUTSIDE, 0, -1, NONE_STRENGTH * part, CLASS_STRENGTH * part];
  const pairs = Array.from({ length: classes }, (_, index) => [index, classColour(theme, index, classes)]).flat();
  return [{
    id: 'region-fill', type: 'fill', ...SOURCE,
    paint: {
      'fill-color': /** @type {any} */ (['match', ['coalesce', CLASS, OUTSIDE], ...pairs, GROUND[theme].none]),
      'fill-opacity': /** @type {any} */ (['interpolate', ['linear'], ['zoom'],
        until, strength(1), until + FADE_ZOOMS / 2, strength(0.4), until + FADE_ZOOMS, strength(0)]),
      'fill-antialias': false,
    },
  }];
}

/**
 * Boundaries, the region under the pointer, and the region in view.
 * @param {Theme} theme @param {import('../types.js').Language} language @param {number} until  zoom
 * @returns {LayerSpecification[]}
 */
export function boundaries(theme, language, until) {
  const colours = GROUND[theme];
  const hovered = /** @type {any} */ (['boolean', ['feature-state', 'hover'], false]);
  return [
    {
      id: 'region-line', type: 'line', ...SOURCE, layout: { 'line-join': 'round' },
      paint: { 'line-color': colours.boundary, 'line-opacity': 0.75, 'line-width': 0.9, 'line-dasharray': [4, 1.5] },
    },
    {
      id: 'region-hover', type: 'line', ...SOURCE, layout: { 'line-join': 'round' },
      paint: { 'line-color': WORKS[theme].accent, 'line-width': 2, 'line-opacity': ['case', hovered, 1, 0] },
    },
    {
      id: 'focus-halo', type: 'line', source: 'focus', layout: { 'line-join': 'round' },
      paint: { 'line-color': colours.boundary, 'line-width': 6, 'line-opacity': 0.22 },
    },
    {
      id: 'focus-line', type: 'line', source: 'focus', layout: { 'line-join': 'round' },
      paint: { 'line-color': colours.boundary, 'line-width': 1.8 },
    },
    {
      id: 'region-name', type: 'symbol', source: 'region-names', maxzoom: until,
      layout: {
        'text-field': nameIn(language), 'text-font': FONT, 'text-size': 12.5, 'text-letter-spacing': 0.08,
        'text-padding': 1, 'text-max-width': 8, 'text-justify': 'auto',
        'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right', 'top-left', 'top-right', 'bottom-left', 'bottom-right'],
        'text-radial-offset': 2.2,
      },
      paint: { 'text-color': colours.place, 'text-halo-color': colours.halo, 'text-halo-width': 1.8 },
    },
  ];
}
