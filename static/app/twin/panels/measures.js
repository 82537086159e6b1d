/** The card of the measuring tool in hand: what to do, what was measured, and how to be rid of it. */

import { all, fill, h, icon } from '../../dom.js';
import { figureOf } from '../figures.js';

/** @typedef {import('../app.js').App} App */

/** @param {App} app @param {HTMLElement} element @returns {() => void} */
export function showMeasures(app, element) {
  const { store } = app;
  const render = () => {
    const { tool, measured, walking } = store.get();
    element.hidden = !tool && !measured.length && !walking;
    if (!element.hidden) fill(element, walking ? walkCard(app) : card(app));
  };
  return all(store.watch((state) => [state.tool, state.sketch, state.measured, state.language, state.walking, state.scene.value], render, { now: true }));
}

/** @param {App} app */
function card(app) {
  const { store, verbs, t } = app;
  const { tool, sketch, measured } = store.get();
  const hint = tool === 'cut' ? t('cut_face_hint') : tool === 'box' ? t('choose_box_hint') : tool ? t(`measure_${tool}_hint`) : '';
  const put = () => store.set({ tool: null, sketch: [], measured: tool ? measured : [] });
  const finish = () => store.set({ sketch: [], measured: [...measured, { kind: 'area', points: sketch }] });
  return [
    h('div', { class: 'card-head' }, h('strong', {}, tool === 'cut' ? t('cut_face') : tool === 'box' ? t('choose_box') : t(tool ? `measure_${tool}` : 'measures')), h('button', {
      class: 'tiny', type: 'button', 'aria-label': t('close'), title: t('close'), data: { key: 'put-away' }, on: { click: put } }, icon('close'))),
    hint && h('p', { class: 'faint' }, hint),
    measured.length > 0 && h('ol', { class: 'measured', 'aria-live': 'polite' }, measured.map((one, i) => h('li', {},
      h('dl', { class: 'facts' }, figureOf(app, one).facts.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])),
      h('button', { class: 'tiny', type: 'button', title: t('remove_it'), 'aria-label': t('remove_it'), data: { key: `drop-${i}` },
        on: { click: () => store.set({ measured: measured.filter((_, j) => j !== i) }) } }, icon('close'))))),
    tool && tool !== 'cut' && tool !== 'box' && h('div', { class: 'card-actions' },
      h('button', { class: 'button', type: 'button', disabled: !sketch.length, data: { key: 'undo' }, on: { click: () => store.set({ sketch: sketch.slice(0, -1) }) } }, t('draw_undo')),
      tool === 'area' && h('button', { class: 'button primary', type: 'button', disabled: sketch.length < 3, data: { key: 'finish' }, on: { click: finish } }, t('draw_finish')),
      measured.length > 0 && h('button', { class: 'button', type: 'button', data: { key: 'clear' }, on: { click: () => { store.set({ measured: [] }); verbs.take(tool); } } }, t('draw_restart'))),
  ];
}

/** @param {App} app */
function walkCard({ verbs, t }) {
  const key = (/** @type {string} */ code, /** @type {string} */ picture, /** @type {any} */ label) => h('button', {
    class: 'button', type: 'button', 'aria-label': t(label), title: t(label), data: { walk: code } }, icon(picture));
  return [
    h('div', { class: 'card-head' }, h('strong', {}, t('walk')), h('button', {
      class: 'tiny', type: 'button', 'aria-label': t('close'), title: t('close'), data: { key: 'walk-end' }, on: { click: () => verbs.walk(false) } }, icon('close'))),
    h('p', { class: 'faint' }, t('walk_hint')),
    h('div', { class: 'walk-pad' }, key('KeyQ', 'turn_left', 'walk_turn_left'), key('KeyW', 'up', 'walk_ahead'), key('KeyE', 'turn_right', 'walk_turn_right'),
      key('KeyA', 'left', 'walk_left'), key('KeyS', 'down', 'walk_back'), key('KeyD', 'right', 'walk_right')),
  ];
}
