/** Every key of the viewer, on a card over it. */

import { all, fill, h, icon, on } from '../../dom.js';

/** @typedef {import('../app.js').App} App */

const KEYS = /** @type {const} */ ([
  ['H', 'hide'], ['I', 'isolate'], ['X', 'ghost_others'], ['A', 'show_all'], ['F', 'fly_to'], ['Home', 'look_home'], ['1–6', 'key_views'],
  ['D', 'measure_distance'], ['G', 'measure_angle'], ['R', 'measure_area'], ['P', 'measure_point'], ['C', 'key_cut'], ['W', 'walk'],
  ['/', 'side_find'], ['Ctrl', 'key_more'], ['Esc', 'key_away'], ['?', 'keys'],
]);

/** @param {App} app @param {HTMLElement} element @returns {() => void} */
export function showHelp(app, element) {
  const { store, t } = app;
  const away = () => store.set({ helping: false });
  const render = () => {
    const { helping } = store.get();
    element.hidden = !helping;
    if (helping) fill(element, h('div', { class: 'card help-card', role: 'dialog', 'aria-modal': 'true', 'aria-label': t('keys') },
      h('div', { class: 'card-head' }, h('strong', {}, t('keys')), h('button', { class: 'tiny', type: 'button', 'aria-label': t('close'), data: { key: 'help-close' }, on: { click: away } }, icon('close'))),
      h('dl', { class: 'keys' }, KEYS.map(([key, what]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, t(what))])),
      h('p', { class: 'faint' }, t('keys_pointer'))));
  };
  const shown = (/** @type {boolean} */ helping) => {
    if (helping) /** @type {HTMLElement | null} */ (element.querySelector('button'))?.focus();
  };
  return all(store.watch((state) => [state.helping, state.language], render, { now: true }), store.watch((state) => state.helping, shown),
    on(element, 'click', (event) => event.target === element && away()));
}
