/** The bill of a contract beside the model: what each item's elements come to, how far that is off, and where the number is from. */

import { all, fill, h } from '../../dom.js';
import { createLoad } from '../../loads.js';
import { failure } from '../../panels/failure.js';
import { cssColour, OTHER } from '../colouring.js';
import { tried } from '../records.js';
import { elementsOf } from '../state.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {{ item: string, contract: string, code: string, name: string, unit: string, quantity: string, elements: number, elements_here: number, model_quantity: string | null, off_pct: string | null, measured_by: string | null, source: { computed: number, declared: number, counted: number, unknown: number } }} BillLine */
/** @typedef {{ contracts: { id: string, number: string, name: string, kind: string }[], contract: string | null, lines: BillLine[], coverage: any, failed: string }} Bill */

/** Elements some item pays for, and those none does. */
export const COVERED = /** @type {const} */ ({ linked: 0x3f9c6d, without: 0xe39a2d });
const KINDS = /** @type {const} */ (['linked', 'without']);

/** Per cent of the bill from which on a difference is worth a look. */
const FAR_PCT = 5;

/** The bill follows the side, the contract and the revision. @param {App} app @returns {() => void} */
export function billFeed(app) {
  const { store } = app;
  const load = createLoad(store, 'bill', (signal) => readBill(app, signal));
  const wanted = (/** @type {any} */ state) => (state.side === 'progress' && state.target === 'item' && state.project && state.revision && state.model.value ? [state.project, state.revision, state.contract, state.language].join('/') : '');
  app.verbs.billAgain = load.run;
  return store.watch(wanted, (key) => { if (key) load.run(); }, { now: true });
}

/** @param {App} app @param {AbortSignal} signal @returns {Promise<Bill>} */
async function readBill({ store, doors }, signal) {
  const { project, revision, contract, model } = store.get();
  const [{ value: contracts, failed }, own] = await Promise.all([
    tried(() => doors.contracts(project, signal)), tried(() => doors.placeMoney(project, model.value?.feature?.id ?? '', signal))]);
  const id = contract ?? firstOf(own.value?.contracts?.contracts ?? []) ?? firstOf(contracts ?? []);
  if (!id) return { contracts: contracts ?? [], contract: null, lines: [], coverage: null, failed };
  const { bill, coverage } = await doors.billLinks(id, revision ?? '', signal);
  return { contracts: contracts ?? [], contract: id, lines: bill, coverage, failed };
}

/** Works before services: what is built has elements. Those of the model's own ground are asked first. @param {{ id: string, kind: string }[]} contracts @returns {string | null} */
export function firstOf(contracts) {
  return (contracts.find(({ kind }) => kind === 'works') ?? contracts[0])?.id ?? null;
}

/** @param {App} app @param {HTMLElement} element @returns {() => void} */
export function billPart(app, element) {
  const { store } = app;
  let asked = '';
  const choose = (/** @type {any[]} */ [item, known, bill]) => {
    if (!item || !known || !bill?.contract || item === asked) return;
    asked = item;
    chooseItem(app, bill.contract, item).then(() => element.scrollIntoView({ block: 'nearest' }));
  };
  return all(
    store.watch((state) => [state.bill, state.language, state.target], () => fill(element, store.get().target === 'item' && told(app)), { now: true }),
    store.watch((state) => [state.item, state.elements.value, state.bill.value], choose, { now: true }),
    store.watch((state) => state.item, (item) => { if (!item) asked = ''; }),
  );
}

/** Choose what an item pays for. @param {App} app @param {string} contract @param {string} item */
async function chooseItem({ store, doors, verbs, t }, contract, item) {
  try {
    const els = await doors.itemElements(contract, store.get().revision ?? '', item);
    verbs.choose(els);
    if (els.length) verbs.flyTo(els);
  } catch (error) {
    verbs.say(error instanceof Error ? error.message : t('no_answer'), 'error');
  }
}

/** @param {App} app */
function told(app) {
  const { store, t } = app;
  const { bill } = store.get();
  if (bill.status === 'error') return failure(/** @type {any} */ (app), bill.error, () => app.verbs.billAgain());
  const value = /** @type {Bill | null} */ (bill.value);
  if (!value) return h('div', { class: 'skeleton' }, h('i', {}), h('i', {}));
  if (!value.contract || !value.coverage) return value.failed ? h('p', { class: 'warn' }, value.failed) : null;
  return [covered(app, value), value.lines.length ? table(app, value) : h('p', { class: 'empty' }, t('bill_none'))];
}

/** How far the bill reaches, and the legend of its colours: each row chooses its elements. @param {App} app @param {Bill} bill */
function covered({ store, verbs, t }, { coverage }) {
  const { elements, linked, items, items_linked: found, without, claimed, unsure } = coverage;
  const counts = { linked, without: without.length };
  const choose = (/** @type {typeof KINDS[number]} */ kind) => {
    const known = elementsOf(store.get());
    if (known) verbs.choose(coveredElements(known, without)[kind]);
  };
  return h('div', { class: 'bill-covered' },
    h('p', {}, t('bill_covered', { n: linked, of: elements, items: found, all: items })),
    h('ul', { class: 'colour-rows', 'aria-label': t('bill_colours') }, KINDS.map((kind) => h('li', { data: { kind } },
      h('button', { class: 'row-button', type: 'button', title: t('bill_choose'), disabled: !counts[kind], data: { key: `bill-${kind}` }, on: { click: () => choose(kind) } },
        h('i', { class: 'swatch', style: { '--colour': cssColour(COVERED[kind]) } }), h('span', {}, t(`bill_is_${kind}`)), h('b', {}, String(counts[kind])))))),
    claimed + unsure > 0 && h('p', { class: 'warn' }, t('bill_waiting', { n: claimed + unsure })));
}

/**
 * What is built of the model in view, by whether an item pays for it. Models seen beside it have bills of their own.
 * @param {import('../elements.js').Elements} elements @param {number[]} without  of the server, rising
 */
export function coveredElements(elements, without) {
  const bare = new Set(without);
  const own = elements.parts[0]?.count ?? elements.count;
  /** @type {number[]} */
  const linked = [];
  for (let el = 0; el < own; el += 1) if (!bare.has(el) && !elements.isAiry(el) && !elements.isSpatial(el) && elements.box(el)) linked.push(el);
  return { linked, without };
}

/** The elements in the colours of the legend, all that is not built grey. @param {import('../elements.js').Elements} elements @param {Bill} bill */
export function billColours(elements, { coverage }) {
  const of = new Uint32Array(elements.count).fill(OTHER + 1);
  const found = coveredElements(elements, coverage.without);
  for (const kind of KINDS) for (const el of found[kind]) of[el] = COVERED[kind] + 1;
  return of;
}

/** @param {App} app @param {Bill} bill */
function table(app, { lines, contract }) {
  const { t } = app;
  return h('table', { class: 'plain bill-lines' },
    h('thead', {}, h('tr', {}, h('th', {}, t('link_item')), h('th', { class: 'num' }, t('bill_billed')), h('th', { class: 'num' }, t('bill_model')))),
    h('tbody', {}, lines.map((line) => row(app, line, /** @type {string} */ (contract)))));
}

/** @param {App} app @param {BillLine} line @param {string} contract */
function row(app, line, contract) {
  const { store, t } = app;
  const pick = () => (store.get().item === line.item ? chooseItem(app, contract, line.item) : store.set({ item: line.item }));
  return h('tr', { data: { item: line.item }, 'aria-current': store.get().item === line.item },
    h('th', { scope: 'row' }, h('a', { href: `/contracts/${contract}/#item-${line.item}` }, `${line.code} ${line.name}`),
      line.elements_here > 0 && h('button', { class: 'link-button', type: 'button', data: { key: `bill-${line.item}` }, on: { click: pick } }, t('bill_elements', { n: line.elements_here })),
      line.elements > line.elements_here && h('small', { class: 'faint' }, t('bill_all', { n: line.elements }))),
    h('td', { class: 'num' }, `${plain(line.quantity)} ${line.unit}`),
    h('td', { class: 'num' }, line.model_quantity === null ? '–' : `${plain(line.model_quantity)} ${line.unit}`,
      line.off_pct !== null && h('b', { class: isFar(line) ? 'far' : '' }, ` ${signed(line.off_pct)}`),
      line.elements > 0 && h('small', { class: 'faint' }, sourceOf(t, line))));
}

/** @param {BillLine} line */
export function isFar({ off_pct: off }) {
  return off !== null && Math.abs(Number(off)) > FAR_PCT;
}

/** A quantity without the noughts that say nothing. @param {string} quantity */
export function plain(quantity) {
  return String(Number(Number(quantity).toFixed(3)));
}

/** @param {string} pct of 100 */
export function signed(pct) {
  const value = Number(pct);
  return `${value > 0 ? '+' : value < 0 ? '−' : '±'}${Math.abs(value).toFixed(1)} %`;
}

/** Where a quantity is from, and how many elements have none. @param {App['t']} t @param {Pick<BillLine, 'source' | 'measured_by'>} line */
export function sourceOf(t, { measured_by: by, source: { computed, declared, counted, unknown } }) {
  if (!by) return t('bill_unknown');
  const said = [
    computed > 0 && t('bill_computed', { n: computed }), declared > 0 && t('bill_declared', { n: declared }),
    counted > 0 && t('bill_counted'), unknown > 0 && t('bill_unknown_of', { n: unknown })].filter(Boolean);
  return said.join(' · ');
}
