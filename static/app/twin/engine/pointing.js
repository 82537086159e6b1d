/** The pointer on the building: pointing shimmers, a click or tap chooses, measures or cuts, a double click goes there. */

import { Raycaster, Vector2 } from 'three';
import { all, on } from '../../dom.js';
import { cutAt } from '../cuts.js';
import { elementsOf } from '../state.js';
import { POINTS } from './measuring.js';
import { castAll } from './rays.js';
import { snap } from './snapping.js';
import { threeOf } from './orbit.js';

/** @typedef {import('./view.js').View} View */

const STILL_PX = 5;
const SNAP_PX = 12;
const raycaster = new Raycaster();

/** @param {View} view @returns {() => void} */
export function followPointer(view) {
  const { canvas } = view.stage;
  /** @type {{ x: number, y: number } | null} */
  let down = null;
  let hovering = 0;
  const move = (/** @type {PointerEvent} */ event) => {
    if (event.buttons || event.pointerType === 'touch' || hovering) return;
    hovering = requestAnimationFrame(() => {
      hovering = 0;
      hover(view, event);
    });
  };
  const up = (/** @type {PointerEvent} */ event) => {
    const still = down && Math.hypot(event.clientX - down.x, event.clientY - down.y) < STILL_PX;
    down = null;
    if (still && event.button === 0 && !view.app.store.get().walking) click(view, event);
  };
  return all(
    on(canvas, 'pointerdown', (event) => { down = event.isPrimary ? { x: event.clientX, y: event.clientY } : null; }),
    on(canvas, 'pointerup', up),
    on(canvas, 'pointermove', move),
    on(canvas, 'pointerleave', () => view.building.point(-1)),
    on(canvas, 'dblclick', (event) => goThere(view, event)),
    () => cancelAnimationFrame(hovering),
  );
}

/** What lies under a place on the page. @param {View} view @param {{ clientX: number, clientY: number }} place */
export function under({ stage, building, planes }, place) {
  aim(stage, place);
  return castAll(building, raycaster.ray, { planes });
}

/** @param {import('./stage.js').Stage} stage @param {{ clientX: number, clientY: number }} place */
export function aim(stage, { clientX, clientY }) {
  const box = stage.canvas.getBoundingClientRect();
  const across = (((clientX - box.left) / box.width) * stage.parts) % 1;
  const spot = new Vector2(across * 2 - 1, 1 - ((clientY - box.top) / box.height) * 2);
  raycaster.setFromCamera(spot, stage.camera);
  return raycaster;
}

/** Metres to a pixel at a distance from the eye. @param {import('./stage.js').Stage} stage @param {number} distance */
export function metresPerPixel({ camera, perspective, plan, size }, distance) {
  if (camera === plan) return (plan.top - plan.bottom) / plan.zoom / size.height;
  return (2 * distance * Math.tan((perspective.fov * Math.PI) / 360)) / size.height;
}

/** Where a measured point would be. @param {View} view @param {{ clientX: number, clientY: number }} place */
export function pointUnder(view, place) {
  const hit = under(view, place);
  return hit && { hit, ...snap(hit, metresPerPixel(view.stage, hit.distance) * SNAP_PX) };
}

/** @param {View} view @param {PointerEvent} event */
function hover(view, event) {
  const { tool, walking } = view.app.store.get();
  if (walking) return;
  if (tool === 'box') return;
  if (tool && tool !== 'cut') {
    view.sketching(pointUnder(view, event));
    return;
  }
  const hit = under(view, event);
  view.stage.canvas.style.cursor = hit ? 'pointer' : '';
  view.building.point(hit && !hit.isGhost ? hit.el : -1);
}

/** @param {View} view @param {PointerEvent} event */
function click(view, event) {
  const { store, verbs } = view.app;
  const { tool } = store.get();
  if (tool === 'cut') {
    const hit = under(view, event);
    if (hit) verbs.addCut(cutAt(threeOf(hit.point), threeOf(hit.normal)));
  } else if (tool) measure(view, event);
  else choose(view, event);
}

/** @param {View} view @param {PointerEvent} event */
function choose(view, event) {
  const { verbs, store } = view.app;
  const hit = under(view, event);
  if (!elementsOf(store.get())) return;
  const more = event.ctrlKey || event.metaKey || event.shiftKey;
  if (!hit) {
    if (!more) verbs.choose([]);
  } else if (more) verbs.toggle(hit.el);
  else verbs.choose([hit.el]);
}

/** @param {View} view @param {PointerEvent} event */
function measure(view, event) {
  const { store } = view.app;
  const kind = /** @type {import('./measuring.js').MeasureKind} */ (store.get().tool);
  const found = pointUnder(view, event);
  if (!found) return;
  const sketch = [...store.get().sketch, threeOf(found.point)];
  if (sketch.length < POINTS[kind]) store.set({ sketch });
  else store.set({ sketch: [], measured: [...store.get().measured, { kind, points: sketch }] });
}

/** @param {View} view @param {MouseEvent} event */
function goThere(view, event) {
  const { store, verbs } = view.app;
  const { tool, sketch, walking, measured } = store.get();
  if (tool === 'area' && sketch.length > 2) {
    const ring = sketch.filter((point, i) => i === 0 || Math.hypot(...point.map((value, axis) => value - sketch[i - 1][axis])) > 1e-3);
    store.set({ sketch: [], measured: [...measured, { kind: 'area', points: ring }] });
    return;
  }
  const hit = tool || walking ? null : under(view, event);
  if (hit) verbs.flyTo([hit.el]);
}
