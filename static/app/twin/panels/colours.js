/** Colouring by a property, and the legend: what each colour means, how many there are, and each group alone. */

import { all, fill, h } from '../../dom.js';
import { failure } from '../../panels/failure.js';
import { cssColour, LOCAL } from '../colouring.js';

/** @typedef {import('../app.js').App} App */

const MOST_CHIPS = 10;

/** @param {App} app @param {HTMLElement} element @returns {() => void} */
export function showColours(app, element) {
  const { store } = app;
  const parts = { form: h('div', { class: 'colour-form' }), own: h('div', { class: 'colour-form' }), legend: h('div', { class: 'colour-legend', 'aria-live': 'polite' }) };
  element.replaceChildren(parts.form, parts.own, parts.legend);
  return all(
    store.watch((state) => [state.language, state.colour], () => fill(parts.form, form(app)), { now: true }),
    store.watch((state) => [state.colour, state.suggestions.value], () => fill(parts.own, own(app)), { now: true }),
    store.watch((state) => [state.language, state.colours, state.colour], () => fill(parts.legend, legend(app)), { now: true }),
  );
}

/** @param {App} app */
function form({ store, t }) {
  const by = store.get().colour?.by ?? '';
  const paint = (/** @type {string} */ next) => store.set({ colour: next ? { by: next } : null });
  const isLocal = LOCAL.some((one) => one === by);
  const input = h('input', { list: 'properties', value: isLocal ? '' : by, placeholder: t('colour_property_hint'), 'aria-label': t('colour_property'), maxlength: 200,
    data: { key: 'property' }, on: { change: (/** @type {any} */ event) => paint(event.target.value.trim()) } });
  return [
    h('p', { class: 'faint' }, t('colour_by')),
    h('div', { class: 'segments', role: 'group', 'aria-label': t('colour_by') }, ['', ...LOCAL].map((one) => h('button', {
      type: 'button', 'aria-pressed': one === by, data: { key: `by-${one}` }, on: { click: () => paint(one) },
    }, t(/** @type {any} */ (one ? `colour_${one}` : 'colour_none'))))),
    h('label', { class: 'field' }, h('span', { class: 'faint' }, t('colour_property')), input),
  ];
}

/** This model's own properties, drawn apart from the form: they come later, when somebody may be typing. @param {App} app */
function own({ store }) {
  const by = store.get().colour?.by ?? '';
  /** @type {{ by: string, label: string }[]} */
  const known = (store.get().suggestions.value?.colours ?? []).filter((/** @type {any} */ { by: one }) => !LOCAL.includes(one));
  if (!known.length) return null;
  return [
    h('div', { class: 'find-examples' }, known.slice(0, MOST_CHIPS).map(({ by: one, label }) => h('button', {
      class: 'chip', type: 'button', 'aria-pressed': one === by ? 'true' : null, title: one, data: { key: `own-${one}` },
      on: { click: () => store.set({ colour: { by: one } }) } }, label || one))),
    h('datalist', { id: 'properties' }, known.map(({ by: value, label }) => h('option', { value }, label))),
  ];
}

/** @param {App} app */
function legend(app) {
  const { store, verbs, t } = app;
  const { colours, colour } = store.get();
  if (!colour) return null;
  if (colours.status === 'loading') return h('p', { class: 'empty' }, t('loading'));
  if (colours.status === 'error') return failure(/** @type {any} */ (app), colours.error, () => store.set({ colour: { ...colour } }));
  /** @type {import('../colouring.js').Colouring | null} */
  const found = colours.value;
  if (!found) return null;
  if (!found.groups.length) return h('p', { class: 'empty' }, t('colour_nothing'));
  return [h('h3', {}, found.title), h('ul', { class: 'colour-rows' }, found.groups.map((group) => h('li', {}, h('button', {
    class: 'row-button', type: 'button', title: t('colour_alone', { name: group.label }), data: { key: `group-${group.label}` },
    on: { click: () => { verbs.ghostOthers([...Array.from(group.els)]); verbs.choose([]); } },
  }, h('i', { class: 'swatch', style: { '--colour': cssColour(group.colour) } }), h('span', {}, group.label), h('b', {}, String(group.count)))))),
  h('button', { class: 'link-button', type: 'button', on: { click: () => verbs.showAll() } }, t('show_all'))];
}
