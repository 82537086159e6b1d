/** The same building twice side by side, painted for each picture in turn: one camera, one geometry. */

import { Vector3 } from 'three';

import { all, h } from '../../dom.js';
import { captionOf, looksAt, momentsOf } from '../days/pair.js';
import { looksDependOn } from '../looks.js';

/** @typedef {import('./view.js').View} View */

/** @param {View} view @returns {() => void} */
export function showPair(view) {
  const { store, t } = view.app;
  const captions = [0, 1].map((part) => h('span', { class: 'pair-caption', data: { part }, hidden: true }));
  view.labels.append(...captions);
  let shown = false;
  const render = () => {
    const moments = momentsOf(store.get());
    captions.forEach((caption, part) => {
      caption.hidden = !moments;
      caption.textContent = moments ? captionOf(t, moments[part]) : '';
    });
    if (Boolean(moments) === shown) return view.stage.changed();
    shown = Boolean(moments);
    const whole = isWhole(view);
    view.stage.drawing = shown ? () => draw(view) : null;
    view.stage.parts = shown ? 2 : 1;
    view.stage.resized();
    if (whole && !isWhole(view)) view.orbit.fit(view.box, undefined, false);
    return view.stage.changed();
  };
  return all(store.watch((state) => [...looksDependOn(state), state.language], render, { now: true }), () => captions.forEach((caption) => caption.remove()));
}

/** Whether all of the building is in the picture. @param {View} view */
function isWhole({ box, stage: { camera } }) {
  camera.updateMatrixWorld();
  return [0, 1, 2, 3, 4, 5, 6, 7].every((n) => {
    const corner = new Vector3(n & 1 ? box.max.x : box.min.x, n & 2 ? box.max.y : box.min.y, n & 4 ? box.max.z : box.min.z).project(camera);
    return Math.abs(corner.x) <= 1 && Math.abs(corner.y) <= 1 && corner.z <= 1;
  });
}

/** The right one first: what is left painted is what the pointer asks. @param {View} view */
function draw({ app, stage, building }) {
  const moments = momentsOf(app.store.get());
  if (!moments) return;
  const { renderer, scene, camera } = stage;
  const { width, height } = stage.size;
  renderer.setScissorTest(true);
  for (const part of [1, 0]) {
    building.tint(looksAt(app.store.get(), moments[part]));
    renderer.setViewport(part * width, 0, width, height);
    renderer.setScissor(part * width, 0, width, height);
    renderer.render(scene, camera);
  }
  renderer.setScissorTest(false);
  renderer.setViewport(0, 0, width * 2, height);
}
