/** Grips on section planes and on the faces of the section box, to be dragged along their direction. */

import { BufferGeometry, ConeGeometry, Float32BufferAttribute, LineBasicMaterial, LineLoop, Mesh, MeshBasicMaterial, Quaternion, Ray, Vector3 } from 'three';
import { all, on } from '../../dom.js';
import { facesOf, movedBy } from '../cuts.js';
import { TINTS } from '../tints.js';
import { aim, metresPerPixel } from './pointing.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('../cuts.js').Grip} Grip */
/** @typedef {{ grip: Grip, cone: Mesh, frame: LineLoop }} Handle */

const SIZE_PX = 17;
const UP = new Vector3(0, 1, 0);

/** @param {View} view @returns {() => void} */
export function showHandles(view) {
  const { app: { store }, stage } = view;
  /** @type {Handle[]} */
  let handles = [];
  const clear = () => {
    for (const { cone, frame } of handles) for (const one of [cone, frame]) {
      stage.scene.remove(one);
      one.geometry.dispose();
      /** @type {any} */ (one.material).dispose();
    }
    handles = [];
  };
  const draw = () => {
    clear();
    const { side, cuts, plan, theme } = store.get();
    if (side === 'cut' && plan === null) handles = facesOf(cuts, view.box).map((grip) => handleOf(grip, TINTS[theme].mark));
    for (const { cone, frame } of handles) stage.scene.add(cone, frame);
    stage.changed();
  };
  const size = () => {
    for (const { cone } of handles) cone.scale.setScalar(metresPerPixel(stage, cone.position.distanceTo(stage.camera.position)) * SIZE_PX);
  };
  stage.before.add(size);
  const host = /** @type {HTMLElement} */ (stage.canvas.parentElement);
  return all(
    store.watch((state) => [state.cuts, state.side, state.plan, state.theme], draw, { now: true }),
    on(host, 'pointerdown', (event) => drag(view, handles, event), { capture: true }),
    () => stage.before.delete(size), clear,
  );
}

/** @param {Grip} grip @param {string} tint @returns {Handle} */
function handleOf(grip, tint) {
  const cone = new Mesh(new ConeGeometry(0.5, 1.4, 20), new MeshBasicMaterial({ color: tint, depthTest: false, transparent: true }));
  const outward = new Vector3(...grip.cut.normal).negate();
  cone.quaternion.copy(new Quaternion().setFromUnitVectors(UP, outward));
  cone.position.set(...grip.at);
  cone.renderOrder = 30;
  const corners = new BufferGeometry().setAttribute('position', new Float32BufferAttribute(grip.frame.flat(), 3));
  const frame = new LineLoop(corners, new LineBasicMaterial({ color: tint, transparent: true, opacity: 0.75 }));
  frame.renderOrder = 19;
  return { grip, cone, frame };
}

/** @param {View} view @param {Handle[]} handles @param {PointerEvent} event */
function drag(view, handles, event) {
  const { stage, orbit, app: { store } } = view;
  if (!handles.length || event.target !== stage.canvas) return;
  const [hit] = aim(stage, event).intersectObjects(handles.map(({ cone }) => cone));
  const handle = hit && handles.find(({ cone }) => cone === hit.object);
  if (!handle) return;
  event.stopPropagation();
  event.preventDefault();
  orbit.controls.enabled = false;
  const { grip } = handle;
  const begun = store.get().cuts;
  const axis = new Vector3(...grip.cut.normal);
  const from = along(aim(stage, event).ray, new Vector3(...grip.at), axis);
  const move = (/** @type {PointerEvent} */ to) => {
    const gone = along(aim(stage, to).ray, new Vector3(...grip.at), axis) - from;
    if (Number.isFinite(gone)) store.set({ cuts: movedBy(begun, grip, gone, view.box) });
  };
  const stop = all(on(window, 'pointermove', move), on(window, 'pointerup', () => end()), on(window, 'pointercancel', () => end()));
  const end = () => {
    stop();
    orbit.controls.enabled = true;
  };
}

/** How far along an axis a ray comes nearest to it. @param {Ray} ray @param {Vector3} at @param {Vector3} axis */
function along({ origin, direction }, at, axis) {
  const between = at.clone().sub(origin);
  const across = axis.dot(direction);
  const flat = 1 - across * across;
  return flat < 1e-6 ? NaN : (across * direction.dot(between) - axis.dot(between)) / flat;
}
