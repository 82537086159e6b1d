/** The placing tool on the map: the model is drawn where it would stand, dragged, turned, or matched by two points. */

import { Marker } from 'maplibre-gl';

import { all, byId, h } from '../../dom.js';
import { createDoors } from '../doors.js';
import { snap } from '../engine/snapping.js';
import { createTranslate } from '../words.js';
import { placingCard } from './card.js';
import { decisionOf, marksOf, METRES_PER_PIXEL, placementOf, withLocal, withPlace } from './placing-state.js';

/** @typedef {import('../../app.js').App} App */
/** @typedef {import('./placing-state.js').Placing} Placing */
/** @typedef {import('maplibre-gl').MapMouseEvent} MouseEventOnMap */

/** As far as a click may miss a corner. */
const SNAP_PX = 12;

/** @param {App} app @returns {Promise<() => void>} puts the tool away */
export async function takePlacingTool(app) {
  const { store, map } = app;
  const layer = await /** @type {any} */ (app.buildings).layer();
  const card = h('div', { class: 'card tool-card placing-card', role: 'dialog' });
  byId('map-area').append(card);
  document.body.classList.add('placing');
  const t = createTranslate(() => store.get().language);
  const change = (/** @type {Partial<Placing>} */ patch) => {
    const { placing } = store.get();
    if (placing) store.set({ placing: { ...placing, ...patch } });
  };
  const draw = () => {
    const { placing } = store.get();
    if (!placing) return;
    layer.stand(placing.facts, placementOf(placing));
    placingCard(card, { placing, t, change, keep: () => keep(app, t), away: () => store.set({ placing: null }) });
  };
  const revision = /** @type {Placing} */ (store.get().placing).facts.revision;
  return all(
    store.watch((state) => [state.placing, state.language], draw, { now: true }),
    dragging(app, change), matching(app), marking(app),
    () => { card.remove(); document.body.classList.remove('placing'); layer.remove(revision); app.buildings?.look(); map.getCanvas().style.cursor = ''; },
  );
}

/** Take hold of the model and move it. @param {App} app @param {(patch: Partial<Placing>) => void} change */
function dragging({ map, store, buildings }, change) {
  const down = (/** @type {any} */ event) => {
    const { placing } = store.get();
    const hit = placing?.mode === 'hand' ? buildings?.under(event.point) : null;
    if (!placing || !hit || hit.standing.facts.revision !== placing.facts.revision) return;
    event.preventDefault();
    const [from, anchor] = [event.lngLat, placing.anchor];
    const move = (/** @type {any} */ to) => change({ anchor: [anchor[0] + to.lngLat.lng - from.lng, anchor[1] + to.lngLat.lat - from.lat] });
    const stop = () => {
      for (const type of ['mousemove', 'touchmove']) map.off(/** @type {any} */ (type), move);
      for (const type of ['mouseup', 'touchend', 'mouseout']) map.off(/** @type {any} */ (type), stop);
    };
    for (const type of ['mousemove', 'touchmove']) map.on(/** @type {any} */ (type), move);
    for (const type of ['mouseup', 'touchend', 'mouseout']) map.on(/** @type {any} */ (type), stop);
  };
  for (const type of ['mousedown', 'touchstart']) map.on(/** @type {any} */ (type), down);
  return () => { for (const type of ['mousedown', 'touchstart']) map.off(/** @type {any} */ (type), down); };
}

/** A click on the model takes a point of it, the next click says where that point lies. @param {App} app */
function matching({ map, store, buildings }) {
  const click = (/** @type {MouseEventOnMap} */ event) => {
    const { placing } = store.get();
    if (placing?.mode !== 'points') return;
    if (placing.local.length > placing.places.length) {
      store.set({ placing: withPlace(placing, event.lngLat.toArray()) });
      return;
    }
    const hit = buildings?.under(event.point);
    if (hit?.standing.facts.revision !== placing.facts.revision) {
      store.set({ placing: { ...placing, missed: hit ? 'other' : 'beside' } });
      return;
    }
    const { kind, point } = snap(hit, SNAP_PX * metresPerPixel(map));
    store.set({ placing: { ...withLocal(placing, [point.x, point.y]), snapped: kind === 'corner' } });
  };
  map.on('click', click);
  return () => map.off('click', click);
}

/** The points that were taken, numbered: filled on the model, hollow where they shall lie. @param {App} app */
function marking({ map, store }) {
  /** @type {Marker[]} */
  let shown = [];
  const clear = () => { for (const one of shown) one.remove(); };
  const draw = () => {
    clear();
    const { placing } = store.get();
    shown = (placing ? marksOf(placing) : []).map(({ of, n, place }) => (
      new Marker({ element: h('i', { class: 'placing-mark', 'aria-hidden': 'true', data: { of } }, String(n)) }).setLngLat(place).addTo(map)));
  };
  return all(store.watch((state) => [state.placing], draw, { now: true }), clear);
}

/** Metres of the ground to one pixel in the middle of the map. @param {import('maplibre-gl').Map} map */
function metresPerPixel(map) {
  return (METRES_PER_PIXEL * Math.cos((map.getCenter().lat * Math.PI) / 180)) / 2 ** map.getZoom();
}

/** @param {App} app @param {import('../words.js').Translate} t */
async function keep(app, t) {
  const { store, verbs, api } = app;
  const { placing } = store.get();
  if (!placing) return;
  store.set({ placing: { ...placing, sending: true } });
  try {
    await createDoors(api).place(placing.model, decisionOf(placing));
    store.set({ placing: null, changes: store.get().changes + 1 });
    verbs.say(t('placing_kept', { name: placing.name }));
  } catch (error) {
    store.set({ placing: { ...placing, sending: false } });
    verbs.say(error instanceof Error && error.message ? error.message : t('no_answer'), 'error');
  }
}
