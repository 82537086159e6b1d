/** Section planes and the section box by number and slider; the grips in the scene do the same by hand. */

import { all, fill, h, icon } from '../../dom.js';
import { facesOf, flipped, MOST_PLANES, movedBy, rangeOf, withPlane } from '../cuts.js';
import { boxRound } from '../elements.js';
import { elementsOf } from '../state.js';
import { boxOfScene } from '../verbs.js';

/** @typedef {import('../app.js').App} App */

/** @param {App} app @param {HTMLElement} element @returns {() => void} */
export function showCuts(app, element) {
  const { store } = app;
  const pick = (/** @type {any} */ state) => [state.language, state.cuts, state.tool, state.scene.value, state.chosen];
  return all(store.watch(pick, () => fill(element, body(app)), { now: true }));
}

/** @param {App} app */
function body(app) {
  const { store, t, verbs } = app;
  const { cuts, tool, scene } = store.get();
  if (!scene.value) return null;
  const many = cuts.planes.length >= MOST_PLANES;
  const axis = (/** @type {0 | 1 | 2} */ n, /** @type {any} */ key) => h('button', {
    class: 'button', type: 'button', disabled: many, data: { key }, on: { click: () => verbs.cutAcross(n) } }, t(key));
  return h('div', { class: 'cut-panel' },
    h('h3', {}, t('cut_planes')),
    h('div', { class: 'find-actions' }, axis(2, 'cut_level'), axis(0, 'cut_across'), axis(1, 'cut_along'),
      h('button', { class: 'button', type: 'button', 'aria-pressed': tool === 'cut', disabled: many, data: { key: 'cut-face' },
        on: { click: () => verbs.take(tool === 'cut' ? null : 'cut') } }, t('cut_face'))),
    cuts.planes.length > 0 && h('ul', { class: 'cut-list' }, cuts.planes.map((_, i) => plane(app, i))),
    h('h3', {}, t('cut_box')), box(app),
    h('p', { class: 'faint' }, t('cut_hint')),
    (cuts.planes.length > 0 || cuts.box) && h('button', { class: 'button', type: 'button', data: { key: 'uncut' }, on: { click: verbs.uncut } }, icon('close'), t('uncut')));
}

/** @param {App} app @param {number} index */
function plane({ store, t }, index) {
  const { cuts, scene } = store.get();
  const cut = cuts.planes[index];
  const whole = boxOfScene(scene.value);
  const [least, most] = rangeOf(cut.normal, whole);
  const name = t('cut_plane', { n: index + 1 });
  const slide = (/** @type {any} */ event) => {
    const { cuts: now } = store.get();
    store.set({ cuts: withPlane(now, index, { ...now.planes[index], distance: Number(event.target.value) }) });
  };
  return h('li', {}, h('span', {}, name),
    h('input', { type: 'range', min: least, max: most, step: 'any', value: String(cut.distance), 'aria-label': name, data: { key: `plane-${index}` }, on: { input: slide } }),
    h('button', { class: 'tiny', type: 'button', title: t('cut_flip'), 'aria-label': t('cut_flip'), data: { key: `flip-${index}` },
      on: { click: () => store.set({ cuts: withPlane(cuts, index, flipped(cut)) }) } }, icon('refresh')),
    h('button', { class: 'tiny', type: 'button', title: t('remove_it'), 'aria-label': t('remove_it'), data: { key: `remove-${index}` },
      on: { click: () => store.set({ cuts: { ...cuts, planes: cuts.planes.filter((_, i) => i !== index) } }) } }, icon('close')));
}

/** @param {App} app */
function box({ store, t, verbs }) {
  const { cuts, scene, chosen } = store.get();
  const elements = elementsOf(store.get());
  const whole = boxOfScene(scene.value);
  const around = () => {
    const six = elements && boxRound(elements, chosen.flatMap((el) => [...elements.family(el)]));
    if (six) verbs.cutByBox({ min: [six[0] - 0.3, six[1] - 0.3, six[2] - 0.3], max: [six[3] + 0.3, six[4] + 0.3, six[5] + 0.3] });
  };
  const names = /** @type {const} */ (['west', 'east', 'south', 'north', 'bottom', 'top']);
  const slides = facesOf({ planes: [], box: cuts.box }, whole).map((grip, i) => {
    const side = /** @type {import('../cuts.js').BoxSide} */ (grip.box);
    const value = /** @type {import('../cuts.js').CutBox} */ (cuts.box)[side.side][side.axis];
    const move = (/** @type {any} */ event) => {
      const gone = (Number(event.target.value) - value) * (side.side === 'min' ? 1 : -1);
      store.set({ cuts: movedBy(store.get().cuts, grip, gone, whole) });
    };
    return h('li', {}, h('span', {}, t(`cut_${names[i]}`)), h('input', { type: 'range', min: whole.min[side.axis], max: whole.max[side.axis], step: 'any',
      value: String(value), 'aria-label': t(`cut_${names[i]}`), data: { key: `box-${i}` }, on: { change: move } }));
  });
  return [
    h('div', { class: 'find-actions' },
      h('button', { class: 'button', type: 'button', 'aria-pressed': Boolean(cuts.box), data: { key: 'box-whole' },
        on: { click: () => verbs.cutByBox(cuts.box ? null : whole) } }, t(cuts.box ? 'cut_box_off' : 'cut_box_on')),
      h('button', { class: 'button', type: 'button', disabled: !chosen.length, data: { key: 'box-chosen' }, on: { click: around } }, t('cut_box_chosen'))),
    slides.length > 0 && h('ul', { class: 'cut-list' }, slides),
  ];
}
