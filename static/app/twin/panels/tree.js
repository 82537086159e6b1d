/** The tree of the building, by place, class or type. Fifty thousand rows, of which those in sight are in the page. */

import { all, fill, h, icon, on } from '../../dom.js';
import { rowByKey, scrollToRow, visibleRows } from '../../windowing.js';
import { anyIn } from '../masks.js';
import { className, elementName } from '../names.js';
import { matesShown } from '../joining.js';
import { elementsOf } from '../state.js';
import { above, firstOpen, rowsOf, treeOf } from '../trees.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../trees.js').Row} Row */
/** @typedef {ReturnType<typeof treeParts>} Parts */

const ROW_HEIGHT = 30;
const KINDS = /** @type {const} */ (['place', 'class', 'type']);

/** @param {App} app @param {HTMLElement} element @returns {() => void} */
export function showTree(app, element) {
  const { store } = app;
  const parts = treeParts();
  element.replaceChildren(parts.bar, parts.scroller, parts.foot);
  const plant = () => {
    const elements = elementsOf(store.get());
    parts.tree = elements ? treeOf(elements, store.get().tree) : null;
    if (parts.tree) store.set({ open: firstOpen(parts.tree) });
    unfold();
  };
  const unfold = () => {
    parts.rows = parts.tree ? rowsOf(parts.tree, store.get().open) : [];
    render();
  };
  const render = () => draw(app, parts);
  const size = new ResizeObserver(render);
  size.observe(parts.scroller);
  return all(
    () => size.disconnect(),
    store.watch((state) => [state.elements.value, state.tree], plant, { now: true }),
    store.watch((state) => state.open, unfold),
    store.watch((state) => [state.hidden, state.chosen, state.language, state.side, state.mates, state.joining], render),
    store.watch((state) => state.chosen, () => reveal(app, parts)),
    on(parts.scroller, 'scroll', render, { passive: true }),
    on(parts.scroller, 'keydown', (event) => key(app, parts, event)),
    on(parts.list, 'click', (event) => click(app, parts, event)),
    on(parts.list, 'dblclick', (event) => go(app, parts, event)),
  );
}

function treeParts() {
  const list = h('div', { class: 'rows', role: 'presentation' });
  return {
    bar: h('div', { class: 'list-bar' }), list, foot: h('div', { class: 'list-foot' }),
    scroller: h('div', { class: 'scroller', role: 'tree', tabindex: 0, id: 'tree' }, list),
    tree: /** @type {import('../trees.js').Tree | null} */ (null), rows: /** @type {Row[]} */ ([]), active: 0,
  };
}

/** @param {App} app @param {Parts} parts */
function draw(app, parts) {
  const { store, t } = app;
  const { rows, scroller, list } = parts;
  if (store.get().side !== 'tree') return;
  fill(parts.bar, models(app), kinds(app));
  scroller.setAttribute('aria-label', t('side_tree'));
  const { first, last } = visibleRows({ scrollTop: scroller.scrollTop, height: scroller.clientHeight, rowHeight: ROW_HEIGHT, count: rows.length });
  list.style.height = `${rows.length * ROW_HEIGHT}px`;
  list.replaceChildren(...rows.slice(first, last).map((row, i) => rowElement(app, parts, row, first + i)));
  scroller.setAttribute('aria-activedescendant', rows.length ? `row-${parts.active}` : '');
  const elements = elementsOf(store.get());
  fill(parts.foot, elements && h('p', { class: 'hint' }, h('span', {}, t('tree_count', { n: elements.count })),
    h('button', { class: 'link-button', type: 'button', data: { key: 'airy' }, on: { click: () => airy(app) } }, t('spaces_toggle'))));
}

/** Show or hide rooms and other volumes of air. @param {App} app */
function airy({ store, verbs }) {
  const elements = elementsOf(store.get());
  if (!elements) return;
  if (elements.airy.some((el) => store.get().hidden[el])) verbs.show(elements.airy);
  else verbs.hide(elements.airy);
}

/** The models of the structure, each to be switched. @param {App} app */
function models({ store, verbs, t }) {
  const { mates, joining, model, hidden } = store.get();
  const elements = elementsOf(store.get());
  if (!mates.value?.length || !elements) return null;
  const own = [...Array(elements.parts[0]?.count ?? 0).keys()].filter((el) => !elements.isAiry(el));
  const ownShown = anyIn(own, flipped(hidden));
  const chip = (/** @type {any} */ one, /** @type {boolean} */ on_, /** @type {() => void} */ click) => h('button', {
    class: 'chip', type: 'button', 'aria-pressed': String(on_), title: one.name, data: { key: `with-${one.id}` }, on: { click } }, t(/** @type {any} */ (`discipline_${one.discipline}`)));
  const shown = matesShown(store.get()).map(({ id }) => id);
  const turn = (/** @type {string} */ id) => store.set({ joining: shown.includes(id) ? shown.filter((one) => one !== id) : [...shown, id] });
  return h('div', { class: 'model-chips', role: 'group', 'aria-label': t('models_shown') }, chip(model.value, ownShown, () => (ownShown ? verbs.hide(own) : verbs.show(own))),
    mates.value.map((/** @type {any} */ one) => chip(one, shown.includes(one.id), () => turn(one.id))),
    shown.length < mates.value.length && h('button', { class: 'link-button', type: 'button', data: { key: 'with-all' }, on: { click: () => store.set({ joining: ['all'] }) } }, t('models_all')));
}

/** @param {App} app */
function kinds({ store, t }) {
  const { tree } = store.get();
  return h('div', { class: 'segments', role: 'group', 'aria-label': t('tree_kind') }, KINDS.map((kind) => h('button', {
    type: 'button', 'aria-pressed': kind === tree, data: { key: `kind-${kind}` }, on: { click: () => store.set({ tree: kind }) },
  }, t(`tree_${kind}`))));
}

/** @param {App} app @param {Parts} parts @param {Row} row @param {number} index */
function rowElement({ store, t }, parts, { node, level, open, kids }, index) {
  const { hidden, chosen, language } = store.get();
  const elements = /** @type {import('../elements.js').Elements} */ (elementsOf(store.get()));
  const tree = /** @type {import('../trees.js').Tree} */ (parts.tree);
  const group = tree.group(node);
  const els = tree.els(node);
  const gone = els.length > 0 && !anyIn(els, flipped(hidden));
  const label = group === null ? elementName(elements, node, language) : store.get().tree === 'place' ? partName(elements.parts[Number(group)], t)
    : store.get().tree === 'class' ? className(group, language) : group || t('without_type');
  const kind = group === null ? className(elements.className(node), language) : '';
  return h('div', {
    class: `tree-row${gone ? ' gone' : ''}${index === parts.active ? ' active' : ''}`, id: `row-${index}`, role: 'treeitem', 'aria-level': level,
    'aria-expanded': kids ? open : null, 'aria-selected': chosen.includes(node), data: { index: String(index) },
    style: { '--level': String(level - 1), top: `${index * ROW_HEIGHT}px` },
  },
  h('span', { class: 'twist', data: { act: 'twist' } }, kids > 0 && icon(open ? 'down' : 'right')),
  h('span', { class: 'tree-name', title: `${label}${kind && kind !== label ? ` · ${kind}` : ''}` }, label, kind && kind !== label && h('small', {}, kind)),
  kids > 0 && h('small', { class: 'tree-count' }, String(group === null ? els.length - 1 : els.length)),
  h('button', { class: 'tiny', type: 'button', tabindex: -1, 'aria-label': t(gone ? 'show_it' : 'hide_it', { name: label }), title: t(gone ? 'show_it' : 'hide_it', { name: label }),
    data: { act: 'eye' } }, icon(gone ? 'eye_off' : 'eye')));
}

/** @param {import('../joining.js').Part} part @param {App['t']} t */
function partName({ scene: { discipline, name } }, t) {
  return [discipline && t(/** @type {any} */ (`discipline_${discipline}`)), name].filter(Boolean).join(' · ');
}

/** @type {WeakMap<Uint8Array, Uint8Array>} */
const FLIPPED = new WeakMap();

/** @param {Uint8Array} mask */
function flipped(mask) {
  const known = FLIPPED.get(mask) ?? mask.map((value) => 1 - value);
  FLIPPED.set(mask, known);
  return known;
}

/** @param {App} app @param {Parts} parts @param {MouseEvent} event */
function click(app, parts, event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const index = Number(target.closest('.tree-row')?.getAttribute('data-index') ?? -1);
  const row = parts.rows[index];
  const tree = parts.tree;
  if (!row || !tree) return;
  parts.active = index;
  const act = /** @type {HTMLElement | null} */ (target.closest('[data-act]'))?.dataset.act;
  if (act === 'twist') twist(app, row);
  else if (act === 'eye') eye(app, tree.els(row.node));
  else if (event.ctrlKey || event.metaKey) app.verbs.toggle(row.node);
  else app.verbs.choose(tree.group(row.node) === null ? [row.node] : [...tree.els(row.node)]);
}

/** @param {App} app @param {Parts} parts @param {MouseEvent} event */
function go(app, parts, event) {
  const row = parts.rows[Number(/** @type {HTMLElement} */ (event.target).closest('.tree-row')?.getAttribute('data-index') ?? -1)];
  if (row && parts.tree) app.verbs.flyTo(parts.tree.els(row.node));
}

/** @param {App} app @param {ArrayLike<number> & Iterable<number>} els */
function eye({ store, verbs }, els) {
  if (anyIn(els, flipped(store.get().hidden))) verbs.hide(els);
  else verbs.show(els);
}

/** @param {App} app @param {Row} row */
function twist({ store }, { node, open }) {
  const next = new Set(store.get().open);
  if (open) next.delete(node);
  else next.add(node);
  store.set({ open: next });
}

/** @param {App} app @param {Parts} parts @param {KeyboardEvent} event */
function key(app, parts, event) {
  const { scroller, rows } = parts;
  const row = rows[parts.active];
  const target = rowByKey(event.key, parts.active, { count: rows.length, page: Math.floor(scroller.clientHeight / ROW_HEIGHT) });
  if (target !== null) parts.active = target;
  else if (!row || !parts.tree) return;
  else if (event.key === 'Enter') app.verbs.choose([...parts.tree.els(row.node)].slice(0, parts.tree.group(row.node) === null ? 1 : undefined), { fly: true });
  else if (event.key === ' ') eye(app, parts.tree.els(row.node));
  else if ((event.key === 'ArrowRight' && row.kids && !row.open) || (event.key === 'ArrowLeft' && row.open)) twist(app, row);
  else if (event.key === 'ArrowLeft') parts.active = Math.max(0, rows.findIndex(({ node }) => node === parts.tree?.parent(row.node)));
  else return;
  event.preventDefault();
  event.stopPropagation();
  scroller.scrollTop = scrollToRow({ scrollTop: scroller.scrollTop, height: scroller.clientHeight, rowHeight: ROW_HEIGHT, row: parts.active });
  draw(app, parts);
}

/** Unfold to what was chosen in the building, and bring it into sight. @param {App} app @param {Parts} parts */
function reveal(app, parts) {
  const { chosen, open } = app.store.get();
  const { tree, scroller } = parts;
  if (!tree || chosen.length !== 1) return;
  const path = above(tree, chosen[0]);
  if (path.some((node) => !open.has(node))) app.store.set({ open: new Set([...open, ...path]) });
  const row = parts.rows.findIndex(({ node }) => node === chosen[0]);
  if (row < 0) return;
  parts.active = row;
  scroller.scrollTop = scrollToRow({ scrollTop: scroller.scrollTop, height: scroller.clientHeight, rowHeight: ROW_HEIGHT, row });
  draw(app, parts);
}
