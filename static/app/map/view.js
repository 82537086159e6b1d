/** The map itself: made once, dressed by the state, asked for tiles with the filter in the address. */

import { Map as EngineMap, ScaleControl } from 'maplibre-gl';
import { all } from '../dom.js';
import { toQuery } from '../filter.js';
import { FIT_ZOOM } from '../shapes.js';
import { shownRegions } from '../state.js';
import { fontFaces } from './fonts.js';
import { buildSources, buildStyle, FILTERED } from './style.js';
import { STEEPEST_DEG } from './tilt.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('maplibre-gl').VectorTileSource} VectorTileSource */

const FIRST_VIEW = /** @type {import('../types.js').View} */ ({ lon: 105, lat: 35, zoom: 3.5 });
const FIRST_PADDING_PX = 56;
const SHEET_PART = 0.46;
/** However slow the network, what has come by then is shown. */
const LATEST_SHOW_MS = 4000;
const USUAL_CLASSES = 5;
/** The status of a tile whose filter cannot be read. */
const REFUSED = 422;
const TILED = ['regions', 'control_lines', ...FILTERED];

/**
 * @param {App} app
 * @param {HTMLElement} container
 * @param {import('../shapes.js').Box | null} extent  where to look when no view is given
 * @returns {EngineMap}
 */
export function createMap(app, container, extent) {
  const { store, t } = app;
  const view = store.get().view ?? FIRST_VIEW;
  const faces = fontFaces(/** @type {any} */ (document.styleSheets));
  return new EngineMap({
    container,
    style: buildStyle(lookOf(app), { sources: buildSources((layer) => tilesOf(app, layer)), fontFaces: faces }),
    ...(extent ? { bounds: extent, fitBoundsOptions: { padding: firstPadding(), maxZoom: FIT_ZOOM } } : { center: [view.lon, view.lat], zoom: view.zoom }),
    minZoom: 3,
    maxZoom: 21,
    pitch: view.pitch ?? 0,
    bearing: view.bearing ?? 0,
    maxPitch: STEEPEST_DEG,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: false,
    renderWorldCopies: false,
    fadeDuration: 0,
    refreshExpiredTiles: false,
    locale: { 'Map.Title': t('map_label') },
  });
}

/**
 * Keep the map's looks, tiles and position in step with the store, from the moment its style stands until disposed.
 * @param {App} app
 * @param {EngineMap} map
 * @returns {() => void}
 */
export function tendMap(app, map) {
  const { store } = app;
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  const scale = new ScaleControl({ maxWidth: 110, unit: 'metric' });
  map.addControl(scale, 'bottom-left');
  const remember = () => {
    const { lng, lat } = map.getCenter();
    store.set({ view: { lon: lng, lat, zoom: map.getZoom(), bearing: map.getBearing(), pitch: map.getPitch() } });
  };
  map.on('moveend', remember);
  return all(
    followLook(app, map),
    followTiles(app, map),
    watchRest(map),
    watchTrouble(app, map),
    () => map.off('moveend', remember),
    () => map.removeControl(scale),
  );
}

/**
 * Show the map once it stands still. Say on the page whether it does, and when it first did, in milliseconds from the
 * page's beginning.
 * @param {EngineMap} map
 */
function watchRest(map) {
  const { dataset } = document.body;
  const stir = () => {
    if (dataset.map === 'busy') return;
    dataset.map = 'busy';
    map.triggerRepaint();
  };
  const show = () => document.body.classList.add('map-shown');
  const late = setTimeout(show, LATEST_SHOW_MS);
  const rest = () => {
    show();
    dataset.map = 'idle';
    dataset.mapIdle ??= String(Math.round(performance.now()));
  };
  const stirring = /** @type {const} */ (['dataloading', 'movestart']);
  for (const event of stirring) map.on(event, stir);
  const again = () => map.triggerRepaint();
  map.on('dataabort', again);
  map.on('idle', rest);
  return all(() => clearTimeout(late), () => map.off('dataabort', again), ...stirring.map((event) => () => map.off(event, stir)), () => map.off('idle', rest));
}

/** Tiles that do not come are the person's business, a filter refused is told with the totals; anything else is ours. @param {App} app @param {EngineMap} map */
function watchTrouble({ verbs, t }, map) {
  const complain = (/** @type {any} */ { error }) => {
    if (error.status === REFUSED) return;
    if (!('status' in error)) console.error(error);
    verbs.say(t('tiles_failed'), 'error');
  };
  map.on('error', complain);
  return () => map.off('error', complain);
}

/** Room round the first view; on a phone the sheet covers the lower part of the map. */
function firstPadding() {
  if (!matchMedia('(max-width: 760px)').matches) return FIRST_PADDING_PX;
  return { top: 60, left: 20, right: 60, bottom: Math.round(innerHeight * SHEET_PART) };
}

/** @param {App} app @returns {import('./style.js').Look} */
function lookOf({ store }) {
  const state = store.get();
  const { theme, language, layers, byRegion, metric, publicView, me } = state;
  const breaks = byRegion.value?.breaks?.[metric];
  return {
    theme, language, layers, classes: breaks ? breaks.length + 1 : USUAL_CLASSES, level: shownRegions(state).level,
    ground: publicView || !me?.signed_in ? null : state.ground,
  };
}

/** @param {App} app @param {EngineMap} map */
function followLook(app, map) {
  const pick = () => Object.values(lookOf(app));
  const dress = () => {
    const faces = /** @type {any} */ (map.getStyle())['font-faces'];
    map.setStyle(buildStyle(lookOf(app), { sources: {}, fontFaces: faces }), {
      diff: true, validate: false,
      transformStyle: (before, next) => ({ ...next, sources: before?.sources ?? next.sources }),
    });
  };
  return app.store.watch(pick, dress, { now: true });
}

/** @param {App} app @param {EngineMap} map */
function followTiles(app, map) {
  const { store } = app;
  const asked = /** @type {Record<string, any>} */ (map.getStyle().sources);
  const urls = new Map(TILED.map((name) => [name, asked[name].tiles[0]]));
  const renew = (/** @type {string} */ name) => {
    /** @type {VectorTileSource} */ (map.getSource(name)).setTiles([urls.get(name)]);
  };
  const compare = (/** @type {string[]} */ wanted) => TILED.forEach((name, index) => {
    if (urls.get(name) === wanted[index]) return;
    urls.set(name, wanted[index]);
    renew(name);
  });
  return all(
    store.watch(() => TILED.map((name) => tilesOf(app, name)), compare, { now: true }),
    store.watch((state) => state.changes, () => FILTERED.forEach(renew)),
  );
}

/** @param {App} app @param {string} layer */
function tilesOf({ store, api }, layer) {
  const state = store.get();
  const query = FILTERED.includes(layer) ? toQuery(state.filter) : new URLSearchParams();
  if (layer === 'regions') query.set('level', String(shownRegions(state).level));
  return location.origin + api.address(`/tiles/${layer}/{z}/{x}/{y}`, query);
}
