/** What a person can do, wherever on the page they do it: with a pointer on the map or a key in a list. */

import { emptyFilter } from './filter.js';
import { saying } from './saying.js';
import { boxOf, FIT_ZOOM } from './shapes.js';

/** @typedef {import('./app.js').App} App */

const CLOSE_ZOOM = 15;
/** The card of the placing tool and the tools beside it; the drawer is away meanwhile. That of an issue or a photo stands beside the drawer. */
const PLACING_PX = 390;
const ISSUE_PX = 335;

/**
 * @param {App} app
 * @returns {import('./app.js').Verbs}
 */
export function createVerbs(app) {
  const { store } = app;
  const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
  const padding = () => paddingOf(store.get());

  return {
    narrow: (patch) => store.set({ filter: { ...store.get().filter, ...patch } }),
    clear: () => store.set({ filter: emptyFilter() }),
    drill: (code) => store.set({ filter: { ...store.get().filter, region: code }, level: null, steady: null }),
    pick: (code, section = null) => store.set({
      selected: code, section, tab: code === store.get().selected ? store.get().tab : 'overview', steady: null, photo: null, photoList: null,
    }),
    goTo: (center, zoom = CLOSE_ZOOM) => app.map?.easeTo({
      center, zoom: Math.max(app.map.getZoom(), zoom), offset: middleOf(padding()), animate: !still(), duration: 700,
    }),
    uncover: (position) => {
      const map = app.map;
      if (map?.isMoving()) return void map.once('moveend', () => app.verbs.uncover(position));
      if (!map || isClear(map, position, padding())) return;
      map.easeTo({ center: position, offset: middleOf(padding()), animate: !still(), duration: 500 });
    },
    fit: (geometry) => {
      const box = boxOf(geometry);
      if (box) app.map?.fitBounds(box, { padding: padding(), maxZoom: FIT_ZOOM, animate: !still(), duration: 700 });
    },
    retry: () => {},
    say: saying(store),
  };
}

/**
 * Where the middle of the uncovered part lies, in pixels from the middle of the map.
 * @param {ReturnType<typeof paddingOf>} room
 * @returns {[number, number]}
 */
function middleOf({ top, bottom, left, right }) {
  return [(left - right) / 2, (top - bottom) / 2];
}

/**
 * Whether a place is seen: on the map and under nothing that lies over it.
 * @param {import('maplibre-gl').Map} map @param {import('./types.js').LonLat} position
 * @param {ReturnType<typeof paddingOf>} room
 */
function isClear(map, position, { top, bottom, left, right }) {
  const { x, y } = map.project(position);
  const { clientWidth, clientHeight } = map.getContainer();
  return x >= left && x <= clientWidth - right && y >= top && y <= clientHeight - bottom;
}

/** Room for what lies over the map, in pixels. @param {Readonly<import('./state.js').State>} state */
function paddingOf(state) {
  const narrow = matchMedia('(max-width: 760px)').matches;
  if (narrow) return { top: 60, bottom: Math.round(innerHeight * (state.selected ? 0.68 : 0.45)), left: 30, right: 50 };
  const beside = (state.selected ? 510 : 70) + (state.issue || state.issueList || state.photo || state.photoList ? ISSUE_PX : 0);
  return { top: 40, left: 40, right: state.placing ? PLACING_PX : beside, bottom: state.timeOpen ? 150 : 60 };
}
