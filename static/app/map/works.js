/** How projects look: clusters and points by status, and their ground as shapes when near enough. */

import { FONT } from './fonts.js';
import { nameIn } from './ground.js';
import { AHEAD, groundColour, groundColours, statusColour, WORKS } from './palette.js';

/** @typedef {import('maplibre-gl').LayerSpecification} LayerSpecification */
/** @typedef {import('./palette.js').Theme} Theme */
/** @typedef {import('../types.js').Language} Language */

export const WORKS_SOURCE = 'works';
/** Zoom from which sections are drawn. */
export const SECTIONS_FROM = 12;
/** What comes together in the tiles of works. */
const GROUNDS = ['sites', 'sections', 'structures', 'parcels'];
const CLUSTER = /** @type {any} */ (['>', ['to-number', ['get', 'count'], 1], 1]);
const POINT = /** @type {any} */ (['<=', ['to-number', ['get', 'count'], 1], 1]);
/** Pixels round a count that no name may enter: about the circle it stands in. */
const COUNT_PADDING = 12;
const RADIUS = /** @type {any} */ (['step', ['get', 'count'], 13, 10, 16, 100, 20, 1000, 25, 10000, 30]);

/** @param {Theme} theme @param {Language} language @returns {LayerSpecification[]} */
export function projects(theme, language) {
  return [...clusters(theme, language), ...points(theme, language)];
}

/** @param {Theme} theme @param {Language} language @returns {LayerSpecification[]} */
function clusters(theme, language) {
  const colours = WORKS[theme];
  return [
    {
      id: 'cluster', type: 'circle', ...from('projects'), filter: CLUSTER,
      layout: { 'circle-sort-key': ['get', 'count'] },
      paint: {
        'circle-color': colours.paper, 'circle-radius': RADIUS, 'circle-stroke-width': 3.5,
        'circle-stroke-color': statusColour(theme, 'worst'),
      },
    },
    {
      id: 'cluster-money', type: 'symbol', ...from('projects'), filter: CLUSTER,
      layout: {
        'text-field': moneyLabel(language), 'text-font': FONT, 'text-size': 11, 'text-anchor': 'top',
        'text-offset': /** @type {any} */ (['step', ['get', 'count'],
          ['literal', [0, 1.5]], 10, ['literal', [0, 1.75]], 100, ['literal', [0, 2.1]], 1000, ['literal', [0, 2.6]]]),
        'symbol-sort-key': ['-', ['get', 'investment']], 'text-padding': 1,
      },
      paint: { 'text-color': colours.ink, 'text-halo-color': colours.paper, 'text-halo-width': 1.6 },
    },
    {
      id: 'cluster-count', type: 'symbol', ...from('projects'), filter: CLUSTER,
      layout: {
        'text-field': ['number-format', ['get', 'count'], { 'max-fraction-digits': 0 }], 'text-font': FONT,
        'text-size': ['step', ['get', 'count'], 12, 100, 13, 1000, 13.5], 'text-allow-overlap': true,
        'text-padding': COUNT_PADDING,
      },
      paint: { 'text-color': colours.ink, 'text-halo-color': colours.ink, 'text-halo-width': 0.25 },
    },
  ];
}

/** @param {Theme} theme @param {Language} language @returns {LayerSpecification[]} */
function points(theme, language) {
  const colours = WORKS[theme];
  return [
    {
      id: 'project', type: 'symbol', ...from('projects'), filter: POINT,
      layout: {
        'icon-image': ['concat', 'project/', theme, '/', ['coalesce', ['get', 'sector'], 'unknown'], '/',
          ['coalesce', ['get', 'status'], ['get', 'worst'], 'unknown']],
        'icon-allow-overlap': true,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 6, 0.62, 10, 0.85, 13, 1],
      },
    },
    {
      id: 'project-name', type: 'symbol', ...from('projects'), filter: POINT, minzoom: 11,
      layout: {
        'text-field': nameIn(language), 'text-font': FONT, 'text-size': 12, 'text-anchor': 'top',
        'text-offset': [0, 1.25], 'text-max-width': 9, 'text-padding': 3,
      },
      paint: { 'text-color': colours.ink, 'text-halo-color': colours.paper, 'text-halo-width': 1.6 },
    },
  ];
}

/** @param {Theme} theme @returns {LayerSpecification[]} */
export function sites(theme) {
  const colour = statusColour(theme, 'status');
  return [
    area('site-fill', 'sites', colour, 0.16, 10),
    outline('site-line', 'sites', colour, [[10, 1], [14, 2], [18, 3]], 10),
  ];
}

/** @param {Theme} theme @param {Language} language @param {string | null} [metric]  figure of money that colours them @returns {LayerSpecification[]} */
export function sections(theme, language, metric = null) {
  const colour = WORKS[theme].section;
  return [
    tinted(area('section-fill', 'sections', colour, 0.08, SECTIONS_FROM), theme, metric),
    ...metric ? [tintedLine(outline('section-money', 'sections', colour, [[12, 5], [16, 12]], SECTIONS_FROM), theme, metric)] : [],
    dashed(outline('section-line', 'sections', colour, [[12, 1.4], [16, 2.4]], SECTIONS_FROM), [4, 2]),
    caption('section-name', 'sections', theme, language, 14),
  ];
}

/** @param {Theme} theme @param {Language} language @param {string | null} [metric] @returns {LayerSpecification[]} */
export function structures(theme, language, metric = null) {
  const colour = WORKS[theme].structure;
  return [
    tinted(area('structure-fill', 'structures', colour, 0.4, 14), theme, metric),
    outline('structure-line', 'structures', colour, [[14, 0.8], [18, 1.6]], 14),
    caption('structure-name', 'structures', theme, language, 15.5),
  ];
}

/** @param {Theme} theme @param {Language} language @returns {LayerSpecification[]} */
export function parcels(theme, language) {
  const colour = WORKS[theme].parcel;
  return [
    area('parcel-fill', 'parcels', colour, 0.06, 13),
    outline('parcel-line', 'parcels', colour, [[13, 0.6], [17, 1.4]], 13),
    caption('parcel-name', 'parcels', theme, language, 16),
  ];
}

/** @param {Theme} theme @returns {LayerSpecification[]} */
export function controlLines(theme) {
  const { farmland, ecology, urban, structure } = WORKS[theme];
  const kind = ['coalesce', ['get', 'subkind'], ['get', 'kind']];
  const colour = /** @type {any} */ (['match', kind, 'farmland', farmland, 'ecology', ecology, 'urban', urban, structure]);
  return [
    area('control-fill', 'control_lines', colour, 0.07, 8),
    dashed(outline('control-line', 'control_lines', colour, [[8, 0.8], [12, 1.4], [16, 2.2]], 8), [6, 1.5, 1.5, 1.5]),
  ];
}

/** @param {string} name */
function from(name) {
  return { source: GROUNDS.includes(name) ? WORKS_SOURCE : name, 'source-layer': name };
}

/** @param {string} id @param {string} source @param {any} colour @param {number} opacity @param {number} minzoom */
function area(id, source, colour, opacity, minzoom) {
  return /** @type {any} */ ({
    id, type: 'fill', ...from(source), minzoom, filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': colour, 'fill-opacity': opacity },
  });
}

/** @param {string} id @param {string} source @param {any} colour @param {[number, number][]} widths @param {number} minzoom */
function outline(id, source, colour, widths, minzoom) {
  return /** @type {any} */ ({
    id, type: 'line', ...from(source), minzoom,
    layout: { 'line-join': 'round', 'line-cap': 'butt' },
    paint: { 'line-color': colour, 'line-width': ['interpolate', ['linear'], ['zoom'], ...widths.flat()] },
  });
}

/** The class of a place's money, -1 without a record. */
const MONEY = ['coalesce', ['feature-state', 'money'], -1];

/** @param {any} layer @param {Theme} theme @param {string | null} metric */
function tinted(layer, theme, metric) {
  if (!metric) return layer;
  const strength = ['case', ['>=', MONEY, 0], 0.78, 0.2];
  return { ...layer, paint: { 'fill-color': tint(theme, metric), 'fill-opacity': strength } };
}

/** A strip of road is too narrow to be seen filled: its edge carries the colour. @param {any} layer @param {Theme} theme @param {string} metric */
function tintedLine(layer, theme, metric) {
  return { ...layer, paint: { ...layer.paint, 'line-color': tint(theme, metric), 'line-opacity': ['case', ['>=', MONEY, 0], 0.85, 0] } };
}

/** @param {Theme} theme @param {string} metric @returns {any} */
function tint(theme, metric) {
  const colours = groundColours(metric);
  return ['match', MONEY, ...colours.flatMap((colour, index) => [index, colour]), AHEAD, groundColour(theme, metric, AHEAD), WORKS[theme].structure];
}

/** @param {any} layer @param {number[]} dashes */
function dashed(layer, dashes) {
  return { ...layer, paint: { ...layer.paint, 'line-dasharray': dashes } };
}

/** @param {string} id @param {string} source @param {Theme} theme @param {Language} language @param {number} minzoom */
function caption(id, source, theme, language, minzoom) {
  return /** @type {any} */ ({
    id, type: 'symbol', ...from(source), minzoom,
    layout: {
      'text-field': ['case', ['!=', nameIn(language), ''], nameIn(language), ['coalesce', ['get', 'code'], '']],
      'text-font': FONT, 'text-size': 11, 'text-max-width': 8, 'text-padding': 6,
    },
    paint: { 'text-color': WORKS[theme].ink, 'text-halo-color': WORKS[theme].paper, 'text-halo-width': 1.4 },
  });
}

/**
 * A cluster's investment in a few characters: 12.3亿, 4,560万; in English 1.2bn, 45.6m.
 * @param {Language} language
 * @returns {any}
 */
export function moneyLabel(language) {
  const yuan = ['to-number', ['get', 'investment'], 0];
  const [big, bigUnit, small, smallUnit] = language === 'zh' ? [1e8, '亿', 1e4, '万'] : [1e9, 'bn', 1e6, 'm'];
  const inUnit = (/** @type {unknown} */ size, /** @type {unknown} */ unit) => ['concat',
    ['number-format', ['/', yuan, size], { 'max-fraction-digits': 1 }], unit];
  return ['case', ['<=', yuan, 0], '', ['>=', yuan, big], inUnit(big, bigUnit), inUnit(small, smallUnit)];
}
