/** The map of one survey: drawn once, dressed by theme and choice, telling what is picked on it. */

import { Map as EngineMap, NavigationControl, ScaleControl } from 'maplibre-gl';
import { controlWords } from '../map/controls.js';
import { fontFaces } from '../map/fonts.js';
import { buildSources } from '../map/style.js';
import { boxOf } from '../shapes.js';
import { drawHatches } from './hatch.js';
import { SOURCE, surveyStyle } from './style.js';

/** @typedef {{ theme: import('../map/palette.js').Theme, language: import('../types.js').Language, chosen: string }} Look */

const PADDING_PX = 48;
const NEAREST = 19.5;
const NEAREST_GUESS = 11;
const REACH_PX = 7;
const PICKED = ['survey-chosen', 'survey-mark', 'survey-defect-line', 'survey-finding', 'survey-finding-line', 'survey-defect-area',
  'survey-parcel'];

/**
 * @param {HTMLElement} container
 * @param {any} shapes  GeoJSON collection; every feature has `id`, `kind`, `severity`
 * @param {{ look: Look, onPick: (id: string) => void }} options
 */
export function showSurvey(container, shapes, { look, onPick }) {
  const sources = surveySources(shapes);
  const faces = fontFaces(/** @type {any} */ (document.styleSheets));
  const box = boxOfAll(placedFirst(shapes));
  const map = new EngineMap({
    container, style: surveyStyle(look, { sources, fontFaces: faces }), maxZoom: 22, maxPitch: 0, dragRotate: false,
    attributionControl: false, fadeDuration: 0, locale: controlWords(container),
    ...(box ? { bounds: box, fitBoundsOptions: { padding: PADDING_PX, maxZoom: nearestOf(placedFirst(shapes)) } } : { center: [105, 35], zoom: 3.5 }),
  });
  drawHatches(map);
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl({ maxWidth: 110, unit: 'metric' }), 'bottom-left');
  map.on('click', (event) => pick(map, event.point, onPick));
  tellRest(map);
  return {
    map,
    /** @param {Look} next */
    dress: (next) => map.setStyle(surveyStyle(next, { sources, fontFaces: faces }), { diff: true, validate: false }),
    /** @param {string} id */
    flyTo: (id) => flyTo(map, shapes, id),
  };
}

/** Only what this map shows is asked for. @param {any} shapes */
function surveySources(shapes) {
  const all = buildSources((layer) => `${location.origin}/tiles/${layer}/{z}/{x}/{y}`);
  return { ...all, [SOURCE]: { type: 'geojson', data: shapes } };
}

/**
 * Where to look first: at the survey; where nothing is placed, at the ways to read it that lead into a county we know,
 * for the others may lie all over the country.
 * @param {any} shapes
 */
function placedFirst({ features }) {
  const placed = features.filter((/** @type {any} */ one) => one.properties.kind !== 'candidate');
  const likely = features.filter((/** @type {any} */ one) => one.properties.likely);
  return { features: placed.length ? placed : likely.length ? likely : features };
}

/** A way to read the numbers is a point: what lies round it tells where it is. @param {any} shapes */
function nearestOf({ features }) {
  return features.every((/** @type {any} */ one) => one.properties.kind === 'candidate') ? NEAREST_GUESS : NEAREST;
}

/** @param {EngineMap} map */
function tellRest(map) {
  const { dataset } = document.body;
  for (const stir of /** @type {const} */ (['dataloading', 'movestart'])) map.on(stir, () => { dataset.map = 'busy'; });
  map.on('idle', () => { dataset.map = 'idle'; });
}

/** @param {EngineMap} map @param {any} shapes @param {string} id */
function flyTo(map, shapes, id) {
  const chosen = { features: shapes.features.filter((/** @type {any} */ one) => one.properties.id === id) };
  const box = boxOfAll(chosen);
  if (!box) return;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  map.fitBounds(box, { padding: PADDING_PX, maxZoom: nearestOf(chosen), animate: !still, duration: 700 });
}

/** @param {EngineMap} map @param {{ x: number, y: number }} point @param {(id: string) => void} onPick */
function pick(map, { x, y }, onPick) {
  const reach = /** @type {any} */ ([[x - REACH_PX, y - REACH_PX], [x + REACH_PX, y + REACH_PX]]);
  for (const layer of PICKED) {
    const [found] = map.queryRenderedFeatures(reach, { layers: [layer] });
    if (found) return onPick(found.properties.id);
  }
  return onPick('');
}

/** @param {any} shapes @returns {import('../shapes.js').Box | null} */
function boxOfAll({ features }) {
  const geometries = features.map((/** @type {any} */ one) => one.geometry).filter(Boolean);
  return geometries.length ? boxOf({ type: 'GeometryCollection', geometries }) : null;
}
