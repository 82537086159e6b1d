/** The view as an address: camera, what is chosen, hidden and seen through, cuts, plan, colours. It carries no rights. */

import { noCuts } from './cuts.js';
import { dayOf, textOf } from './days/course.js';
import { PACES, PAIRS } from './days/pair.js';
import { fromLetters, maskOf, toLetters } from './masks.js';
import { readPhoto } from '../permalink.js';
import { elementsOf, hiddenAtFirst } from './state.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./elements.js').Elements} Elements */
/** @typedef {import('./engine/edges.js').Point} Point */

const MOST_LETTERS = 6000;
/** So many chosen elements are named by GlobalId; more are told as a set of this revision. */
const MOST_NAMED = 40;
const SIDES = ['tree', 'find', 'colour', 'cut', 'views', 'issues', 'land', 'versions', 'progress'];

/** @param {Readonly<State>} state @returns {string} without the number sign */
export function toLink(state) {
  const query = new URLSearchParams();
  const elements = elementsOf(state);
  if (state.side === 'progress' && state.task) query.set('task', state.task);
  else if (state.chosen.length && elements) chosen(query, state.chosen, elements);
  if (state.view) query.set('view', [...state.view.eye, ...state.view.target].map(short).join(','));
  if (state.cuts.planes.length) query.set('cut', state.cuts.planes.map(({ normal, distance }) => [...normal, distance].map(short).join(',')).join(';'));
  if (state.cuts.box) query.set('box', [...state.cuts.box.min, ...state.cuts.box.max].map(short).join(','));
  if (elements) sets(query, state, elements);
  if (state.plan !== null && elements) query.set('plan', elements.globalId(state.plan));
  if (state.colour) query.set('by', state.colour.by);
  if (state.query) query.set('q', state.query);
  if (state.side !== 'tree') query.set('side', state.side);
  if (state.pinned) query.set('issue', state.pinned);
  if (state.photosOn) query.set('photos', '1');
  if (state.photosOn && state.photo) query.set('photo', state.photo);
  if (state.joining.length) query.set('with', state.joining.join(','));
  if (state.against) query.set('against', state.against);
  if (state.side === 'progress') days(query, state);
  if (state.side === 'progress') bill(query, state);
  if (state.split) query.set('split', '1');
  return query.toString().replace(/%2C/g, ',').replace(/%3B/g, ';').replace(/%24/g, '$');
}

/** A part of what is chosen would mislead: all of it, or where that is too long nothing; what a task makes is told by the task. @param {URLSearchParams} query @param {readonly number[]} els @param {Elements} elements */
function chosen(query, els, elements) {
  if (els.length <= MOST_NAMED) query.set('el', els.map(elements.globalId).join(','));
  else {
    const letters = toLetters(maskOf(elements.count, els));
    if (letters.length < MOST_LETTERS) query.set('els', letters);
  }
}

/** @param {URLSearchParams} query @param {Readonly<State>} state */
function days(query, { day, clock, schedule, pair, otherDay, pace }) {
  if (day !== null) query.set('on', textOf(day));
  if (clock !== 'gap') query.set('clock', clock);
  if (schedule) query.set('schedule', schedule);
  if (pair) query.set('pair', pair);
  if (pair === 'dates' && otherDay !== null) query.set('and', textOf(otherDay));
  if (pace !== 1) query.set('pace', String(pace));
}

/** @param {URLSearchParams} query @param {Readonly<State>} state */
function bill(query, { target, contract, item }) {
  if (target !== 'item') return;
  query.set('to', 'item');
  if (contract) query.set('contract', contract);
  if (item) query.set('item', item);
}

/** The address is made anew with every change of the state; sets of elements change seldom, and only as a whole. @type {WeakMap<object, string>} */
const letters = new WeakMap();

/** @param {object} of @param {() => string} make */
function once(of, make) {
  const known = letters.get(of);
  if (known !== undefined) return known;
  const made = make();
  letters.set(of, made);
  return made;
}

/** @param {URLSearchParams} query @param {Readonly<State>} state @param {Elements} elements */
function sets(query, { hidden, ghosted }, elements) {
  const usual = once(elements, () => toLetters(hiddenAtFirst(elements)));
  const [gone, ghosts] = [hidden, ghosted].map((mask) => once(mask, () => toLetters(mask)));
  if (gone !== usual && gone.length < MOST_LETTERS) query.set('hide', gone || '.');
  if (ghosts && ghosts.length < MOST_LETTERS) query.set('ghost', ghosts);
}

/** What a link says of the view before the elements are known. @param {string} hash @returns {Partial<State>} */
export function stateOfHash(hash) {
  const query = new URLSearchParams(hash.replace(/^#/, ''));
  const side = query.get('side') ?? 'tree';
  const by = query.get('by');
  return {
    view: viewOf(query.get('view')), cuts: cutsOf(query), query: query.get('q') ?? '', split: query.get('split') === '1',
    side: /** @type {any} */ (SIDES.includes(side) ? side : 'tree'), against: query.get('against'), pinned: query.get('issue'),
    photosOn: query.get('photos') === '1', photo: query.get('photos') === '1' ? readPhoto(query.get('photo')) : null,
    day: dayOf(query.get('on')), clock: /** @type {any} */ (['planned', 'actual'].includes(query.get('clock') ?? '') ? query.get('clock') : 'gap'), schedule: query.get('schedule'), task: side === 'progress' ? query.get('task') : null,
    pair: PAIRS.find((one) => one && one === query.get('pair')) ?? '', otherDay: dayOf(query.get('and')), pace: PACES.find((one) => String(one) === query.get('pace')) ?? 1,
    target: query.get('to') === 'item' ? 'item' : 'task', contract: query.get('contract'), item: query.get('item'),
    colour: by ? { by } : null, joining: (query.get('with') ?? '').split(',').filter(Boolean),
  };
}

/** The rest, that names elements. @param {string} hash @param {Elements} elements @returns {Partial<State>} */
export function setsOfHash(hash, elements) {
  const query = new URLSearchParams(hash.replace(/^#/, ''));
  const hide = query.get('hide');
  const plan = elements.elOf(query.get('plan') ?? '');
  const many = fromLetters(query.get('els') ?? '', elements.count) ?? [];
  const mask = (/** @type {string | null} */ text) => (text ? fromLetters(text === '.' ? '' : text, elements.count) : null);
  return {
    chosen: [...(query.get('el') ?? '').split(',').map(elements.elOf).filter((el) => el >= 0), ...elsOf(many)],
    hidden: mask(hide) ?? hiddenAtFirst(elements),
    ghosted: mask(query.get('ghost')) ?? new Uint8Array(elements.count),
    plan: plan >= 0 ? plan : null,
  };
}

/** @param {ArrayLike<number>} mask @returns {number[]} */
const elsOf = (mask) => Array.from(mask, (inside, el) => (inside ? el : -1)).filter((el) => el >= 0);

/** @param {string} hash @param {Elements | null} elements @returns {Partial<State>} */
export function stateOfLink(hash, elements) {
  return { ...stateOfHash(hash), ...(elements ? setsOfHash(hash, elements) : {}), walking: false };
}

/** @param {string | null} text @returns {State['view']} */
function viewOf(text) {
  const six = numbers(text, 6);
  return six && { eye: /** @type {Point} */ (six.slice(0, 3)), target: /** @type {Point} */ (six.slice(3)) };
}

/** @param {URLSearchParams} query @returns {State['cuts']} */
function cutsOf(query) {
  const planes = (query.get('cut') ?? '').split(';').flatMap((text) => {
    const four = numbers(text, 4);
    return four && Math.hypot(...four.slice(0, 3)) > 0.5 ? [{ normal: /** @type {Point} */ (four.slice(0, 3)), distance: four[3] }] : [];
  });
  const six = numbers(query.get('box'), 6);
  return { planes: planes.slice(0, 6), box: six ? { min: /** @type {Point} */ (six.slice(0, 3)), max: /** @type {Point} */ (six.slice(3)) } : noCuts().box };
}

/** @param {string | null} text @param {number} count @returns {number[] | null} */
function numbers(text, count) {
  const found = (text ?? '').split(',').map(Number);
  return text && found.length === count && found.every(Number.isFinite) ? found : null;
}

/** Millimetres are enough. @param {number} value */
function short(value) {
  return String(Number(value.toFixed(3)));
}
