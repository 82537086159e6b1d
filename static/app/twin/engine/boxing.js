/**
 * Choosing by a box: drawn to the right it takes what lies inside, to the left also what it touches, as drafting programs
 * have it. What lies inside is told by the corners of its box, what is touched by its triangles; through walls, unless
 * hidden or cut away.
 */

import { Vector3 } from 'three';
import { all, h, on } from '../../dom.js';
import { elementsOf } from '../state.js';
import { looksOf } from '../looks.js';
import { sidesOf, touchedIn } from './touching.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {{ x: number, y: number }} Spot  in pixels of the canvas */
/** @typedef {{ left: number, top: number, right: number, bottom: number }} Frame */

const LEAST_PX = 4;
const STEP_PX = 12, FAR_PX = 60;

/** @param {View} view @returns {() => void} */
export function chooseByBox(view) {
  const { store } = view.app;
  const { canvas } = view.stage;
  const box = h('div', { class: 'choose-box', hidden: true });
  const cross = h('i', { class: 'choose-cross', hidden: true });
  view.labels.append(box, cross);
  const held = { from: /** @type {Spot | null} */ (null), at: { x: 0, y: 0 }, byKeys: false };
  const active = () => store.get().tool === 'box';
  const spotOf = (/** @type {PointerEvent} */ { clientX, clientY }) => { const { left, top } = canvas.getBoundingClientRect(); return { x: clientX - left, y: clientY - top }; };
  const show = () => draw(box, cross, held, active());
  const end = () => {
    const { from, at } = held;
    held.from = null;
    show();
    if (from && Math.hypot(at.x - from.x, at.y - from.y) >= LEAST_PX) choose(view, from, at);
  };
  const down = (/** @type {PointerEvent} */ event) => {
    if (!active() || event.button !== 0 || !event.isPrimary) return;
    event.stopImmediatePropagation();
    canvas.setPointerCapture(event.pointerId);
    Object.assign(held, { from: spotOf(event), at: spotOf(event), byKeys: false });
    show();
  };
  const move = (/** @type {PointerEvent} */ event) => {
    if (!held.from || held.byKeys) return;
    event.stopImmediatePropagation();
    held.at = spotOf(event);
    show();
  };
  const up = (/** @type {PointerEvent} */ event) => {
    if (!held.from || held.byKeys) return;
    event.stopImmediatePropagation();
    end();
  };
  const press = (/** @type {KeyboardEvent} */ event) => active() && byKey(held, event, canvas, { show, end });
  const change = (/** @type {boolean} */ now) => {
    view.orbit.controls.enabled = !now;
    canvas.style.cursor = now ? 'crosshair' : '';
    Object.assign(held, { from: null, at: { x: canvas.clientWidth / 2, y: canvas.clientHeight / 2 }, byKeys: now });
    if (now) canvas.focus({ preventScroll: true });
    show();
  };
  const first = { capture: true };
  return all(on(canvas, 'pointerdown', down, first), on(canvas, 'pointermove', move, first), on(canvas, 'pointerup', up, first),
    on(canvas, 'pointercancel', () => { held.from = null; show(); }), on(canvas, 'keydown', press, first),
    store.watch((state) => state.tool === 'box', change), () => { box.remove(); cross.remove(); });
}

/** Arrows move a cross, Enter sets one corner and then the other. @param {any} held @param {KeyboardEvent} event @param {HTMLCanvasElement} canvas @param {{ show: () => void, end: () => void }} then */
function byKey(held, event, canvas, { show, end }) {
  const far = event.shiftKey ? FAR_PX : STEP_PX;
  const moves = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, -far], ArrowDown: [0, far] });
  const move = moves[event.key];
  if (!move && event.key !== 'Enter' && !(event.key === 'Escape' && held.from)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  held.byKeys = true;
  if (move) held.at = { x: Math.min(canvas.clientWidth, Math.max(0, held.at.x + move[0])), y: Math.min(canvas.clientHeight, Math.max(0, held.at.y + move[1])) };
  else if (event.key === 'Escape') held.from = null;
  else if (held.from) return void end();
  else held.from = { ...held.at };
  show();
}

/** @param {HTMLElement} box @param {HTMLElement} cross @param {any} held @param {boolean} active */
function draw(box, cross, { from, at, byKeys }, active) {
  cross.hidden = !active || !byKeys;
  cross.style.transform = `translate(${at.x}px, ${at.y}px)`;
  box.hidden = !from;
  if (!from) return;
  const { left, top, right, bottom } = frameOf(from, at);
  box.dataset.touching = String(isTouching(from, at));
  Object.assign(box.style, { transform: `translate(${left}px, ${top}px)`, width: `${right - left}px`, height: `${bottom - top}px` });
}

/** To the left: what it touches, too. @param {Spot} from @param {Spot} to */
export const isTouching = (from, to) => to.x < from.x;

/** @param {Spot} from @param {Spot} to @returns {Frame} */
export function frameOf(from, to) {
  return { left: Math.min(from.x, to.x), top: Math.min(from.y, to.y), right: Math.max(from.x, to.x), bottom: Math.max(from.y, to.y) };
}

/** @param {Frame} outline  of an element in the picture @param {Frame} frame @param {boolean} touching */
export function isTaken(outline, frame, touching) {
  if (touching) return outline.left <= frame.right && outline.right >= frame.left && outline.top <= frame.bottom && outline.bottom >= frame.top;
  return outline.left >= frame.left && outline.right <= frame.right && outline.top >= frame.top && outline.bottom <= frame.bottom;
}

/** @param {View} view @param {Spot} from @param {Spot} to */
function choose(view, from, to) {
  const { store, verbs, t } = view.app;
  const found = within(view, from, to);
  const chosen = [...new Set([...store.get().chosen, ...found])];
  verbs.choose(chosen);
  verbs.say(t(isTouching(from, to) ? 'box_touching' : 'box_inside', { n: found.length, all: chosen.length }));
}

/** @param {View} view @param {Spot} from @param {Spot} to @returns {number[]} */
function within(view, from, to) {
  const state = view.app.store.get();
  const elements = elementsOf(state);
  const looks = looksOf(state);
  if (!elements || !looks) return [];
  view.stage.camera.updateMatrixWorld();
  const shift = view.stage.parts > 1 && from.x > view.stage.size.width ? view.stage.size.width : 0;
  const frame = frameOf({ x: from.x - shift, y: from.y }, { x: to.x - shift, y: to.y });
  const met = isTouching(from, to) ? touchedIn(view, sidesOf(view.stage.camera, view.stage.size, frame), looks.hidden) : null;
  const found = [];
  for (let el = 0; el < elements.count; el += 1) {
    if (met?.drawn[el]) {
      if (met.touched[el] && !elements.isAiry(el) && !elements.isSpatial(el)) found.push(el);
      continue;
    }
    const box = looks.hidden[el] || elements.isAiry(el) || elements.isSpatial(el) ? null : elements.box(el);
    const outline = box && !isCutAway(view, box) && outlineOf(view, box);
    if (outline && isTaken(outline, frame, isTouching(from, to))) found.push(el);
  }
  return found;
}

const corner = new Vector3();

/** All of it behind one of the cuts. @param {View} view @param {import('../elements.js').Box6} box */
function isCutAway({ planes }, box) {
  return planes.some((plane) => eight(box).every(([x, y, z]) => plane.distanceToPoint(corner.set(x, y, z)) < 0));
}

/** The frame round a box in the picture; null where a corner of it is behind the eye. @param {View} view @param {import('../elements.js').Box6} box @returns {Frame | null} */
function outlineOf({ stage: { camera, size } }, box) {
  const frame = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [x, y, z] of eight(box)) {
    corner.set(x, y, z).project(camera);
    if (corner.z > 1 || corner.z < -1) return null;
    const [across, down] = [((corner.x + 1) / 2) * size.width, ((1 - corner.y) / 2) * size.height];
    Object.assign(frame, { left: Math.min(frame.left, across), right: Math.max(frame.right, across), top: Math.min(frame.top, down), bottom: Math.max(frame.bottom, down) });
  }
  return frame;
}

/** @param {import('../elements.js').Box6} box */
function eight([a, b, c, d, e, f]) {
  return [0, 1, 2, 3, 4, 5, 6, 7].map((i) => [i & 1 ? d : a, i & 2 ? e : b, i & 4 ? f : c]);
}
