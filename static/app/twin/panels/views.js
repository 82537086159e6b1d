/** Usual views, storey plans, and views people keep for each other: camera, cuts, what is hidden and chosen, as a link keeps them. */

import { all, fill, h, icon } from '../../dom.js';
import { structureOf } from '../issues/feed.js';
import { stateOfLink, toLink } from '../link.js';
import { floorsOf } from '../plans.js';
import { elementsOf } from '../state.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {{ views: any[] | null, name: string, busy: boolean, problem: string, render: () => void, load: () => Promise<void> }} Desk  what is kept, and how far a change has come */

const DIRECTIONS = /** @type {const} */ (['home', 'top', 'front', 'back', 'left', 'right']);

/** @param {App} app @param {HTMLElement} element @returns {() => void} */
export function showViews(app, element) {
  const { store, doors, t } = app;
  /** @type {Desk} */
  const desk = { views: null, name: '', busy: false, problem: '', render: () => {}, load: async () => {} };
  desk.render = () => fill(element, h('div', { class: 'views-panel' }, usual(app), plans(app), kept(app, desk)));
  desk.load = async () => {
    try {
      desk.views = await doors.savedViews(structureOf(store.get()));
    } catch (error) {
      desk.problem = /** @type {Error} */ (error).message || t('no_answer');
    }
    desk.render();
  };
  return all(
    store.watch((state) => [state.language, state.scene.value, state.elements.value, state.plan], desk.render, { now: true }),
    store.watch((state) => [state.side === 'views', structureOf(state)], ([shown, structure]) => { if (shown && structure) desk.load(); }, { now: true }),
  );
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

/** @param {App} app @param {Desk} desk */
function kept(app, desk) {
  const { store, t } = app;
  const name = h('input', { maxlength: 60, placeholder: t('view_name'), 'aria-label': t('view_name'), value: desk.name, data: { key: 'view-name' }, on: { input: () => { desk.name = name.value; } } });
  const keep = (/** @type {Event} */ event) => {
    event.preventDefault();
    const known = (desk.views ?? []).length;
    act(app, desk, () => app.doors.keepView({ model: store.get().modelId, name: name.value.trim() || t('view_number', { n: known + 1 }), link: toLink({ ...store.get(), side: 'tree' }) || 'side=tree' }));
  };
  return [h('h3', {}, t('views_kept')),
    h('form', { class: 'find-line', on: { submit: keep } }, name, h('button', { class: 'button primary', type: 'submit', disabled: desk.busy, data: { key: 'view-keep' } }, icon('plus'), t('view_keep'))),
    desk.problem && h('p', { class: 'warn', role: 'alert' }, desk.problem),
    desk.views === null ? h('div', { class: 'skeleton' }, h('i', {}), h('i', {})) : h('ul', { class: 'plain-list' }, desk.views.map((one) => row(app, desk, one))),
    desk.views?.length === 0 && h('p', { class: 'faint' }, t('views_kept_none')),
    h('p', { class: 'faint' }, t('views_kept_where'))];
}

/** One that is of another model leads to it. @param {App} app @param {Desk} desk @param {any} one */
function row(app, desk, one) {
  const { store, t } = app;
  const open = () => {
    if (one.model !== store.get().modelId) return void location.assign(`/twin/${encodeURIComponent(one.model)}/#${one.link}`);
    const state = stateOfLink(one.link, elementsOf(store.get()));
    store.set({ ...state, side: 'views' });
    if (state.view) app.view?.orbit.goTo(state.view);
    return undefined;
  };
  return h('li', { class: 'kept' },
    h('button', { class: 'row-button', type: 'button', data: { key: `kept-${one.id}` }, on: { click: open } }, icon('eye'), h('span', {}, one.name), h('small', { class: 'faint' }, one.author)),
    one.own && h('button', { class: 'tiny', type: 'button', disabled: desk.busy, title: t('remove_it'), 'aria-label': t('remove_it'), on: { click: () => act(app, desk, () => app.doors.dropView(one.id)) } }, icon('close')));
}

/** Do it, and ask anew what is kept. @param {App} app @param {Desk} desk @param {() => Promise<unknown>} work */
async function act({ t }, desk, work) {
  if (desk.busy) return;
  Object.assign(desk, { busy: true, problem: '' });
  desk.render();
  try {
    await work();
    desk.name = '';
  } catch (error) {
    desk.problem = /** @type {Error} */ (error).message || t('no_answer');
  } finally {
    desk.busy = false;
    await desk.load();
  }
}
