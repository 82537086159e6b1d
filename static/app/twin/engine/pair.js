/** The same building twice side by side, painted for each picture in turn: one camera, one geometry. */

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
    view.stage.drawing = shown ? () => draw(view) : null;
    view.stage.parts = shown ? 2 : 1;
    view.stage.resized();
    return view.stage.changed();
  };
  return all(store.watch((state) => [...looksDependOn(state), state.language], render, { now: true }), () => captions.forEach((caption) => caption.remove()));
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
