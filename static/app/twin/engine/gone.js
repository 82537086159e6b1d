/** What an earlier revision had and this one has no more: seen through, where it stood, in the picture of both. */

import { all } from '../../dom.js';
import { raiseOther } from './other.js';

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
    if (!split && difference.value?.counts.removed) {
      const { scene, of, kept } = difference.value.other;
      const paint = { hidden: kept, ghosted: new Uint8Array(kept.length).fill(1), chosen: [], colours: of };
      ({ end } = raiseOther(view, scene, paint, { ghost: SEEN }));
    }
    view.stage.changed();
  };
  return all(store.watch((state) => [state.split, state.difference.value], change, { now: true }), () => end());
}
