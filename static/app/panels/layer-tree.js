/** The layer tree: what is drawn, in what order, how strongly, and what its signs mean. */

import { fill, h, icon } from '../dom.js';
import { movedLayer, photosByTab, usualLayers } from '../state.js';
import { signsOf } from './signs.js';

/** @typedef {import('../app.js').App} App */

/** @typedef {{ open: Set<string>, render: () => void }} Tree */

/** @param {App} app */
export function layerTree(app) {
  const { store, t } = app;
  const list = h('ol', { class: 'layers', 'aria-label': t('layers') });
  /** @type {Tree} */
  const tree = { open: new Set(), render: () => {} };
  tree.render = () => fill(list, store.get().layers.order.map((id) => layerRow(app, tree, id)));
  tree.render();
  const reset = () => {
    store.set({ layers: usualLayers(photosByTab(store.get())) });
    tree.render();
  };
  return h('div', { class: 'menu layer-menu' },
    h('div', { class: 'menu-head' }, h('strong', {}, t('layers')), h('span', { class: 'faint' }, t('layers_hint'))),
    list, h('button', { class: 'link-button', type: 'button', data: { key: 'reset' }, on: { click: reset } }, t('layers_reset')));
}

/** @param {App} app @param {Tree} tree @param {string} id */
function layerRow(app, tree, id) {
  const { store, t } = app;
  const { layers } = store.get();
  const name = t(/** @type {import('../i18n.js').Key} */ (`layer_${id}`));
  const shown = !layers.hidden.includes(id);
  const isOpen = tree.open.has(id);
  const then = (/** @type {() => void} */ change) => () => {
    change();
    tree.render();
  };
  const show = () => store.set({ layers: {
    ...layers, hidden: shown ? [...layers.hidden, id] : layers.hidden.filter((one) => one !== id) } });
  const move = (/** @type {-1 | 1} */ step) => store.set({ layers: movedLayer(layers, id, step) });
  const unfold = () => (isOpen ? tree.open.delete(id) : tree.open.add(id));
  return h('li', { class: shown ? 'layer' : 'layer none' },
    h('div', { class: 'layer-row' },
      h('label', {}, h('input', { type: 'checkbox', checked: shown, data: { key: `show-${id}` }, on: { change: then(show) } }), name),
      tiny(t('layer_up', { name }), 'up', `up-${id}`, then(() => move(-1)), { disabled: movedLayer(layers, id, -1) === layers }),
      tiny(t('layer_down', { name }), 'down', `down-${id}`, then(() => move(1)), { disabled: movedLayer(layers, id, 1) === layers }),
      tiny(t('layer_more', { name }), isOpen ? 'minus' : 'plus', `more-${id}`, then(unfold), { 'aria-expanded': isOpen })),
    isOpen && h('div', { class: 'layer-more' }, opacityRow(app, id), h('ul', { class: 'signs' }, signsOf(app, id))));
}

/** @param {App} app @param {string} id */
function opacityRow({ store, t }, id) {
  const { opacity } = store.get().layers;
  const change = () => {
    const { layers } = store.get();
    store.set({ layers: { ...layers, opacity: { ...layers.opacity, [id]: Number(input.value) / 100 } } });
  };
  const input = h('input', {
    type: 'range', min: '0', max: '100', step: '5', value: String(Math.round((opacity[id] ?? 1) * 100)),
    data: { key: `opacity-${id}` }, on: { input: change },
  });
  return h('label', { class: 'opacity' }, h('span', {}, t('opacity')), input);
}

/** @param {string} label @param {string} name @param {string} key @param {() => void} click @param {Record<string, any>} props */
function tiny(label, name, key, click, props) {
  return h('button', {
    type: 'button', class: 'tiny', 'aria-label': label, title: label, data: { key }, on: { click }, ...props,
  }, icon(name));
}
