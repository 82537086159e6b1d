/** Turning, shifting and zooming round the building, and flying to boxes and usual views. */

import { Box3, Vector3 } from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';

/** @typedef {import('./stage.js').Stage} Stage */
/** @typedef {{ eye: [number, number, number], target: [number, number, number] }} Viewpoint */

const FLIGHT_MS = 450;
const ROOM = 1.12;
/** Directions from the target to the eye. @type {Record<string, [number, number, number]>} */
export const DIRECTIONS = {
  home: [-0.72, -1, 0.62], away: [0.72, 1, 0.62], front: [0, -1, 0], back: [0, 1, 0], left: [-1, 0, 0], right: [1, 0, 0], top: [0, -0.0001, 1],
};

/** @param {Stage} stage @param {{ moved: () => void }} options */
export function createOrbit(stage, { moved }) {
  const controls = new OrbitControls(stage.perspective, stage.canvas);
  Object.assign(controls, { zoomToCursor: true, enableDamping: false, maxPolarAngle: Math.PI * 0.98, screenSpacePanning: true });
  controls.addEventListener('change', () => {
    stage.changed();
    moved();
  });
  let flight = 0;
  /** @param {Viewpoint} to @param {boolean} [smooth] */
  const goTo = (to, smooth = true) => {
    cancelAnimationFrame(flight);
    const still = !smooth || matchMedia('(prefers-reduced-motion: reduce)').matches;
    const from = viewpoint();
    const begun = performance.now();
    const step = (/** @type {number} */ now) => {
      const part = still ? 1 : Math.min(1, (now - begun) / FLIGHT_MS);
      place(stage, controls, between(from, to, part * part * (3 - 2 * part)));
      if (part < 1) flight = requestAnimationFrame(step);
    };
    step(begun);
  };
  const viewpoint = () => ({ eye: threeOf(stage.camera.position), target: threeOf(controls.target) });
  return {
    controls, goTo, viewpoint,
    /** @param {Box3} box @param {string} [direction]  of DIRECTIONS; else as it is now @param {boolean} [smooth] */
    fit(box, direction, smooth) {
      if (!box.isEmpty()) goTo(viewOf(stage, box, direction ? new Vector3(...DIRECTIONS[direction]) : look(stage, controls)), smooth);
    },
    dispose() {
      cancelAnimationFrame(flight);
      controls.dispose();
    },
  };
}

/** From the target to the eye. @param {Stage} stage @param {OrbitControls} controls */
function look(stage, controls) {
  return stage.camera.position.clone().sub(controls.target);
}

/** @param {Stage} stage @param {Box3} box @param {Vector3} direction @returns {Viewpoint} */
function viewOf({ perspective, size }, box, direction) {
  const back = direction.clone().normalize();
  const right = new Vector3(0, 0, 1).cross(back).normalize();
  if (right.lengthSq() < 0.5) right.set(1, 0, 0);
  const up = back.clone().cross(right);
  const tall = Math.tan((perspective.fov * Math.PI) / 360) / ROOM;
  const wide = tall * (size.width / size.height);
  const target = box.getCenter(new Vector3());
  let distance = 0;
  for (let round = 0; round < 3; round += 1) {
    const seen = cornersOf(box).map((corner) => corner.sub(target)).map((corner) => ({ x: corner.dot(right), y: corner.dot(up), z: corner.dot(back) }));
    distance = Math.max(1.2, ...seen.map(({ x, y, z }) => z + Math.max(Math.abs(x) / wide, Math.abs(y) / tall)));
    const heights = seen.map(({ y, z }) => y / (distance - z));
    target.addScaledVector(up, ((Math.max(...heights) + Math.min(...heights)) / 2) * distance);
  }
  return { eye: threeOf(target.clone().addScaledVector(back, distance)), target: threeOf(target) };
}

/** @param {Box3} box @returns {Vector3[]} */
function cornersOf({ min, max }) {
  return [0, 1, 2, 3, 4, 5, 6, 7].map((i) => new Vector3(i & 1 ? max.x : min.x, i & 2 ? max.y : min.y, i & 4 ? max.z : min.z));
}

/** @param {Stage} stage @param {OrbitControls} controls @param {Viewpoint} view */
function place(stage, controls, { eye, target }) {
  stage.camera.position.set(...eye);
  controls.target.set(...target);
  controls.update();
  stage.changed();
}

/** @param {Viewpoint} from @param {Viewpoint} to @param {number} part @returns {Viewpoint} */
function between(from, to, part) {
  const mix = (/** @type {number[]} */ a, /** @type {number[]} */ b) => /** @type {[number, number, number]} */ (
    a.map((value, i) => value + (b[i] - value) * part));
  return { eye: mix(from.eye, to.eye), target: mix(from.target, to.target) };
}

/** @param {Vector3} vector @returns {[number, number, number]} */
export function threeOf({ x, y, z }) {
  return [x, y, z];
}

/**
 * Keep the depth buffer's range round what there is to see, so that near walls do not flicker.
 * @param {Stage} stage @param {Box3} box
 */
export function fitDepth({ perspective }, box) {
  const distance = box.distanceToPoint(perspective.position);
  const size = box.getSize(new Vector3()).length() || 1;
  perspective.near = Math.max(distance * 0.5, size / 2000, 0.05);
  perspective.far = distance + size * 14;
  perspective.updateProjectionMatrix();
}
