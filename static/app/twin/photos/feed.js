/** Photos near the model: loaded when they are switched on, and the pins of those up to the day in view. */

import { all } from '../../dom.js';
import { createLoad } from '../../loads.js';
import { textOf } from '../days/course.js';
import { placeOf } from '../issues/looking.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../state.js').State} State */
/** @typedef {import('../../map/photo-pins.js').Photo & { at: [number, number, number] }} Near  a photo with its place in the model's axes, metres */

/** Photos so close to each other are one pin. */
const TOGETHER_M = 0.75;

/** @param {App} app @returns {() => void} */
export function feedPhotos(app) {
  const { store, doors } = app;
  const load = createLoad(store, 'photos', (signal) => doors.photos(store.get().revision ?? '', signal));
  const look = (/** @type {any[]} */ [on, revision]) => {
    if (on && revision) load.run();
    else load.clear();
  };
  app.verbs.photosAgain = load.run;
  return all(
    store.watch((state) => [state.photosOn, state.revision, state.language], look, { now: true }),
    store.watch((state) => state.photosOn, (on) => { if (!on) store.set({ photo: null, photoList: null }); }),
    store.watch((state) => [state.photos.value, dayShown(state), state.scene.value, state.language], () => store.set({ photoPins: pinsOf(app) })),
  );
}

/** The last day whose photos are shown, while days are played. @param {Readonly<Pick<State, 'side' | 'day'>>} state @returns {string} empty for all days */
export function dayShown({ side, day }) {
  return side === 'progress' && day !== null ? textOf(day) : '';
}

/** @param {Near[]} photos @param {string} day  empty for all */
export function until(photos, day) {
  return day ? photos.filter((one) => one.day <= day) : photos;
}

/** Photos that stand in one place, the last first in each. @param {Near[]} photos @returns {Near[][]} */
export function gathered(photos) {
  /** @type {Map<string, Near[]>} */
  const places = new Map();
  for (const one of photos) {
    const key = one.at.map((value) => Math.round(value / TOGETHER_M)).join();
    places.set(key, [...places.get(key) ?? [], one]);
  }
  return [...places.values()];
}

/** @param {App} app @returns {State['photoPins']} */
function pinsOf({ store, t }) {
  const state = store.get();
  if (!state.scene.value || !state.photos.value) return [];
  const { origin } = placeOf(state.scene.value);
  return gathered(until(state.photos.value.photos, dayShown(state))).map((group) => pinOf(t, group, origin));
}

/** @param {App['t']} t @param {Near[]} group @param {readonly number[]} origin  of the geometry, in the model's axes */
export function pinOf(t, group, origin) {
  const [first] = group;
  const doubt = group.some(({ signs }) => signs.length > 0);
  const title = group.length > 1 ? t('photos_here', { n: group.length }) : [first.task_name, first.day].filter(Boolean).join(' · ');
  return {
    id: first.id, ids: group.map(({ id }) => id), kind: doubt ? 'photo-doubt' : 'photo', label: group.length > 1 ? String(group.length) : '',
    title: `${t('twin_photos')}: ${[title, doubt && t('photo_doubtful')].filter(Boolean).join(' · ')}`,
    at: /** @type {[number, number, number]} */ (first.at.map((value, i) => value - origin[i])),
  };
}
