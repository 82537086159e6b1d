/** What an earlier revision had and this one has no more: seen through, where it stood, in the picture of both. */

import { all } from '../../dom.js';
import { apart } from './split.js';
import { needTiles, raise } from './view.js';

/** @typedef {import('./view.js').View} View */

const SEEN = 0.42;

/** @param {View} view @returns {() => void} */
export function showGone(view) {
  const { store } = view.app;
  let end = () => {};
  const change = () => {
    end();
    end = () => {};
    const { split, difference } = store.get();
    if (!split && difference.value?.counts.removed) end = raiseGone(view, difference.value.other);
    view.stage.changed();
  };
  return all(store.watch((state) => [state.split, state.difference.value], change, { now: true }), () => end());
}

/** @param {View} view @param {import('../difference.js').Other} other */
function raiseGone(view, { scene, of, kept }) {
  const { stage, app } = view;
  const building = raise(app, stage, scene, { ghost: SEEN });
  building.group.position.copy(apart(scene, app.store.get().scene.value));
  stage.scene.add(building.group);
  building.paint({ hidden: kept, ghosted: new Uint8Array(kept.length).fill(1), chosen: [], colours: of });
  const cut = () => building.cut(view.planes);
  const prepare = () => needTiles(building, stage);
  stage.before.add(prepare);
  return all(
    app.store.watch((state) => [state.cuts, state.plan], () => queueMicrotask(cut), { now: true }),
    () => {
      stage.before.delete(prepare);
      stage.scene.remove(building.group);
      building.dispose();
    },
  );
}
