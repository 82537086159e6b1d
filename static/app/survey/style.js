/** How parcels, defects and findings of a survey lie over the quiet ground of the main map. */

import { FONT } from '../map/fonts.js';
import { WORKS } from '../map/palette.js';
import { buildStyle } from '../map/style.js';

/** @typedef {import('../map/palette.js').Theme} Theme */
/** @typedef {import('maplibre-gl').LayerSpecification} LayerSpecification */

export const SOURCE = 'survey';
const ORDER = ['parcels', 'control_lines', 'places', 'boundaries', 'roads', 'water', 'cover'];
const LEVEL = 3;

/** Gravity in colours that stay apart without hue: the marks differ in width and hatching as well. */
export const GRAVITY = /** @type {Record<Theme, Record<string, string>>} */ ({
  light: { error: '#b3261e', alert: '#b3261e', warn: '#b06000', info: '#4d5a66' },
  dark: { error: '#ff8a80', alert: '#ff8a80', warn: '#f2bd6a', info: '#b3bfca' },
});

/**
 * The whole style: ground, neighbours, control lines, and the survey with what is chosen in it.
 * @param {{ theme: Theme, language: import('../types.js').Language, chosen: string }} look
 * @param {{ sources: Record<string, any>, fontFaces: any }} parts
 * @returns {import('maplibre-gl').StyleSpecification}
 */
export function surveyStyle({ theme, language, chosen }, parts) {
  const layers = { order: ORDER, hidden: [], opacity: {} };
  const style = buildStyle({ theme, language, layers, classes: 5, level: LEVEL }, parts);
  const drawn = style.layers.filter((layer) => !('source' in layer) || layer.source !== 'regions' || layer.type === 'line');
  return { ...style, layers: [...drawn, ...surveyLayers(theme, chosen)] };
}

/** @param {Theme} theme @param {string} chosen @returns {LayerSpecification[]} */
function surveyLayers(theme, chosen) {
  const { site, ink, paper, select } = WORKS[theme];
  const colour = byGravity(theme);
  return /** @type {any[]} */ ([
    fill('survey-parcel', kind('parcel'), { 'fill-color': site, 'fill-opacity': 0.14 }),
    fill('survey-finding', kind('finding'), { 'fill-pattern': ['concat', 'hatch/', theme, '/', ['get', 'severity']] }),
    line('survey-parcel-line', kind('parcel'), { 'line-color': site, 'line-width': 2.4 }),
    line('survey-finding-line', kind('finding'), { 'line-color': colour, 'line-width': 1.6 }),
    line('survey-defect-line', kind('defect', 'LineString'), { 'line-color': colour, 'line-width': 3 }),
    fill('survey-defect-area', kind('defect', 'Polygon'), { 'fill-color': colour, 'fill-opacity': 0.001 }),
    line('survey-chosen-line', chosenIs(chosen), { 'line-color': select, 'line-width': 4.5 }),
    circle('survey-mark', points(), { 'circle-color': paper, 'circle-stroke-color': colour, 'circle-radius': 6, 'circle-stroke-width': 3 }),
    circle('survey-chosen', ['all', points(), chosenIs(chosen)], {
      'circle-color': select, 'circle-stroke-color': paper, 'circle-radius': 8, 'circle-stroke-width': 2.5,
    }),
    {
      id: 'survey-name', type: 'symbol', source: SOURCE, filter: ['in', ['get', 'kind'], ['literal', ['name', 'candidate']]],
      layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 12.5, 'text-anchor': 'top', 'text-offset': [0, 0.8], 'text-max-width': 9 },
      paint: { 'text-color': ink, 'text-halo-color': paper, 'text-halo-width': 1.6 },
    },
  ]);
}

/** @param {Theme} theme */
function byGravity(theme) {
  const { error, alert, warn, info } = GRAVITY[theme];
  return ['match', ['get', 'severity'], 'error', error, 'alert', alert, 'warn', warn, info];
}

/** @param {string} name @param {string} [geometry] */
function kind(name, geometry) {
  const is = ['==', ['get', 'kind'], name];
  return geometry ? ['all', is, ['==', ['geometry-type'], geometry]] : is;
}

/** @param {string} id */
const chosenIs = (id) => ['==', ['get', 'id'], id];
const points = () => ['all', ['==', ['geometry-type'], 'Point'], ['!=', ['get', 'kind'], 'name']];

/** @param {string} id @param {any} filter @param {any} paint */
const fill = (id, filter, paint) => ({ id, type: 'fill', source: SOURCE, filter: ['all', filter, ['==', ['geometry-type'], 'Polygon']], paint });

/** @param {string} id @param {any} filter @param {any} paint */
const line = (id, filter, paint) => ({
  id, type: 'line', source: SOURCE, filter, layout: { 'line-join': 'round', 'line-cap': 'round' }, paint,
});

/** @param {string} id @param {any} filter @param {any} paint */
const circle = (id, filter, paint) => ({ id, type: 'circle', source: SOURCE, filter, paint });
