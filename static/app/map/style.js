/**
 * The whole map style as a function of the state: same state, same style. The engine is given a new style whenever
 * something it depends on changes, and works out the difference itself.
 */

import { crossings } from './crossings.js';
import * as ground from './ground.js';
import { ISSUE_SOURCE, ISSUES, issuePins } from './issue-pins.js';
import { CHOSEN_PHOTO, PHOTO_SOURCE, PHOTOS, photoPins } from './photo-pins.js';
import { boundaries, FADE_ZOOMS, regions } from './regions.js';
import { pin, selection, sketch } from './sketch-style.js';
import * as works from './works.js';

/** @typedef {import('maplibre-gl').LayerSpecification} LayerSpecification */
/** @typedef {import('maplibre-gl').StyleSpecification} StyleSpecification */
/** @typedef {import('maplibre-gl').SourceSpecification} SourceSpecification */

/**
 * @typedef {object} Look
 * @property {import('./palette.js').Theme} theme
 * @property {import('../types.js').Language} language
 * @property {import('../types.js').LayerState} layers
 * @property {number} classes  how many colours the regions take
 * @property {number} level  of the regions shown
 * @property {string | null} [ground]  figure of money that colours sections
 */

export const FILTERED = ['projects', works.WORKS_SOURCE];
/** The last zoom tiles are asked for; nearer ones are cut from them, so that a lot is whole and named once. */
const NEAREST_ZOOM = /** @type {Record<string, number>} */ ({
  basemap: 14, regions: 12, projects: 20, [works.WORKS_SOURCE]: 15, control_lines: 14,
});
const FARTHEST_ZOOM = /** @type {Record<string, number>} */ ({ [works.WORKS_SOURCE]: 10, control_lines: 8 });
/** Zoom until which regions of a level carry their names; from there on, towns carry them. */
const NAMED_UNTIL = [6, 7, 8.5, 11, 13];
/** Zoom until which the colours of a level are full; they fade while the ground comes near. */
const FULL_UNTIL = [5, 6, 7.6, 9.4, 11.4];
/** Zoom from which the ground shows no colour, and a click on it goes into no region. @param {number} level */
export const colouredUntil = (level) => FULL_UNTIL[level] + FADE_ZOOMS;
const DRAWN = ['focus', 'crossings', 'region-names', 'selection', 'sketch', 'pin'];
const OPACITY_OF = /** @type {Record<string, string[]>} */ ({
  fill: ['fill-opacity'], line: ['line-opacity'], circle: ['circle-opacity', 'circle-stroke-opacity'],
  symbol: ['text-opacity', 'icon-opacity'],
});

/**
 * @param {Look} look
 * @param {{ sources: Record<string, SourceSpecification>, fontFaces: any }} parts
 * @returns {StyleSpecification}
 */
export function buildStyle(look, { sources, fontFaces }) {
  const stack = stackOf(look);
  const listed = [...look.layers.order].reverse().flatMap((id) => dressed(stack[id] ?? [], id, look.layers));
  return /** @type {any} */ ({
    version: 8,
    ...(fontFaces ? { 'font-faces': fontFaces } : {}),
    sources,
    layers: [
      ground.backdrop(look.theme), ground.land(look.theme), ...listed,
      ...crossings(look.theme), ...selection(look.theme, look.ground), ...dressed(photoPins(look.theme), PHOTOS, look.layers), ...dressed(issuePins(look.theme), ISSUES, look.layers), ...sketch(look.theme), ...pin(look.theme),
    ],
  });
}

/**
 * The engine's layers of each layer in the layer tree.
 * @param {Look} look
 * @returns {Record<string, LayerSpecification[]>}
 */
function stackOf({ theme, language, classes, level, ground: metric = null }) {
  return {
    projects: works.projects(theme, language),
    structures: works.structures(theme, language, metric),
    sections: works.sections(theme, language, metric),
    sites: works.sites(theme),
    parcels: works.parcels(theme, language),
    control_lines: works.controlLines(theme),
    places: ground.places(theme, language, { level, until: NAMED_UNTIL[level] }),
    boundaries: boundaries(theme, language, NAMED_UNTIL[level]),
    roads: ground.roads(theme),
    water: ground.water(theme),
    regions: regions(theme, classes, FULL_UNTIL[level]),
    cover: ground.cover(theme),
  };
}

/**
 * Layers with the visibility and opacity the tree gives them.
 * @param {LayerSpecification[]} layers @param {string} id @param {import('../types.js').LayerState} state
 */
function dressed(layers, id, { hidden, opacity }) {
  const alpha = opacity[id] ?? 1;
  const visibility = hidden.includes(id) ? 'none' : 'visible';
  return layers.map((layer) => {
    const paint = /** @type {Record<string, any>} */ ({ ...layer.paint });
    if (alpha !== 1) for (const name of OPACITY_OF[layer.type] ?? []) paint[name] = faded(paint[name], alpha);
    return /** @type {any} */ ({ ...layer, paint, layout: { ...layer.layout, visibility } });
  });
}

/** @param {any} base @param {number} alpha */
function faded(base, alpha) {
  if (base === undefined) return alpha;
  if (typeof base === 'number') return base * alpha;
  if (base[0] !== 'interpolate') return ['*', alpha, base];
  return base.map((/** @type {any} */ part, /** @type {number} */ i) => (i > 3 && i % 2 === 0 ? faded(part, alpha) : part));
}

/**
 * Every source the style stands on. The drawn ones begin empty.
 * @param {(layer: string) => string} tilesOf  address of a layer's tiles
 * @returns {Record<string, SourceSpecification>}
 */
export function buildSources(tilesOf) {
  /** @type {Record<string, SourceSpecification>} */
  const sources = {};
  for (const [name, maxzoom] of Object.entries(NEAREST_ZOOM)) {
    sources[name] = { type: 'vector', tiles: [tilesOf(name)], minzoom: FARTHEST_ZOOM[name] ?? 0, maxzoom };
  }
  /** @type {any} */ (sources.regions).promoteId = { regions: 'code' };
  /** @type {any} */ (sources[works.WORKS_SOURCE]).promoteId = { sections: 'id', structures: 'id' };
  for (const name of DRAWN) {
    sources[name] = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } };
  }
  sources[ISSUES] = ISSUE_SOURCE;
  sources[PHOTOS] = PHOTO_SOURCE;
  sources[CHOSEN_PHOTO] = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } };
  return sources;
}
