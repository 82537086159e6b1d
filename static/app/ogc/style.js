/** How items, boxes and tiles of the standard doors lie over the quiet ground of the main map. */

import { WORKS } from '../map/palette.js';
import { buildSources, buildStyle } from '../map/style.js';

export const ITEMS = 'ogc-items';
const ORDER = ['places', 'boundaries', 'roads', 'water', 'cover'];
/** Of the regions outlined: cities, for these maps often show the whole country. */
const LEVEL = 2;

/**
 * What the style stands on: the ground's tiles, the features of the page, the sources of a given style.
 * @param {any[]} features @param {any} drawn
 * @returns {Record<string, any>}
 */
export function placeSources(features, drawn) {
  const ground = buildSources((layer) => `${location.origin}/tiles/${layer}/{z}/{x}/{y}${layer === 'regions' ? `?level=${LEVEL}` : ''}`);
  const given = Object.entries(drawn?.sources ?? {}).map(([name, source]) => [givenName(name), source]);
  return { ...ground, ...Object.fromEntries(given), [ITEMS]: { type: 'geojson', data: { type: 'FeatureCollection', features } } };
}

/**
 * @param {import('./map.js').Look} look
 * @param {{ sources: Record<string, any>, fontFaces: any }} parts
 * @param {any} drawn  a style of tiles, as it is given away
 * @returns {import('maplibre-gl').StyleSpecification}
 */
export function placeStyle({ theme, language, chosen }, parts, drawn) {
  const layers = { order: ORDER, hidden: [], opacity: {} };
  const style = buildStyle({ theme, language, layers, classes: 5, level: LEVEL }, parts);
  const ground = style.layers.filter((layer) => !('source' in layer) || layer.source !== 'regions' || layer.type === 'line');
  return { ...style, layers: [...ground, ...tileLayers(drawn), ...itemLayers(theme, chosen)] };
}

/** The names of its sources are its own affair: the ground has some of the same. @param {string} name */
const givenName = (name) => `given-${name}`;

/** @param {any} drawn @returns {any[]} */
function tileLayers(drawn) {
  return (drawn?.layers ?? []).map((/** @type {any} */ layer) => ({ ...layer, id: givenName(layer.id), source: givenName(layer.source) }));
}

/** @param {import('../map/palette.js').Theme} theme @param {string} chosen @returns {any[]} */
function itemLayers(theme, chosen) {
  const { site, paper, select } = WORKS[theme];
  const picked = ['all', ['!=', ['get', 'id'], ''], ['==', ['get', 'id'], chosen]];
  const seen = ['all', shape('Point'), ['<=', ['zoom'], ['coalesce', ['get', 'until'], 99]]];
  return [
    { id: 'ogc-fill', type: 'fill', source: ITEMS, filter: shape('Polygon'), paint: { 'fill-color': site, 'fill-opacity': 0.14 } },
    line('ogc-line', ['!', shape('Point')], { 'line-color': site, 'line-width': 2 }),
    line('ogc-chosen-line', ['all', ['!', shape('Point')], picked], { 'line-color': select, 'line-width': 4 }),
    point('ogc-point', seen, { 'circle-color': site, 'circle-radius': 5, 'circle-stroke-color': paper, 'circle-stroke-width': 1.5 }),
    point('ogc-chosen', ['all', seen, picked], { 'circle-color': select, 'circle-radius': 8, 'circle-stroke-color': paper, 'circle-stroke-width': 2.5 }),
  ];
}

/** Many shapes of one kind are that kind to the engine. @param {string} kind */
const shape = (kind) => ['in', ['geometry-type'], ['literal', [kind, `Multi${kind}`]]];

/** @param {string} id @param {any} filter @param {any} paint */
const line = (id, filter, paint) => ({ id, type: 'line', source: ITEMS, filter, layout: { 'line-join': 'round', 'line-cap': 'round' }, paint });

/** @param {string} id @param {any} filter @param {any} paint */
const point = (id, filter, paint) => ({ id, type: 'circle', source: ITEMS, filter, paint });
