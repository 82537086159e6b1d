/** Looking from the side: turning and tilting are free as soon as something stands on the map that has sides. */

import { all } from '../dom.js';

/** @typedef {import('../app.js').App} App */

const TILT_DEG = 55;
export const STEEPEST_DEG = 70;

/** @param {App} app @returns {() => void} */
export function freeTilt({ map, store }) {
  const free = (/** @type {boolean} */ standing) => {
    if (!standing) return;
    map.dragRotate.enable();
    map.touchPitch.enable();
    map.touchZoomRotate.enableRotation();
    map.keyboard.enableRotation();
  };
  return all(store.watch((state) => state.standing, free, { now: true }));
}

/** Tilt, or lie flat again with north up. @param {App} app */
export function toggleTilt({ map }) {
  const flat = map.getPitch() < 5;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  map.easeTo({ pitch: flat ? TILT_DEG : 0, bearing: flat ? map.getBearing() : 0, animate: !still, duration: 600 });
}
