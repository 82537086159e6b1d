/**
 * Pins on places of the building, such as issues: marks of the page that follow the camera. They are fed as data, by
 * `state.pins` and `state.photoPins`; what a click on one means is for who fed them.
 */

import { Vector3 } from 'three';
import { all, h, icon } from '../../dom.js';
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
    marks = marksOf(store).map(({ id, at, label, title, kind, pressed, click }) => ({
      at: new Vector3(...at),
      mark: h('button', { class: 'pin-mark', type: 'button', title, 'aria-label': title, data: { pin: id, kind: kind ?? '' }, 'aria-pressed': String(pressed), on: { click } }, kind?.startsWith('photo') && icon('camera'), label),
    }));
    labels.append(...marks.map(({ mark }) => mark));
    marks.find(({ mark }) => held && mark.dataset.pin === held)?.mark.focus();
    stage.changed();
  };
  const follow = () => marks.forEach(({ mark, at }) => pin(view, mark, at));
  stage.before.add(follow);
  return all(store.watch((state) => [state.pins, state.pinned, state.photoPins, state.photo], draw, { now: true }), () => stage.before.delete(follow), clear);
}

/** Issues, and photos where they are shown; each kind has one that is open. @param {View['app']['store']} store */
function marksOf(store) {
  const { pins, pinned, photoPins, photo } = store.get();
  return [
    ...pins.map((one) => ({ ...one, pressed: one.id === pinned, click: () => store.set({ pinned: one.id }) })),
    ...photoPins.map((one) => ({ ...one, pressed: one.ids.includes(photo ?? ''), click: () => store.set(one.ids.length > 1 ? { photo: null, photoList: one.ids } : { photo: one.id, photoList: null }) })),
  ];
}
