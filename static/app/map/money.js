/** Sections and structures coloured by a figure of their money: asked for the projects in view, dressed by class. */

import { all, quiet } from '../dom.js';
import { toQuery } from '../filter.js';
import { AHEAD } from './palette.js';
import { SECTIONS_FROM, WORKS_SOURCE } from './works.js';

/** @typedef {import('../app.js').App} App */

const WAIT_MS = 250;
const NONE = -1;
const LAYERS = ['sections', 'structures'];

/** @param {App} app @returns {() => void} */
export function colourGround(app) {
  const { map, store } = app;
  let asked = new AbortController();
  /** @type {Set<string>} */
  let dressed = new Set();
  const dress = () => {
    const { groundMoney } = store.get();
    const classes = classesOf(groundMoney.value);
    for (const id of dressed) if (!classes.has(id)) for (const target of targets(id)) map.removeFeatureState(target, 'money');
    for (const [id, index] of classes) for (const target of targets(id)) map.setFeatureState(target, { money: index });
    dressed = new Set(classes.keys());
  };
  const look = quiet(WAIT_MS, () => {
    asked.abort();
    asked = new AbortController();
    renew(app, asked.signal);
  });
  map.on('moveend', look);
  return all(
    store.watch((state) => [state.ground, state.me?.signed_in, state.publicView, state.changes, toQuery(state.filter).toString()], look, { now: true }),
    store.watch((state) => state.groundMoney, dress, { now: true }),
    () => map.off('moveend', look), look.cancel, () => asked.abort(),
  );
}

/** @param {App} app @param {AbortSignal} signal */
async function renew({ map, store, api }, signal) {
  const { ground, me, publicView, filter } = store.get();
  const idle = /** @type {import('../types.js').Loadable} */ ({ status: 'idle', value: null, error: null });
  if (!ground || !me?.signed_in || publicView || map.getZoom() < SECTIONS_FROM) return store.set({ groundMoney: idle });
  const box = map.getBounds().toArray().flat().map((degrees) => degrees.toFixed(6)).join(',');
  try {
    const value = await api.moneyPlaces(filter, ground, box, signal);
    store.set({ groundMoney: { status: 'ready', value, error: null } });
  } catch (error) {
    if (/** @type {Error} */ (error).name === 'AbortError') return undefined;
    store.set({ groundMoney: { status: 'error', value: null, error: /** @type {Error} */ (error) } });
  }
  return undefined;
}

/** @param {string} id */
function targets(id) {
  return LAYERS.map((sourceLayer) => ({ source: WORKS_SOURCE, sourceLayer, id }));
}

/** @typedef {{ id?: string, class: number, value?: number, within?: boolean }} Place */
/** @typedef {{ breaks: number[], places: Place[], ahead?: boolean }} Found */

/**
 * The class of each place that has a figure. Of a day that has not come nothing that is missing is called late.
 * @param {Found | null} found
 * @returns {Map<string, number>}
 */
export function classesOf(found) {
  return new Map((found?.places ?? []).map((one) => [one.id ?? '', classOn(one, found?.ahead)]));
}

/** @param {Place} place @param {boolean} [ahead]  the day has not come */
const classOn = (place, ahead) => (ahead && (place.value ?? 0) < 0 ? AHEAD : place.class);

/**
 * One entry of the legend for each class, the last for places without a record; what stands in a place that is counted is
 * not counted again.
 * @param {Found} found
 * @returns {{ index: number, from: number | null, to: number | null, places: number }[]}
 */
export function groundLegend({ breaks, places, ahead }) {
  const counted = places.filter(({ within }) => !within).map((one) => classOn(one, ahead));
  const row = (/** @type {number} */ index) => ({
    index, from: index === 0 ? null : breaks[index - 1] ?? null, to: index < breaks.length ? breaks[index] : null,
    places: counted.filter((one) => one === index).length,
  });
  const rows = Array.from({ length: breaks.length + 1 }, (_, index) => row(index));
  const told = ahead ? [...rows.filter(({ to }) => to === null || to > 0), { ...row(AHEAD), from: null, to: null }] : rows;
  return [...told, { index: NONE, from: null, to: null, places: 0 }];
}
