/** The map of a page of the standard doors: items, a box, or the tiles themselves, over the quiet ground. */

import { Map as EngineMap, NavigationControl, Popup, ScaleControl } from 'maplibre-gl';
import { h } from '../dom.js';
import { controlWords } from '../map/controls.js';
import { fontFaces } from '../map/fonts.js';
import { boxOf } from '../shapes.js';
import { placeSources, placeStyle } from './style.js';

/** @typedef {{ theme: import('../map/palette.js').Theme, language: import('../types.js').Language, chosen: string }} Look */
/**
 * @typedef {object} Shown
 * @property {any} items  GeoJSON
 * @property {any} drawn  a style of tiles
 * @property {number[] | null} box  in degrees
 * @property {any} first  GeoJSON of one item: where to look when tiles begin nearer than the whole box is seen
 * @property {number} low  the first zoom that has tiles
 */

const PADDING_PX = 36;
const NEAREST = 13.5;
const REACH_PX = 6;
const SEEN_PX = 14;
const TILE_PX = 512;
const PICKED = ['ogc-point', 'ogc-line', 'ogc-fill'];

/**
 * @param {HTMLElement} container
 * @param {Shown} shown
 * @param {{ look: Look, onPick: (id: string) => void }} options
 */
export function showPlace(container, shown, { look, onPick }) {
  const features = featuresOf(shown, look.language);
  const parts = { sources: placeSources(features, shown.drawn), fontFaces: fontFaces(/** @type {any} */ (document.styleSheets)) };
  const styleOf = (/** @type {Look} */ now) => placeStyle(now, parts, shown.drawn);
  const map = new EngineMap({
    container, style: styleOf(look), maxZoom: 20, maxPitch: 0, dragRotate: false, attributionControl: false, fadeDuration: 0,
    cooperativeGestures: true, locale: { ...controlWords(container), ...gestureWords(container) }, ...viewOf(features, shown.box),
  });
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl({ maxWidth: 110, unit: 'metric' }), 'bottom-left');
  if (shown.drawn && map.getZoom() < shown.low) map.jumpTo({ center: middleOf(shown.first), zoom: shown.low + 1 });
  if (shown.items) map.on('click', (event) => pick(map, event, onPick));
  tellRest(map);
  return {
    map,
    /** @param {Look} next */
    dress: (next) => map.setStyle(styleOf(next), { diff: true, validate: false }),
  };
}

/** Name and id are all the map shows of an item. @param {Shown} shown @param {import('../types.js').Language} language */
function featuresOf({ items, box, drawn }, language) {
  if (items) return (items.features ?? [items]).filter((/** @type {any} */ one) => one.geometry).flatMap((/** @type {any} */ one) => placed(one, language));
  if (!box || drawn) return [];
  const [west, south, east, north] = box;
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
  return [{ type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring] }, properties: { id: '', name: '' } }];
}

/** @param {any} one @param {import('../types.js').Language} language */
function placed({ id, geometry, properties: { name, name_en: english, code } }, language) {
  const properties = { id, name: (language === 'en' && english) || name || code || '' };
  return [{ type: 'Feature', geometry, properties }, ...marks(geometry, properties)];
}

/** A dot in the middle of a shape, for as long as the shape itself is too small to be seen. @param {any} geometry @param {any} properties */
function marks(geometry, properties) {
  const box = boxOf(geometry);
  const size = box ? Math.max(box[2] - box[0], box[3] - box[1]) : 0;
  if (!box || !size) return [];
  const until = Math.log2((SEEN_PX * 360) / (TILE_PX * size));
  const middle = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  return [{ type: 'Feature', geometry: { type: 'Point', coordinates: middle }, properties: { ...properties, until } }];
}

/** @param {any[]} features @param {number[] | null} box */
function viewOf(features, box) {
  const bounds = box ?? boxOf({ type: 'GeometryCollection', geometries: features.map((one) => one.geometry) });
  return bounds
    ? { bounds: /** @type {any} */ (bounds), fitBoundsOptions: { padding: PADDING_PX, maxZoom: NEAREST } }
    : { center: /** @type {[number, number]} */ ([105, 35]), zoom: 3.5 };
}

/** The middle of the first thing there is. @param {any} first @returns {[number, number] | undefined} */
function middleOf(first) {
  const box = boxOf(first?.features[0]?.geometry);
  return box ? [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] : undefined;
}

/** @param {HTMLElement} container */
function gestureWords({ dataset }) {
  return {
    'CooperativeGesturesHandler.WindowsHelpText': dataset.wheel ?? '',
    'CooperativeGesturesHandler.MacHelpText': dataset.wheelMac ?? '',
    'CooperativeGesturesHandler.MobileHelpText': dataset.fingers ?? '',
  };
}

/** @param {EngineMap} map @param {import('maplibre-gl').MapMouseEvent} event @param {(id: string) => void} onPick */
function pick(map, { point: { x, y }, lngLat }, onPick) {
  const reach = /** @type {any} */ ([[x - REACH_PX, y - REACH_PX], [x + REACH_PX, y + REACH_PX]]);
  const [found] = map.queryRenderedFeatures(reach, { layers: PICKED.filter((layer) => map.getLayer(layer)) });
  onPick(found?.properties.id ?? '');
  if (!found) return;
  const { items, open = '' } = map.getContainer().dataset;
  const name = found.properties.name;
  const content = items ? h('a', { href: linkOf(items, found.properties.id), 'aria-label': `${open}: ${name}` }, name) : name;
  new Popup({ closeButton: false, maxWidth: '260px' }).setLngLat(lngLat).setDOMContent(h('div', { class: 'ogc-popup' }, content)).addTo(map);
}

/** The page of an item beside the page of all. @param {string} items @param {string} id */
function linkOf(items, id) {
  const address = new URL(items, location.href);
  address.pathname = `${address.pathname}/${id}`;
  return address.href;
}

/** @param {EngineMap} map */
function tellRest(map) {
  const { dataset } = document.body;
  for (const stir of /** @type {const} */ (['dataloading', 'movestart'])) map.on(stir, () => { dataset.map = 'busy'; });
  map.on('idle', () => { dataset.map = 'idle'; });
}
