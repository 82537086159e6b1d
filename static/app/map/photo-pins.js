/** Photos of the chosen project as pins on the map, gathered where they stand close together. */

import { all, quiet } from '../dom.js';
import { createLoad } from '../loads.js';
import { collection, feature } from '../shapes.js';
import { showsPhotos } from '../state.js';
import { FONT } from './fonts.js';
import { WORKS } from './palette.js';
import { PHOTO_COLOURS } from './photo-pictures.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('maplibre-gl').LayerSpecification} LayerSpecification */
/** @typedef {import('maplibre-gl').GeoJSONSource} GeoJSONSource */
/** @typedef {import('./palette.js').Theme} Theme */
/** @typedef {{ id: string, kind: string, day: string, taken_at: string | null, position: [number, number] | null, task: string, task_name: string, distance_m: number | null, distance_from: 'site' | 'issue', signs: { kind: string, told: string }[], number: number | null, report_page: string, entry_page: string, issue_page: string, file: string, small: string }} Photo */

export const PHOTOS = 'photos';
export const CHOSEN_PHOTO = 'photo-chosen';
export const PHOTO_LAYERS = ['photo-pin', 'photo-cluster'];
export const PHOTOS_FROM = 10;
const WAIT_MS = 250;
/** More than can be told apart in a list are told apart by zooming in. */
const MOST_LISTED = 100;
/** Several stand in the very same place: nothing parts them, and a click lists them. */
export const PHOTO_SOURCE = /** @type {import('maplibre-gl').SourceSpecification} */ ({
  type: 'geojson', data: collection([]), maxzoom: 23, cluster: true, clusterRadius: 34, clusterMaxZoom: 22,
  clusterProperties: { doubtful: ['+', ['get', 'doubt']] },
});

/** @param {Theme} theme @returns {LayerSpecification[]} */
export function photoPins(theme) {
  const { paper, ink, select } = WORKS[theme];
  const { plain, doubt } = PHOTO_COLOURS[theme];
  const small = /** @type {any} */ ({ 'text-font': FONT, 'text-size': 12, 'text-allow-overlap': true, 'text-ignore-placement': true });
  return /** @type {any} */ ([
    { id: 'photo-cluster', type: 'circle', source: PHOTOS, minzoom: PHOTOS_FROM, filter: ['has', 'point_count'],
      paint: { 'circle-radius': ['step', ['get', 'point_count'], 14, 10, 17, 100, 21], 'circle-color': paper, 'circle-stroke-width': 4,
        'circle-stroke-color': ['case', ['>', ['get', 'doubtful'], 0], doubt, plain] } },
    { id: 'photo-count', type: 'symbol', source: PHOTOS, minzoom: PHOTOS_FROM, filter: ['has', 'point_count'],
      layout: { 'text-field': ['get', 'point_count_abbreviated'], ...small }, paint: { 'text-color': ink } },
    { id: 'photo-pin', type: 'symbol', source: PHOTOS, minzoom: PHOTOS_FROM, filter: ['!', ['has', 'point_count']],
      layout: { 'icon-image': picture(theme),
        'icon-anchor': 'bottom', 'icon-allow-overlap': true, 'icon-ignore-placement': true,
        'text-field': ['step', ['zoom'], '', 15, ['slice', ['get', 'day'], 5]], 'text-anchor': 'top', 'text-offset': [0, 0.1], 'text-font': FONT, 'text-size': 11, 'text-optional': true },
      paint: { 'text-color': ink, 'text-halo-color': paper, 'text-halo-width': 1.5 } },
    { id: 'photo-ring', type: 'circle', source: CHOSEN_PHOTO, paint: { 'circle-radius': 7, 'circle-color': select, 'circle-opacity': 0.25, 'circle-stroke-color': select, 'circle-stroke-width': 2.5 } },
    { id: 'photo-chosen', type: 'symbol', source: CHOSEN_PHOTO,
      layout: { 'icon-image': picture(theme), 'icon-anchor': 'bottom', 'icon-size': 1.25, 'icon-allow-overlap': true, 'icon-ignore-placement': true } },
  ]);
}

/** @param {Theme} theme */
const picture = (theme) => ['concat', `photo/${theme}/`, ['get', 'kind'], '/', ['case', ['>', ['get', 'doubt'], 0], 'doubt', 'plain']];

/** What becomes a pin: photos that say where they were taken. @param {{ geometry: any, properties: any }[]} photos  as the server lists them */
export function photoPoints(photos) {
  return collection(photos.filter(({ geometry }) => geometry).map(({ geometry, properties: { id, kind, day, task_name: task, signs } }) => feature(
    geometry, { id, kind, day, task, doubt: signs.length ? 1 : 0 })));
}

/** @param {App} app @returns {() => void} */
export function showPhotoPins(app) {
  const { map, store, api, verbs } = app;
  /** Of more than one answer holds, those in view are asked for. */
  const box = () => (store.get().photos.value?.cut ? map.getBounds().toArray().flat().map((degrees) => degrees.toFixed(6)).join(',') : '');
  const list = createLoad(store, 'photos', (signal) => api.photos(store.get().selected ?? '', asked(box()), signal));
  const look = () => {
    list.clear();
    if (showsPhotos(store.get())) list.run();
  };
  const moved = quiet(WAIT_MS, () => store.get().photos.value?.cut && list.run());
  const draw = (/** @type {import('../types.js').Loadable} */ { status, value, error }) => {
    if (status === 'loading') return;
    if (status === 'error') verbs.say(error?.message || app.t('no_answer'), 'error');
    /** @type {GeoJSONSource | undefined} */ (map.getSource(PHOTOS))?.setData(photoPoints(value?.features ?? []));
    document.body.dataset.photos = String(value?.features.length ?? 0);
  };
  const mark = (/** @type {Photo | null} */ one) => {
    const points = one?.position ? [{ geometry: { type: 'Point', coordinates: one.position }, properties: one }] : [];
    /** @type {GeoJSONSource | undefined} */ (map.getSource(CHOSEN_PHOTO))?.setData(photoPoints(points));
    if (one?.position) verbs.uncover(one.position);
  };
  map.on('moveend', moved);
  return all(
    store.watch((state) => [showsPhotos(state), state.selected, state.changes], look, { now: true }),
    store.watch((state) => state.photos, draw),
    store.watch((state) => state.photo && state.photoFacts.value, mark, { now: true }),
    () => map.off('moveend', moved), moved.cancel, list.clear,
  );
}

/** @param {string} bbox @returns {Record<string, string>} */
function asked(bbox) {
  return bbox ? { bbox } : {};
}

/** A pin opens its card, several close together their list, and very many are zoomed into. @param {App} app @param {import('maplibre-gl').MapGeoJSONFeature} found */
export async function openPhoto({ map, store }, { layer, properties, geometry }) {
  const one = { issue: null, issueList: null };
  if (layer.id === 'photo-pin') return store.set({ ...one, photo: String(properties.id), photoList: null });
  const source = /** @type {GeoJSONSource} */ (map.getSource(PHOTOS));
  if (properties.point_count > MOST_LISTED) {
    const zoom = await source.getClusterExpansionZoom(properties.cluster_id).catch(() => map.getZoom() + 2);
    return map.easeTo({ center: /** @type {any} */ (geometry).coordinates, zoom: Math.min(zoom, map.getMaxZoom()) });
  }
  const leaves = await source.getClusterLeaves(properties.cluster_id, MOST_LISTED, 0).catch(() => []);
  return store.set({ ...one, photo: null, photoList: leaves.map((leaf) => String(leaf.properties?.id)) });
}
