/** The pointer on the map: what lies under it, in words beside it; a click goes into it or picks it. */

import { all, fill, h } from '../dom.js';
import { shownRegions } from '../state.js';
import { describe } from './describe.js';
import { pickElement } from './element.js';
import { ISSUE_LAYERS, openPin } from './issue-pins.js';
import { openPhoto, PHOTO_LAYERS } from './photo-pins.js';
import { colouredUntil } from './style.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('maplibre-gl').MapGeoJSONFeature} Feature */
/** @typedef {import('maplibre-gl').MapMouseEvent} MouseEventOnMap */

/** The engine's layers that answer to the pointer, the first ones first. */
const ANSWERING = [
  ...ISSUE_LAYERS, ...PHOTO_LAYERS, 'project', 'cluster', 'structure-fill', 'section-fill', 'section-line', 'site-fill', 'site-line', 'parcel-fill',
  'control-fill', 'region-fill',
];
const OF_PROJECT = /^(site|section|structure|parcel)-/;
const REACH_PX = 4;
const DOUBLE_CLICK_MS = 260;

/**
 * @param {App} app
 * @param {HTMLElement} box  where the words go
 * @returns {() => void}
 */
export function followPointer(app, box) {
  return all(hover(app, box), clicks(app));
}

/** @param {App} app @param {HTMLElement} box */
function hover(app, box) {
  const { map, store } = app;
  const move = (/** @type {MouseEventOnMap} */ event) => {
    if (store.get().tool || store.get().placing) return hide();
    const found = under(app, event);
    map.getCanvas().style.cursor = isPickable(found) ? 'pointer' : '';
    mark(app, found?.layer.id === 'region-fill' ? String(found.properties.code) : null);
    if (!found) return hide();
    fill(box, describe(app, found).map((line, index) => h(index ? 'span' : 'strong', {}, line)));
    place(box, event, map.getContainer());
  };
  const hide = () => {
    box.hidden = true;
  };
  const leave = () => {
    hide();
    mark(app, null);
  };
  map.on('mousemove', move);
  map.on('mouseout', leave);
  map.on('movestart', hide);
  return all(() => map.off('mousemove', move), () => map.off('mouseout', leave), () => map.off('movestart', hide));
}

/** @param {App} app */
function clicks(app) {
  const { map, store } = app;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;
  const click = (/** @type {MouseEventOnMap} */ event) => {
    clearTimeout(later);
    if (store.get().placing) return;
    const found = store.get().tool ? undefined : under(app, event);
    if (found && ISSUE_LAYERS.includes(found.layer.id)) return void openPin(app, found);
    if (found && PHOTO_LAYERS.includes(found.layer.id)) return void openPhoto(app, found);
    const built = store.get().tool ? null : app.buildings?.under(event.point);
    if (built) return void pickElement(app, built);
    if (!found) return;
    if (found.layer.id !== 'region-fill') return act(app, found, event);
    later = setTimeout(() => act(app, found, event), DOUBLE_CLICK_MS);
  };
  const cancel = () => clearTimeout(later);
  map.on('click', click);
  map.on('dblclick', cancel);
  return all(() => map.off('click', click), () => map.off('dblclick', cancel), cancel);
}

/** @param {App} app @param {Feature} found @param {MouseEventOnMap} event */
function act({ map, store, verbs }, found, event) {
  const { id } = found.layer;
  const { code } = found.properties;
  if (id === 'project') verbs.pick(String(code));
  else if (id === 'cluster') map.easeTo({ center: centreOf(found, event), zoom: Math.min(map.getZoom() + 2, 20), duration: 500 });
  else if (OF_PROJECT.test(id)) verbs.pick(String(found.properties.project), placeOf(store.get(), found));
  else if (id === 'region-fill' && String(code) !== store.get().filter.region) verbs.drill(String(code));
}

/** The section or structure picked with its project; money hangs on those, and the public sees none. @param {any} state @param {Feature} found */
function placeOf({ me, publicView }, { layer, properties }) {
  return me?.signed_in && !publicView && /^(section|structure)-/.test(layer.id) ? String(properties.id) : null;
}

/** @param {Feature} found @param {MouseEventOnMap} event @returns {[number, number]} */
function centreOf(found, event) {
  return found.geometry.type === 'Point'
    ? /** @type {[number, number]} */ (found.geometry.coordinates) : event.lngLat.toArray();
}

/** @param {App} app @param {MouseEventOnMap} event @returns {Feature | undefined} */
function under({ map, store }, { point }) {
  const layers = ANSWERING.filter((id) => map.getLayer(id));
  const reach = /** @type {[[number, number], [number, number]]} */ (
    [[point.x - REACH_PX, point.y - REACH_PX], [point.x + REACH_PX, point.y + REACH_PX]]);
  const found = map.queryRenderedFeatures(reach, { layers });
  const isColoured = map.getZoom() < colouredUntil(shownRegions(store.get()).level);
  const ground = layers.slice(-2).filter((id) => id !== 'region-fill' || isColoured);
  const small = found.filter(({ layer }) => layer.id !== 'region-fill' && layer.id !== 'control-fill');
  small.sort((a, b) => ANSWERING.indexOf(a.layer.id) - ANSWERING.indexOf(b.layer.id));
  return small[0] ?? map.queryRenderedFeatures(point, { layers: ground })[0];
}

/** @param {Feature | undefined} found */
function isPickable(found) {
  return found !== undefined && (OF_PROJECT.test(found.layer.id) || ['project', 'cluster', 'region-fill', ...ISSUE_LAYERS, ...PHOTO_LAYERS].includes(found.layer.id));
}

/** Outline the region under the pointer. @param {App} app @param {string | null} code */
function mark({ map, store }, code) {
  const before = store.get().hovered;
  if (before === code) return;
  const target = (/** @type {string} */ id) => ({ source: 'regions', sourceLayer: 'regions', id });
  if (before) map.setFeatureState(target(before), { hover: false });
  if (code) map.setFeatureState(target(code), { hover: true });
  store.set({ hovered: code });
}

/** @param {HTMLElement} box @param {MouseEventOnMap} event @param {HTMLElement} container */
function place(box, { point }, container) {
  box.hidden = false;
  const { offsetWidth, offsetHeight } = box;
  const left = point.x + 14 + offsetWidth > container.clientWidth ? point.x - offsetWidth - 14 : point.x + 14;
  const top = Math.min(point.y + 14, container.clientHeight - offsetHeight - 8);
  box.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
}
