/** The quiet ground under everything: land, water, roads, railways and place names from our own tiles. */

import { FONT } from './fonts.js';
import { GROUND } from './palette.js';

/** @typedef {import('maplibre-gl').LayerSpecification} LayerSpecification */
/** @typedef {import('./palette.js').Theme} Theme */

export const BASEMAP = 'basemap';

/** @param {Theme} theme @returns {LayerSpecification} */
export function backdrop(theme) {
  return { id: 'backdrop', type: 'background', paint: { 'background-color': GROUND[theme].sea } };
}

/** @param {Theme} theme @returns {LayerSpecification} */
export function land(theme) {
  return fill('land', 'land', GROUND[theme].land);
}

/** @param {Theme} theme @returns {LayerSpecification[]} */
export function cover(theme) {
  const colours = GROUND[theme];
  return [fill('forest', 'forest', colours.forest), fill('built-up', 'built_up', colours.built_up)];
}

/** @param {Theme} theme @returns {LayerSpecification[]} */
export function water(theme) {
  const colours = GROUND[theme];
  return [
    { ...fill('lake', 'water', colours.lake), filter: ['==', ['get', 'kind'], 'lake'] },
    line('coast', 'land', colours.coast, [[5, 0.6], [10, 1], [14, 1.6]]),
    line('river', 'river', colours.river, [[6, 0.6], [9, 1.4], [12, 3], [16, 9]]),
    {
      id: 'river-name', type: 'symbol', source: BASEMAP, 'source-layer': 'river', minzoom: 8,
      layout: {
        'symbol-placement': 'line', 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 11.5,
        'text-letter-spacing': 0.25, 'symbol-spacing': 420,
      },
      paint: { 'text-color': colours.waterText, 'text-halo-color': colours.land, 'text-halo-width': 1.2 },
    },
  ];
}

/** @param {Theme} theme @returns {LayerSpecification[]} */
export function roads(theme) {
  const colours = GROUND[theme];
  return [
    road('local-case', 'road_local', colours.localCase, [[10, 0.6], [13, 2.2], [16, 9]], 10),
    road('trunk-case', 'road_trunk', colours.trunkCase, [[7, 0.8], [10, 1.8], [13, 4], [16, 13]], 7),
    road('motorway-case', 'road_motorway', colours.motorwayCase, [[5, 0.9], [8, 1.8], [12, 4.4], [16, 16]], 5),
    ...railway(theme),
    road('local', 'road_local', colours.local, [[10, 0.3], [13, 1.4], [16, 7.5]], 11),
    road('trunk', 'road_trunk', colours.trunk, [[7, 0.4], [10, 1.1], [13, 2.8], [16, 11]], 8),
    road('motorway', 'road_motorway', colours.motorway, [[5, 0.5], [8, 1], [12, 3], [16, 13]], 6),
  ];
}

/** @param {Theme} theme @returns {LayerSpecification} */
function roadName(theme) {
  const colours = GROUND[theme];
  return {
    id: 'road-name', type: 'symbol', source: BASEMAP, 'source-layer': 'road', minzoom: 10,
    filter: ['!=', ['get', 'kind'], 'road_local'],
    layout: {
      'symbol-placement': 'line', 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 11,
      'symbol-spacing': 480,
    },
    paint: { 'text-color': colours.placeMinor, 'text-halo-color': colours.halo, 'text-halo-width': 1.4 },
  };
}

/** @param {Theme} theme @returns {LayerSpecification[]} */
function railway(theme) {
  const colours = GROUND[theme];
  const widths = /** @type {[number, number][]} */ ([[6, 0.7], [10, 1.2], [14, 2.4]]);
  const sleepers = line('railway-dash', 'railway', colours.land, widths.map(([z, w]) => [z, w * 0.6]));
  return [
    line('railway', 'railway', colours.railway, widths),
    /** @type {any} */ ({ ...sleepers, minzoom: 9, paint: { ...sleepers.paint, 'line-dasharray': [5, 5] } }),
  ];
}

/**
 * Names of roads and towns: larger places first, each class from the zoom where there is room for it.
 * @param {Theme} theme @param {import('../types.js').Language} language
 * @param {{ level: number, until: number }} regions  the level that writes its own names, and until which zoom
 * @returns {LayerSpecification[]}
 */
export function places(theme, language, { level, until }) {
  const colours = GROUND[theme];
  return [roadName(theme), {
    id: 'place', type: 'symbol', source: BASEMAP, 'source-layer': 'place',
    filter: ['any', ['>=', ['zoom'], until], ['>', ['get', 'rank'], level]],
    layout: {
      'text-field': nameIn(language), 'text-font': FONT, 'symbol-sort-key': ['get', 'rank'],
      'text-size': ['interpolate', ['linear'], ['zoom'],
        5, ['step', ['get', 'rank'], 14, 2, 11, 3, 10, 4, 9],
        12, ['step', ['get', 'rank'], 20, 2, 16, 3, 14, 4, 12.5]],
      'text-padding': 4, 'text-max-width': 7,
    },
    paint: {
      'text-color': ['step', ['get', 'rank'], colours.place, 3, colours.placeMinor],
      'text-halo-color': colours.halo, 'text-halo-width': 1.6,
    },
  }];
}

/**
 * A name in the language of the page, the other one where it is missing.
 * @param {import('../types.js').Language} language
 * @returns {import('maplibre-gl').ExpressionSpecification}
 */
export function nameIn(language) {
  const [first, second] = language === 'en' ? ['name_en', 'name'] : ['name', 'name_en'];
  return ['case', ['!=', ['coalesce', ['get', first], ''], ''], ['get', first], ['coalesce', ['get', second], '']];
}

/** @param {string} id @param {string} layer @param {string} colour @returns {any} */
function fill(id, layer, colour) {
  return { id, type: 'fill', source: BASEMAP, 'source-layer': layer, paint: { 'fill-color': colour } };
}

/** @param {string} id @param {string} layer @param {string} colour @param {[number, number][]} widths by zoom */
function line(id, layer, colour, widths) {
  return /** @type {any} */ ({
    id, type: 'line', source: BASEMAP, 'source-layer': layer,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': ['interpolate', ['exponential', 1.4], ['zoom'], ...widths.flat()] },
  });
}

/**
 * @param {string} id @param {string} kind @param {string} colour @param {[number, number][]} widths
 * @param {number} minzoom
 */
function road(id, kind, colour, widths, minzoom) {
  return { ...line(`road-${id}`, 'road', colour, widths), minzoom, filter: ['==', ['get', 'kind'], kind] };
}
