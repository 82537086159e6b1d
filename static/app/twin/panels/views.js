/** Usual views, storey plans, and views a person keeps: camera, cuts, what is hidden and chosen, as a link keeps them. */

import { all, fill, h, icon } from '../../dom.js';
import { stateOfLink, toLink } from '../link.js';
import { floorsOf } from '../plans.js';
import { elementsOf } from '../state.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {{ name: string, link: string }} Kept */

const DIRECTIONS = /** @type {const} */ (['home', 'top', 'front', 'back', 'left', 'right']);

/** @param {App} app @param {HTMLElement} element @returns {() => void} */
export function showViews(app, element) {
  const { store } = app;
  const render = () => fill(element, h('div', { class: 'views-panel' }, usual(app), plans(app), kept(app, render)));
  return all(store.watch((state) => [state.language, state.scene.value, state.elements.value, state.plan], render, { now: true }));
}

/** @param {App} app */
function usual({ verbs, t, store }) {
  const look = (/** @type {string} */ direction) => {
    store.set({ plan: null, walking: false });
    verbs.look(direction);
  };
  return [h('h3', {}, t('views_usual')), h('div', { class: 'find-actions' }, DIRECTIONS.map((one) => h('button', {
    class: 'button', type: 'button', data: { key: `look-${one}` }, on: { click: () => look(one) } }, t(`look_${one}`))))];
}

/** @param {App} app */
function plans({ store, verbs, t }) {
  const { scene, plan } = store.get();
  const elements = elementsOf(store.get());
  if (!scene.value || !elements) return null;
  const floors = floorsOf(scene.value, elements).reverse();
  if (!floors.length) return null;
  return [h('h3', {}, t('views_plans')), h('ul', { class: 'plain-list' }, floors.map(({ el, name, floor }) => h('li', {}, h('button', {
    class: 'row-button', type: 'button', 'aria-pressed': plan === el, data: { key: `plan-${el}` }, on: { click: () => verbs.plan(plan === el ? null : el) },
  }, icon('layers'), h('span', {}, name || t('storey_nameless')), h('small', { class: 'faint' }, `${floor >= 0 ? '+' : '−'}${Math.abs(floor).toFixed(2)} ${t('unit_m')}`)))))];
}

/** @param {App} app @param {() => void} render */
function kept(app, render) {
  const { store, t } = app;
  const list = readKept(store.get().modelId);
  const change = (/** @type {Kept[]} */ next) => {
    writeKept(store.get().modelId, next);
    render();
  };
  const name = h('input', { maxlength: 60, placeholder: t('view_name'), 'aria-label': t('view_name'), data: { key: 'view-name' } });
  const keep = (/** @type {Event} */ event) => {
    event.preventDefault();
    change([...list, { name: name.value.trim() || t('view_number', { n: list.length + 1 }), link: toLink(store.get()) }]);
  };
  const open = (/** @type {Kept} */ one) => {
    const elements = elementsOf(store.get());
    const state = stateOfLink(one.link, elements);
    store.set(state);
    if (state.view) app.view?.orbit.goTo(state.view);
  };
  return [h('h3', {}, t('views_kept')),
    h('form', { class: 'find-line', on: { submit: keep } }, name, h('button', { class: 'button primary', type: 'submit' }, icon('plus'), t('view_keep'))),
    h('ul', { class: 'plain-list' }, list.map((one, i) => h('li', { class: 'kept' },
      h('button', { class: 'row-button', type: 'button', data: { key: `kept-${i}` }, on: { click: () => open(one) } }, icon('eye'), h('span', {}, one.name)),
      h('button', { class: 'tiny', type: 'button', title: t('remove_it'), 'aria-label': t('remove_it'), on: { click: () => change(list.filter((_, j) => j !== i)) } }, icon('close'))))),
    h('p', { class: 'faint' }, t('views_kept_where'))];
}

/** @param {string} model @returns {Kept[]} */
function readKept(model) {
  try {
    const list = JSON.parse(localStorage.getItem(`gongtu-views-${model}`) ?? '[]');
    return Array.isArray(list) ? list.filter((one) => typeof one?.name === 'string' && typeof one?.link === 'string') : [];
  } catch {
    // Storage closed to the page, or holding something else: then nothing is kept.
    return [];
  }
}

/** @param {string} model @param {Kept[]} list */
function writeKept(model, list) {
  try {
    localStorage.setItem(`gongtu-views-${model}`, JSON.stringify(list));
  } catch {
    // Storage closed to the page: the view lasts until the page is left.
  }
}
