/** Two revisions side by side: the earlier at the left, the later at the right, seen by one camera. */

import { all } from '../../dom.js';
import { raiseOther } from './other.js';
import { boxOf } from './view.js';

/** @typedef {import('./view.js').View} View */

/** @param {View} view @returns {() => void} */
export function showSplit(view) {
  const { store } = view.app;
  let end = () => {};
  const change = () => {
    end();
    end = () => {};
    const { split, difference } = store.get();
    if (split && difference.value) end = split2(view, difference.value);
    view.stage.resized();
    view.orbit.fit(view.box, undefined, false);
  };
  if (store.get().split) change();
  return all(store.watch((state) => state.split && state.difference.value, change), () => end());
}

/** @param {View} view @param {import('../difference.js').Difference} difference */
function split2(view, { other }) {
  const { stage } = view;
  const paint = { hidden: other.hidden, ghosted: other.same, chosen: [], colours: other.of };
  const { building, end } = raiseOther(view, other.scene, paint);
  stage.parts = 2;
  view.box.union(boxOf(other.scene.box).translate(building.group.position));
  stage.drawing = () => draw(view, building);
  return all(() => {
    stage.drawing = null;
    stage.parts = 1;
  }, end);
}

/** @param {View} view @param {import('./building.js').Building} other */
function draw({ stage, building }, other) {
  const { renderer, scene, camera } = stage;
  const { width, height } = stage.size;
  renderer.setScissorTest(true);
  [other, building].forEach((shown, part) => {
    other.group.visible = shown === other;
    building.group.visible = shown === building;
    renderer.setViewport(part * width, 0, width, height);
    renderer.setScissor(part * width, 0, width, height);
    renderer.render(scene, camera);
  });
  building.group.visible = true;
  renderer.setScissorTest(false);
  renderer.setViewport(0, 0, width * 2, height);
}
