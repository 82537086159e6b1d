/** What is known of the chosen element: identity, quantities given and computed, properties, documents, records. */

import { all, fill, h, icon } from '../../dom.js';
import { failure } from '../../panels/failure.js';
import { className, elementName } from '../names.js';
import { elementsOf } from '../state.js';
import { sections } from './facts.js';

/** @typedef {import('../app.js').App} App */

/** @param {App} app @param {HTMLElement} element @returns {() => void} */
export function showDrawer(app, element) {
  const { store } = app;
  const pick = (/** @type {any} */ state) => [state.chosen, state.detail, state.language, state.hidden, state.ghosted, state.elements.value, state.hanging];
  return all(store.watch(pick, () => render(app, element), { now: true }));
}

/** @param {App} app @param {HTMLElement} element */
function render(app, element) {
  const { chosen } = app.store.get();
  const elements = elementsOf(app.store.get());
  const shown = chosen.length > 0 && elements !== null;
  element.hidden = !shown;
  document.body.classList.toggle('drawer-open', shown);
  if (!shown || !elements) return fill(element);
  const scroll = element.querySelector('.drawer-body')?.scrollTop ?? 0;
  fill(element, head(app, elements), actions(app), h('div', { class: 'drawer-body', 'aria-busy': app.store.get().detail.status === 'loading' }, body(app, elements)));
  /** @type {HTMLElement} */ (element.querySelector('.drawer-body')).scrollTop = scroll;
  return undefined;
}

/** @param {App} app @param {import('../elements.js').Elements} elements */
function head({ store, verbs, t }, elements) {
  const { chosen, language } = store.get();
  const [el] = chosen;
  const many = chosen.length > 1;
  return h('div', { class: 'drawer-head' },
    h('div', { class: 'drawer-title' },
      h('h2', { id: 'element-title', tabindex: -1 }, many ? t('chosen_many', { n: chosen.length }) : elementName(elements, el, language)),
      !many && h('p', {}, h('span', { class: 'tag' }, className(elements.className(el), language)), h('code', {}, elements.className(el)))),
    h('button', { class: 'tool', type: 'button', title: t('close'), 'aria-label': t('close'), data: { key: 'element-close' }, on: { click: () => verbs.choose([]) } }, icon('close')));
}

/** @param {App} app */
function actions({ store, verbs, t }) {
  const { chosen, ghosted } = store.get();
  const elements = /** @type {import('../elements.js').Elements} */ (elementsOf(store.get()));
  const els = chosen.length === 1 ? [...elements.family(chosen[0])] : chosen;
  const button = (/** @type {string} */ picture, /** @type {any} */ key, /** @type {() => void} */ click) => h('button', {
    class: 'button small', type: 'button', data: { key: `do-${key}` }, on: { click } }, icon(picture), t(key));
  return h('div', { class: 'element-actions' },
    button('target', 'fly_to', () => verbs.flyTo(els)), button('eye_off', 'hide', () => verbs.hide(els)), button('isolate', 'isolate', () => verbs.isolate(els)),
    button('ghost', ghosted[els[0]] ? 'unghost' : 'ghost', () => verbs.ghost(els)), button('ghost', 'ghost_others', () => verbs.ghostOthers(els)),
    button('link', 'copy_link', () => verbs.copyLink()));
}

/** @param {App} app @param {import('../elements.js').Elements} elements */
function body(app, elements) {
  const { chosen, detail } = app.store.get();
  if (chosen.length > 1) return chosenList(app, elements);
  if (detail.status === 'error') return failure(/** @type {any} */ (app), detail.error, () => app.store.set({ chosen: [...chosen] }));
  if (!detail.value) return h('div', { class: 'skeleton' }, Array.from({ length: 6 }, () => h('i', {})));
  return sections(app, elements, chosen[0], detail.value);
}

/** @param {App} app @param {import('../elements.js').Elements} elements */
function chosenList({ store, verbs }, elements) {
  const { chosen, language } = store.get();
  return h('ul', { class: 'plain-list' }, chosen.slice(0, 200).map((el) => h('li', {}, h('button', {
    class: 'row-button', type: 'button', data: { key: `chosen-${el}` }, on: { click: () => verbs.choose([el]) },
  }, icon('cube'), h('span', {}, elementName(elements, el, language)), h('small', { class: 'faint' }, className(elements.className(el), language))))));
}
