/** Buildings on the map as they should stand and do on the slider's day, while sections are coloured by plan against fact. */

import { all } from '../dom.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../twin/engine/on-map.js').Standing} Standing */
/** @typedef {import('../twin/days/play.js').Changes} Changes */

/** The figure of sections that a day belongs to. */
export const PACE = 'pace';
const DAY_MS = 86_400_000;

/** @param {App} app @returns {() => void} */
export function playBuildings(app) {
  const { store } = app;
  /** @type {Map<string, Promise<Changes | null>>} */
  const known = new Map();
  /** @type {Set<Standing>} */
  const dressed = new Set();
  const paint = () => {
    const standing = [...(app.buildings?.standing() ?? [])];
    for (const one of dressed) if (!standing.includes(one)) dressed.delete(one);
    if (!dressed.size && store.get().played.length) store.set({ played: [] });
    if (store.get().ground === PACE) standing.forEach((one) => dress(app, one, known, dressed));
    else for (const one of dressed) plain(one, dressed);
  };
  app.stood = paint;
  return all(store.watch((state) => [state.ground, state.filter.at, state.me?.signed_in, state.changes], paint), () => { app.stood = null; });
}

/** @param {App} app @param {Standing} one @param {Map<string, Promise<Changes | null>>} known @param {Set<Standing>} dressed */
async function dress({ store, api, verbs, t }, one, known, dressed) {
  const { revision, count } = one.facts;
  const { readChanges, sceneOn } = await import('../twin/days/play.js');
  const coming = known.get(revision) ?? api.stateChanges(revision).then((/** @type {any} */ answer) => answer && readChanges(answer, count));
  known.set(revision, coming);
  try {
    const changes = await coming;
    const { ground, filter } = store.get();
    if (!changes || ground !== PACE) return;
    const { hidden, colours } = sceneOn(changes, dayAt(filter.at), 'gap', one.none);
    Object.assign(one, { hidden, colours });
    one.building.paint({ hidden, ghosted: one.none, colours, chosen: [] });
    dressed.add(one);
    name(store, changes.name);
    document.body.dataset.played = `${filter.at ?? ''}`;
  } catch (error) {
    known.delete(revision);
    verbs.say(error instanceof Error && error.message ? error.message : t('no_answer'), 'error');
  }
}

/** The legend says by which plans. @param {App['store']} store @param {string} plan */
function name(store, plan) {
  const { played } = store.get();
  if (!played.includes(plan)) store.set({ played: [...played, plan] });
}

/** @param {Standing} one @param {Set<Standing>} dressed */
function plain(one, dressed) {
  Object.assign(one, { hidden: one.none, colours: null });
  one.building.paint({ hidden: one.none, ghosted: one.none, colours: null, chosen: [] });
  dressed.delete(one);
}

/** Days from 1970-01-01; without one, today. @param {string | null} at */
export function dayAt(at) {
  return Math.floor((at ? Date.parse(`${at}T00:00:00Z`) : Date.now()) / DAY_MS);
}
