/** The map itself: made once, dressed by the state, asked for tiles with the filter in the address. */

import { Map as EngineMap, ScaleControl } from 'maplibre-gl';
import { all } from '../dom.js';
import { toQuery } from '../filter.js';
import { shownRegions } from '../state.js';
import { fontFaces } from './fonts.js';
import { drawImages } from './images.js';
import { buildSources, buildStyle, WORK_SOURCES } from './style.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('maplibre-gl').VectorTileSource} VectorTileSource */

const FIRST_VIEW = { lon: 120.4, lat: 29.3, zoom: 6.6 };
const USUAL_CLASSES = 6;

/**
 * @param {App} app
 * @param {HTMLElement} container
 * @returns {EngineMap}
 */
export function createMap(app, container) {
  const { store, t } = app;
  const view = store.get().view ?? FIRST_VIEW;
  const faces = fontFaces(/** @type {any} */ (document.styleSheets));
  return new EngineMap({
    container,
    style: buildStyle(lookOf(app), { sources: buildSources((layer) => tilesOf(app, layer)), fontFaces: faces }),
    center: [view.lon, view.lat],
    zoom: view.zoom,
    minZoom: 3,
    maxZoom: 21,
    maxPitch: 0,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: false,
    renderWorldCopies: false,
    fadeDuration: 120,
    refreshExpiredTiles: false,
    locale: { 'Map.Title': t('map_label') },
  });
}

/**
 * Keep the map's looks, tiles and position in step with the store, until disposed.
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
    store.set({ view: { lon: lng, lat, zoom: map.getZoom() } });
  };
  map.on('moveend', remember);
  return all(
    drawImages(map),
    followLook(app, map),
    followTiles(app, map),
    () => map.off('moveend', remember),
    () => map.removeControl(scale),
  );
}

/** @param {App} app @returns {import('./style.js').Look} */
function lookOf({ store }) {
  const { theme, language, layers, byRegion, metric } = store.get();
  const breaks = byRegion.value?.breaks?.[metric];
  return { theme, language, layers, classes: breaks ? breaks.length + 1 : USUAL_CLASSES };
}

/** @param {App} app @param {EngineMap} map */
function followLook(app, map) {
  const pick = () => Object.values(lookOf(app));
  return app.store.watch(pick, () => {
    const faces = /** @type {any} */ (map.getStyle())['font-faces'];
    map.setStyle(buildStyle(lookOf(app), { sources: {}, fontFaces: faces }), {
      diff: true, validate: false,
      transformStyle: (before, next) => ({ ...next, sources: before?.sources ?? next.sources }),
    });
  });
}

/** @param {App} app @param {EngineMap} map */
function followTiles(app, map) {
  const { store } = app;
  const renew = (/** @type {string} */ name) => {
    const source = /** @type {VectorTileSource | undefined} */ (map.getSource(name));
    source?.setTiles([tilesOf(app, name)]);
  };
  const everything = ['regions', 'control_lines', ...WORK_SOURCES];
  return all(
    store.watch((state) => toQuery(state.filter).toString(), () => WORK_SOURCES.forEach(renew)),
    store.watch((state) => shownRegions(state).level, () => renew('regions')),
    store.watch((state) => state.publicView, () => everything.forEach(renew)),
    store.watch((state) => state.changes, () => WORK_SOURCES.forEach(renew)),
  );
}

/** @param {App} app @param {string} layer */
function tilesOf({ store, api }, layer) {
  const state = store.get();
  const query = WORK_SOURCES.includes(layer) ? toQuery(state.filter) : new URLSearchParams();
  if (layer === 'regions') query.set('level', String(shownRegions(state).level));
  return location.origin + api.address(`/tiles/${layer}/{z}/{x}/{y}`, query);
}
