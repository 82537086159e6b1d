/**
 * Pins on places of the building, such as issues: marks of the page that follow the camera. They are fed as data, by
 * `state.pins`; what a click on one means is for who fed them.
 */

import { Vector3 } from 'three';
import { all, h } from '../../dom.js';
import { pin } from './sketch.js';

/** @typedef {import('./view.js').View} View */

/** @param {View} view @returns {() => void} */
export function showPins(view) {
  const { app: { store }, stage, labels } = view;
  /** @type {{ mark: HTMLElement, at: Vector3 }[]} */
  let marks = [];
  const clear = () => marks.forEach(({ mark }) => mark.remove());
  const draw = () => {
    const held = marks.find(({ mark }) => mark === document.activeElement)?.mark.dataset.pin;
    clear();
    const { pins, pinned } = store.get();
    marks = pins.map(({ id, at, label, title, kind }) => ({
      at: new Vector3(...at),
      mark: h('button', { class: 'pin-mark', type: 'button', title, 'aria-label': title, data: { pin: id, kind: kind ?? '' }, 'aria-pressed': String(id === pinned), on: { click: () => store.set({ pinned: id }) } }, label),
    }));
    labels.append(...marks.map(({ mark }) => mark));
    marks.find(({ mark }) => held && mark.dataset.pin === held)?.mark.focus();
    stage.changed();
  };
  const follow = () => marks.forEach(({ mark, at }) => pin(view, mark, at));
  stage.before.add(follow);
  return all(store.watch((state) => [state.pins, state.pinned], draw, { now: true }), () => stage.before.delete(follow), clear);
}
