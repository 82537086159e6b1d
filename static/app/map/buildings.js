/**
 * Buildings on the map. As long as none stands in view, only their list is asked for; the engine that draws them comes
 * with the first one.
 */

import { all, quiet } from '../dom.js';
import { CROSSINGS, crossingsOf } from './crossings.js';
import { sceneOf } from './scenes.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../twin/engine/on-map.js').MapLayer} MapLayer */
/** @typedef {import('../twin/scene.js').SceneFacts} SceneFacts */

const FROM_ZOOM = 14;
/** The nearest to the middle of the view; more would not fit the picture, nor a small machine. */
const MOST = 12;
const WAIT_MS = 250;
/** The first of the layers that lie over buildings: marks and drawings, not the ground and its names. */
const OVER_IT = 'selection-ring';

/** @param {App} app @returns {() => void} */
export function showBuildings(app) {
  const { map, store } = app;
  const shown = { layer: /** @type {MapLayer | null} */ (null), asked: new AbortController(), scenes: /** @type {import('./scenes.js').Scenes} */ (new Map()) };
  const look = quiet(WAIT_MS, () => {
    renew(app, shown).catch((error) => error.name !== 'AbortError' && app.verbs.say(error.message || app.t('no_answer'), 'error'));
  });
  map.on('moveend', look);
  app.buildings = { under: (point) => shown.layer?.under(point) ?? null, layer: () => raise(app, shown), look, standing: () => shown.layer?.standing.values() ?? [] };
  return all(
    store.watch((state) => [state.me?.signed_in, state.publicView, state.changes], look, { now: true }),
    () => map.off('moveend', look), look.cancel, () => shown.asked.abort(),
    () => { if (shown.layer && map.getLayer(shown.layer.layer.id)) map.removeLayer(shown.layer.layer.id); },
  );
}

/** Ask which models stand in view, and let exactly those stand. @param {App} app @param {any} shown */
async function renew(app, shown) {
  const { map, store, api } = app;
  const { me, publicView } = store.get();
  shown.asked.abort();
  shown.asked = new AbortController();
  const { signal } = shown.asked;
  const near = me?.signed_in && !publicView && map.getZoom() >= FROM_ZOOM;
  const inHand = store.get().placing?.facts.revision;
  if (!near) {
    hatch(map, []);
    return keepOnly(shown, [inHand]);
  }
  const box = map.getBounds().toArray().flat().map((degrees) => degrees.toFixed(6)).join(',');
  const { models } = await api.models({ bbox: box }, signal);
  const wanted = models.filter((/** @type {any} */ one) => one.revision && one.placement)
    .sort((/** @type {any} */ a, /** @type {any} */ b) => far(map, a.placement) - far(map, b.placement)).slice(0, MOST);
  keepOnly(shown, [inHand, ...wanted.map((/** @type {any} */ one) => one.revision)]);
  if (!wanted.length) {
    hatch(map, []);
    return void (document.body.dataset.standing = '0');
  }
  const layer = await raise(app, shown);
  const scenes = await Promise.all(wanted.map(async (/** @type {any} */ row) => {
    const { revision } = row;
    const facts = await sceneOf(api.scene, shown.scenes, row);
    if (!signal.aborted && facts.placement && revision !== store.get().placing?.facts.revision) layer.stand(facts, facts.placement);
    return facts;
  }));
  if (!signal.aborted) hatch(map, scenes);
  document.body.dataset.standing = String(layer.standing.size);
  app.stood?.();
  return undefined;
}

/** @param {import('maplibre-gl').Map} map @param {SceneFacts[]} scenes */
function hatch(map, scenes) {
  const found = crossingsOf(scenes);
  /** @type {import('maplibre-gl').GeoJSONSource | undefined} */ (map.getSource(CROSSINGS))?.setData(found);
  document.body.dataset.crossings = String(found.features.length);
}

/** Say on the page whether all of the buildings in view has come. @param {number} percent */
function told(percent) {
  document.body.dataset.built = percent === 100 ? 'idle' : 'busy';
}

/** @param {import('maplibre-gl').Map} map @param {{ lon: number, lat: number }} placement */
function far(map, { lon, lat }) {
  return map.getCenter().distanceTo(/** @type {any} */ ({ lng: lon, lat }));
}

/** What is in hand to be placed stays, too. @param {any} shown @param {(string | undefined)[]} revisions */
function keepOnly({ layer, scenes }, revisions) {
  for (const revision of [...(layer?.standing.keys() ?? [])]) if (!revisions.includes(revision)) layer.remove(revision);
  for (const revision of [...scenes.keys()]) if (!revisions.includes(revision)) scenes.delete(revision);
}

/** The layer, made with the first building. @param {App} app @param {any} shown @returns {Promise<MapLayer>} */
function raise(app, shown) {
  shown.coming ??= import('../twin/engine/on-map.js').then(({ createMapLayer }) => {
    const { map, store } = app;
    const layer = createMapLayer(map, { theme: store.get().theme, failed: () => app.verbs.say(app.t('building_failed'), 'error'), told });
    map.addLayer(layer.layer, OVER_IT);
    shown.layer = layer;
    store.set({ standing: true });
    return layer;
  });
  return shown.coming;
}
