/** Two revisions side by side: the earlier at the left, the later at the right, seen by one camera. */

import { all, h } from '../../dom.js';
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
  const named = halves(view, other.scene.number);
  return all(() => {
    stage.drawing = null;
    stage.parts = 1;
  }, named, end);
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

/** Which revision each half shows, and the line between them. @param {View} view @param {number} before  the number of the earlier one @returns {() => void} */
function halves({ app: { store, t }, labels }, before) {
  const { scene } = store.get();
  const names = [before, scene.value.number].map((n, part) => h('p', { class: `half-name ${part ? 'right' : 'left'}` }, t('version_number', { n: n ?? '–' })));
  const line = h('i', { class: 'half-line', 'aria-hidden': 'true' });
  labels.append(line, ...names);
  return all(store.watch((state) => state.language, () => names.forEach((name, part) => { name.textContent = t('version_number', { n: (part ? scene.value.number : before) ?? '–' }); })),
    () => [line, ...names].forEach((one) => one.remove()));
}
