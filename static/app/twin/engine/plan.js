/** A storey seen straight from above, to scale: another camera, shifted and zoomed but not turned. */

import { MOUSE, TOUCH, Vector3 } from 'three';
import { all } from '../../dom.js';

/** @typedef {import('./view.js').View} View */

const ROOM = 1.08;

/** @param {View} view @returns {() => void} */
export function showPlan(view) {
  const { app: { store }, stage, orbit } = view;
  /** @type {import('./orbit.js').Viewpoint | null} */
  let before = null;
  const change = (/** @type {number | null} */ plan) => {
    const isPlan = stage.camera === stage.plan;
    if (plan !== null && !isPlan) {
      before = orbit.viewpoint();
      enter(view);
    } else if (plan === null && isPlan) leave(view, before);
  };
  const size = () => sizePlan(stage);
  stage.before.add(size);
  return all(store.watch((state) => state.plan, change, { now: true }), () => stage.before.delete(size));
}

/** @param {View} view */
function enter({ stage, orbit: { controls }, box }) {
  const centre = box.getCenter(new Vector3());
  const extent = box.getSize(new Vector3());
  const { plan, size } = stage;
  stage.camera = plan;
  sizePlan(stage);
  plan.zoom = Math.min(size.width / size.height / extent.x, 1 / extent.y) / ROOM;
  plan.position.set(centre.x, centre.y - 1e-4, box.max.z + 50);
  controls.object = /** @type {any} */ (plan);
  controls.target.set(centre.x, centre.y, centre.z);
  controls.enableRotate = false;
  controls.mouseButtons.LEFT = MOUSE.PAN;
  controls.touches.ONE = TOUCH.PAN;
  plan.updateProjectionMatrix();
  controls.update();
  stage.changed();
}

/** @param {View} view @param {import('./orbit.js').Viewpoint | null} before */
function leave({ stage, orbit }, before) {
  const { controls } = orbit;
  stage.camera = stage.perspective;
  controls.object = stage.perspective;
  controls.enableRotate = true;
  controls.mouseButtons.LEFT = MOUSE.ROTATE;
  controls.touches.ONE = TOUCH.ROTATE;
  if (before) orbit.goTo(before, false);
  stage.changed();
}

/** One metre high at zoom 1, whatever the window. @param {import('./stage.js').Stage} stage */
function sizePlan({ plan, size }) {
  const half = size.width / size.height / 2;
  if (plan.right === half && plan.top === 0.5) return;
  Object.assign(plan, { left: -half, right: half, top: 0.5, bottom: -0.5, near: -1000, far: 5000 });
  plan.updateProjectionMatrix();
}
