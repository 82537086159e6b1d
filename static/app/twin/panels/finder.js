/** Looking for elements in the server's own words; what is found can be shown alone, seen through the rest, or chosen. */

import { all, fill, h, icon } from '../../dom.js';
import { failure } from '../../panels/failure.js';
import { className, elementName } from '../names.js';
import { elementsOf } from '../state.js';
import { TABLES, tableAddress } from '../tables.js';

/** @typedef {import('../app.js').App} App */

const MOST_SHOWN = 300;

const CLASS = /\bclass\s*=\s*"?([^\s"]+)/g;
const MOST_CLASSES = 16;

/** @param {App} app @param {HTMLElement} element @returns {() => void} */
export function showFinder(app, element) {
  const { store } = app;
  const parts = {
    form: h('div', { class: 'find-form' }), examples: h('div', { class: 'find-form' }),
    answer: h('div', { class: 'find-answer', 'aria-live': 'polite' }),
  };
  element.replaceChildren(parts.form, parts.examples, parts.answer);
  return all(
    store.watch((state) => [state.language, state.query], () => fill(parts.form, form(app)), { now: true }),
    store.watch((state) => [state.language, state.suggestions.value], () => fill(parts.examples, examples(app)), { now: true }),
    store.watch((state) => [state.found, state.language, state.chosen], () => fill(parts.answer, answer(app)), { now: true }),
  );
}

/** @param {App} app */
function form({ store, t }) {
  const input = h('input', { type: 'search', value: store.get().query, placeholder: t('find_hint'), 'aria-label': t('side_find'),
    maxlength: 500, data: { key: 'find' }, autocomplete: 'off', spellcheck: 'false' });
  const ask = (/** @type {Event} */ event) => { event.preventDefault(); store.set({ query: input.value.trim().replaceAll('＝', '=') }); };
  return h('form', { role: 'search', on: { submit: ask } },
    h('div', { class: 'find-line' }, input, h('button', { class: 'button primary', type: 'submit' }, icon('search'), t('find_go'))));
}

/** What to ask of this model, drawn apart from the form: they come later, when somebody may be typing. @param {App} app */
function examples({ store, t }) {
  /** @type {{ q: string, label: string, count: number }[]} */
  const searches = store.get().suggestions.value?.searches ?? [];
  if (!searches.length) return null;
  return [h('p', { class: 'faint' }, t('find_examples')),
    h('div', { class: 'find-examples' }, searches.map(({ q, label, count }) => h('button', {
      class: 'chip', type: 'button', title: label, data: { key: `example-${q}` }, on: { click: () => store.set({ query: q }) } },
    h('code', {}, q), h('b', {}, String(count)))))];
}

/** @param {App} app */
function answer(app) {
  const { store, t } = app;
  const { found, query } = store.get();
  if (!query) return null;
  if (found.status === 'loading') return h('p', { class: 'empty' }, t('loading'));
  if (found.status === 'error') return failure(/** @type {any} */ (app), found.error, () => store.set({ query: `${query} `.trimEnd(), found: { ...found, status: 'idle' } }));
  if (!found.value) return null;
  const els = /** @type {number[]} */ (found.value);
  if (!els.length) return nothing(app, query);
  return [actions(app, els), list(app, els)];
}

/** Nothing was found; a class that the model does not hold is named. @param {App} app @param {string} query */
function nothing({ store, t }, query) {
  const classes = elementsOf(store.get())?.classes ?? [];
  const unknown = [...query.matchAll(CLASS)].map(([, name]) => name).find((name) => !classes.includes(name));
  return [h('p', { class: 'empty' }, t('find_nothing')), unknown && h('p', { class: 'faint' }, t('find_no_class', { name: unknown, known: classes.slice(0, MOST_CLASSES).join(', ') }))];
}

/** @param {App} app @param {number[]} els */
function actions(app, els) {
  const { verbs, t } = app;
  const button = (/** @type {any} */ key, /** @type {() => void} */ click) => h('button', { class: 'button', type: 'button', data: { key }, on: { click } }, t(key));
  return h('div', { class: 'find-actions' }, h('strong', {}, t('find_count', { n: els.length })),
    button('isolate', () => verbs.isolate(els)), button('ghost_others', () => verbs.ghostOthers(els)),
    button('choose_all', () => verbs.choose(els)), button('hide', () => verbs.hide(els)), button('fly_to', () => verbs.flyTo(els)),
    tables(app, els));
}

/** A table of what was found; of each model one, where several stand together. @param {App} app @param {number[]} els */
function tables({ store, t }, els) {
  const { query } = store.get();
  const parts = elementsOf(store.get())?.parts ?? [];
  const link = (/** @type {string} */ revision, /** @type {typeof TABLES[number]} */ form, /** @type {string} */ name) => h('a', {
    class: 'button', href: tableAddress(revision, query, form), download: '', data: { key: `table-${form}-${revision}` } }, icon('export'), name);
  if (parts.length === 1) return TABLES.map((form) => link(parts[0].scene.revision, form, t('find_table', { form: form.toUpperCase() })));
  return parts.flatMap(({ scene, offset, count }) => {
    const n = els.filter((el) => el >= offset && el < offset + count).length;
    return n ? TABLES.map((form) => link(scene.revision, form, t('find_table_of', { form: form.toUpperCase(), name: scene.name, n }))) : [];
  });
}

/** @param {App} app @param {number[]} els */
function list({ store, verbs, t }, els) {
  const elements = elementsOf(store.get());
  const { language, chosen } = store.get();
  if (!elements) return null;
  return [h('ul', { class: 'plain-list' }, els.slice(0, MOST_SHOWN).map((el) => h('li', {}, h('button', {
    class: 'row-button', type: 'button', 'aria-pressed': chosen.includes(el), data: { key: `found-${el}` },
    on: { click: () => verbs.choose([el], { fly: true }) },
  }, icon('cube'), h('span', {}, elementName(elements, el, language)), h('small', { class: 'faint' }, className(elements.className(el), language)))))),
  els.length > MOST_SHOWN && h('p', { class: 'faint more' }, t('find_more', { n: els.length - MOST_SHOWN }))];
}
