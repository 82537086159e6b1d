/** Walking through the building: eyes at a person's height over the floor below, stopped by walls, not by doors. */

import { Ray, Vector3 } from 'three';
import { all, on } from '../../dom.js';
import { elementsOf } from '../state.js';
import { threeOf } from './orbit.js';
import { aim } from './pointing.js';
import { castAll } from './rays.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {ReturnType<typeof beginning>} Walker */

const EYE_M = 1.65;
const KNEE_M = 0.55;
const REACH_M = 0.4;
const SPEED_M_S = 2.4;
const LOOK_RAD_PX = 0.0045;
const DOWN = new Vector3(0, 0, -1);
const PASSABLE = ['IfcDoor', 'IfcSpace', 'IfcOpeningElement', 'IfcCurtain'];
const KEYS = /** @type {Record<string, [number, number]>} */ ({
  KeyW: [0, 1], ArrowUp: [0, 1], KeyS: [0, -1], ArrowDown: [0, -1], KeyA: [-1, 0], KeyD: [1, 0],
});
const TURNS = /** @type {Record<string, number>} */ ({ ArrowLeft: 1, ArrowRight: -1, KeyQ: 1, KeyE: -1 });

/** @param {View} view @returns {() => void} */
export function walkAbout(view) {
  const { store } = view.app;
  let stop = () => {};
  const change = (/** @type {boolean} */ walking) => {
    stop();
    stop = walking ? walk(view) : () => {};
  };
  return all(store.watch((state) => state.walking, change, { now: true }), () => stop());
}

/** @param {View} view @returns {() => void} */
function walk(view) {
  const { stage, orbit } = view;
  const before = orbit.viewpoint();
  const walker = beginning(view);
  orbit.controls.enabled = false;
  stand(view, walker);
  return all(
    keys(view, walker), looking(view, walker), pad(view, walker), moving(view, walker),
    () => {
      orbit.controls.enabled = true;
      orbit.goTo(before, false);
    },
  );
}

/** Where the walk begins: on the floor in the middle of the picture, else before the building. @param {View} view */
function beginning(view) {
  const { stage, building, box } = view;
  const { left, top, width, height } = stage.canvas.getBoundingClientRect();
  const hit = castAll(building, aim(stage, { clientX: left + width / 2, clientY: top + height / 2 }).ray, { planes: view.planes });
  const inside = hit && hit.normal.z > 0.7;
  const centre = box.getCenter(new Vector3());
  const at = inside ? hit.point.clone() : new Vector3(centre.x, box.min.y - 8, centre.z);
  const ahead = inside ? stage.camera.getWorldDirection(new Vector3()) : centre.clone().sub(at);
  return { at: at.setZ((inside ? hit.point.z : floorUnder(view, at) ?? box.min.z) + EYE_M), yaw: Math.atan2(ahead.y, ahead.x), pitch: 0,
    /** @type {Set<string>} */ held: new Set() };
}

/** @param {View} view @param {Walker} walker */
function stand({ stage, orbit }, { at, yaw, pitch }) {
  const ahead = new Vector3(Math.cos(yaw) * Math.cos(pitch), Math.sin(yaw) * Math.cos(pitch), Math.sin(pitch));
  stage.perspective.position.copy(at);
  stage.perspective.lookAt(at.clone().add(ahead));
  orbit.controls.target.copy(at.clone().addScaledVector(ahead, 4));
  stage.changed();
}

/** @param {View} view @param {Walker} walker */
function keys(view, walker) {
  const isTyping = (/** @type {any} */ { target }) => target.matches?.('input, textarea, select');
  const down = (/** @type {KeyboardEvent} */ event) => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || !(event.code in KEYS || event.code in TURNS)) return;
    walker.held.add(event.code);
    event.preventDefault();
    event.stopPropagation();
  };
  return all(
    on(window, 'keydown', down, { capture: true }),
    on(window, 'keyup', (event) => walker.held.delete(event.code)),
    on(window, 'blur', () => walker.held.clear()),
  );
}

/** @param {View} view @param {Walker} walker */
function looking(view, walker) {
  const { canvas } = view.stage;
  const look = (/** @type {PointerEvent} */ event) => {
    if (!event.buttons) return;
    walker.yaw += event.movementX * LOOK_RAD_PX;
    walker.pitch = Math.min(1.4, Math.max(-1.4, walker.pitch + event.movementY * LOOK_RAD_PX));
    stand(view, walker);
  };
  return on(canvas, 'pointermove', look);
}

/** Buttons for fingers: as long as one is pressed, its key is held. @param {View} view @param {Walker} walker */
function pad(view, walker) {
  const buttons = [...document.querySelectorAll('[data-walk]')];
  return all(...buttons.flatMap((button) => {
    const code = /** @type {HTMLElement} */ (button).dataset.walk ?? '';
    return [on(button, 'pointerdown', () => walker.held.add(code)),
      ...['pointerup', 'pointerleave', 'pointercancel'].map((type) => on(button, type, () => walker.held.delete(code)))];
  }));
}

/** @param {View} view @param {Walker} walker */
function moving(view, walker) {
  let last = performance.now();
  let frame = 0;
  const step = (/** @type {number} */ now) => {
    const seconds = Math.min(0.1, (now - last) / 1000);
    last = now;
    if (walker.held.size) go(view, walker, seconds);
    frame = requestAnimationFrame(step);
  };
  frame = requestAnimationFrame(step);
  return () => cancelAnimationFrame(frame);
}

/** @param {View} view @param {Walker} walker @param {number} seconds */
function go(view, walker, seconds) {
  for (const code of walker.held) walker.yaw += (TURNS[code] ?? 0) * seconds * 1.6;
  const [side, ahead] = [...walker.held].reduce(([x, y], code) => [x + (KEYS[code]?.[0] ?? 0), y + (KEYS[code]?.[1] ?? 0)], [0, 0]);
  const { yaw, at } = walker;
  const step = new Vector3(Math.cos(yaw) * ahead + Math.sin(yaw) * side, Math.sin(yaw) * ahead - Math.cos(yaw) * side, 0);
  if (step.lengthSq() > 0) {
    step.normalize().multiplyScalar(SPEED_M_S * seconds);
    for (const way of [step, new Vector3(step.x, 0, 0), new Vector3(0, step.y, 0)]) {
      if (way.lengthSq() === 0 || isBlocked(view, at, way)) continue;
      at.add(way);
      break;
    }
    const floor = floorUnder(view, at);
    if (floor !== null && at.z - EYE_M - floor < 3.5) at.z += (floor + EYE_M - at.z) * Math.min(1, seconds * 9);
  }
  stand(view, walker);
}

/** @param {View} view @param {Vector3} at @param {Vector3} way */
function isBlocked({ app, building }, at, way) {
  const elements = elementsOf(app.store.get());
  const skip = (/** @type {number} */ el) => PASSABLE.some((name) => elements?.className(el).startsWith(name));
  const ray = new Ray(at.clone().setZ(at.z - EYE_M + KNEE_M), way.clone().normalize());
  return castAll(building, ray, { far: way.length() + REACH_M, skip }) !== null;
}

/** @param {View} view @param {Vector3} at @returns {number | null} */
function floorUnder({ building }, at) {
  return castAll(building, new Ray(new Vector3(...threeOf(at)), DOWN), {})?.point.z ?? null;
}
