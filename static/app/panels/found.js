/** What a search found, as one list of things to choose, each knowing what choosing it does. */

import { nameOf, nameOfCode, regionOf } from '../codes.js';

/** @typedef {import('../app.js').App} App */
/**
 * @typedef {object} Found
 * @property {'found_coordinate' | 'found_filter' | 'found_projects' | 'found_regions' | 'found_places' | 'found_units'} group
 * @property {string} icon
 * @property {string} name
 * @property {string} note
 * @property {() => void} choose
 */

const PLACE_ZOOM = 13;

/**
 * @param {App} app
 * @param {any} answer  of /api/v1/search/
 * @returns {Found[]}
 */
export function flatten(app, answer) {
  return [
    ...(answer.candidates ?? []).map((/** @type {any} */ one) => coordinate(app, one)),
    ...(answer.projects ?? []).map((/** @type {any} */ one) => project(app, one)),
    ...(answer.regions ?? []).map((/** @type {any} */ one) => region(app, one)),
    ...(answer.places ?? []).map((/** @type {any} */ one) => place(app, one)),
    ...(answer.organisations ?? []).map((/** @type {any} */ one) => unit(app, one)),
  ];
}

/** @param {App} app @param {any} found @returns {Found} */
function coordinate({ store, verbs }, { lon, lat, note }) {
  const text = `${lon.toFixed(6)}, ${lat.toFixed(6)}`;
  return {
    group: 'found_coordinate', icon: 'target', name: text, note: note ?? '',
    choose: () => {
      store.set({ pin: { position: [lon, lat], text: '', note: note ?? '' } });
      verbs.goTo([lon, lat], 15);
    },
  };
}

/** @param {App} app @param {any} found @returns {Found} */
function project({ store, verbs }, { properties: found, geometry }) {
  const state = store.get();
  const note = [regionOf(state, found), nameOfCode(state, 'status', found.status), found.code].filter(Boolean).join(' · ');
  return {
    group: 'found_projects', icon: found.sector ?? 'file', name: nameOf(state, found), note,
    choose: () => {
      verbs.pick(found.code);
      if (geometry) verbs.goTo(geometry.coordinates, 13.5);
    },
  };
}

/** @param {App} app @param {any} found @returns {Found} */
function region({ store, verbs }, found) {
  return {
    group: 'found_regions', icon: 'regions', name: nameOf(store.get(), found), note: found.code,
    choose: () => verbs.drill(found.code),
  };
}

/** @param {App} app @param {any} found @returns {Found} */
function place({ store, verbs }, found) {
  const name = nameOf(store.get(), found);
  return {
    group: 'found_places', icon: 'pin', name, note: found.region_name ?? '',
    choose: () => {
      if (typeof found.lon !== 'number') return;
      store.set({ pin: { position: [found.lon, found.lat], text: name, note: found.region_name ?? '' } });
      verbs.goTo([found.lon, found.lat], PLACE_ZOOM);
    },
  };
}

/** @param {App} app @param {any} found @returns {Found} */
function unit({ store, verbs }, found) {
  const name = nameOf(store.get(), found);
  return {
    group: 'found_units', icon: 'home', name, note: found.uscc ?? '',
    choose: () => {
      store.set({ owners: { ...store.get().owners, [found.id]: name } });
      verbs.narrow({ owner: found.id });
    },
  };
}
