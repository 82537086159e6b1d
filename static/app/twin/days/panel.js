/** Days of the building: a slider, play and pause, the clock that is seen, and how many elements are in which state. */

import { all, fill, h, icon } from '../../dom.js';
import { failure } from '../../panels/failure.js';
import { cssColour } from '../colouring.js';
import { elementsOf } from '../state.js';
import { dayOf, textOf, todayNumber } from './course.js';
import { photosSwitch } from '../photos/switch.js';
import { linkingPart } from './linking.js';
import { makesFilms } from './film.js';
import { takePlay } from './frames.js';
import { momentsOf, PACES, PAIRS } from './pair.js';
import { CLOCKS, COLOURS, kindsOf, sceneOn } from './play.js';

/** @typedef {import('../app.js').App} App */

/** @param {App} app @param {HTMLElement} element @returns {() => void} */
export function showDays(app, element) {
  const { store } = app;
  const parts = { days: h('div', { class: 'days-panel' }), photos: h('div', { class: 'photos-switch' }), links: h('div', { class: 'links-part' }) };
  element.replaceChildren(h('div', { class: 'views-panel' }, parts.days, parts.photos, parts.links));
  const pick = (/** @type {any} */ state) => [state.language, state.days, state.day, state.clock, state.playing, state.pair, state.otherDay, state.pace, state.taking, state.target, state.side === 'progress'];
  return all(store.watch(pick, () => render(app, parts.days), { now: true }), photosSwitch(app, parts.photos), linkingPart(app, parts.links));
}

/** @param {App} app @param {HTMLElement} element */
function render(app, element) {
  const { store, verbs, t } = app;
  const { days, day, side, target } = store.get();
  if (side !== 'progress') return;
  if (target === 'item') return void fill(element);
  if (days.status === 'error') return void fill(element, /** @type {any} */ (days.error)?.status === 404 ? h('p', { class: 'empty' }, t('days_none')) : failure(/** @type {any} */ (app), days.error, () => verbs.daysAgain()));
  if (!days.value || day === null) return void fill(element, h('p', { class: 'empty' }, t('loading')));
  fill(element, h('h3', {}, days.value.name), slider(app, days.value, day), ahead(app, day), clocks(app), pairs(app, days.value), takes(app), legend(app, days.value, day));
}

/** @param {App} app @param {import('./play.js').Changes} days @param {number} day */
function slider({ store, verbs, t }, { first, last }, day) {
  const { playing } = store.get();
  const go = (/** @type {any} */ value) => { if (value !== null) store.set({ day: Math.min(last, Math.max(first, Number(value))), playing: false }); };
  const key = (/** @type {string} */ name) => ({ key: `day-${name}` });
  return h('div', { class: 'days-slider' },
    h('input', { type: 'range', min: first, max: last, step: 1, value: day, 'aria-label': t('days_day'), 'aria-valuetext': textOf(day), data: key('slider'), on: { input: (/** @type {any} */ event) => go(event.target.value) } }),
    h('div', { class: 'find-actions' },
      h('button', { class: 'button small', type: 'button', 'aria-label': t('days_week_back'), title: t('days_week_back'), data: key('back'), on: { click: () => verbs.step(-1) } }, icon('left')),
      h('button', { class: 'button small', type: 'button', 'aria-pressed': playing, data: key('play'), on: { click: () => store.set({ playing: !playing, ...(day >= last ? { day: first } : {}) }) } }, t(playing ? 'days_pause' : 'days_play')),
      h('button', { class: 'button small', type: 'button', 'aria-label': t('days_week_on'), title: t('days_week_on'), data: key('on'), on: { click: () => verbs.step(1) } }, icon('right')),
      h('input', { type: 'date', value: textOf(day), min: textOf(first), max: textOf(last), 'aria-label': t('days_day'), data: key('date'), on: { change: (/** @type {any} */ event) => go(dayOf(event.target.value)) } })));
}

/** Of a day that has not come there are no facts. @param {App} app @param {number} day */
function ahead({ store, t }, day) {
  const { pair, otherDay, days } = store.get();
  const latest = pair === 'dates' ? Math.max(day, otherDay ?? days.value?.last ?? day) : day;
  return latest > todayNumber() && h('p', { class: 'faint', role: 'note', data: { key: 'day-ahead' } }, t('days_ahead', { today: textOf(todayNumber()) }));
}

/** One picture or two, and the right one's day. @param {App} app @param {import('./play.js').Changes} days */
function pairs({ store, t }, { first, last }) {
  const { pair, pace } = store.get();
  const other = store.get().otherDay ?? last;
  const choose = (/** @type {string} */ text) => { const day = dayOf(text); if (day !== null) store.set({ otherDay: Math.min(last, Math.max(first, day)) }); };
  return [
    h('div', { class: 'segments', role: 'group', 'aria-label': t('days_pair') }, PAIRS.map((one) => h('button', {
      type: 'button', 'aria-pressed': one === pair, data: { key: `pair-${one || 'one'}` }, on: { click: () => store.set({ pair: one }) } }, t(/** @type {any} */ (`days_pair_${one || 'one'}`))))),
    pair === 'dates' && h('div', { class: 'days-slider' }, h('label', { class: 'field' }, h('span', { class: 'faint' }, t('days_other')),
      h('input', { type: 'range', min: first, max: last, step: 1, value: other, 'aria-valuetext': textOf(other), data: { key: 'other-slider' }, on: { input: (/** @type {any} */ event) => store.set({ otherDay: Number(event.target.value) }) } })),
    h('input', { type: 'date', value: textOf(other), min: textOf(first), max: textOf(last), 'aria-label': t('days_other'), data: { key: 'other-date' }, on: { change: (/** @type {any} */ event) => choose(event.target.value) } })),
    h('label', { class: 'field' }, h('span', { class: 'faint' }, t('days_pace')), h('select', { data: { key: 'days-pace' }, on: { change: (/** @type {any} */ event) => store.set({ pace: Number(event.target.value) }) } },
      PACES.map((one) => h('option', { value: one, selected: one === pace }, t(one === 1 ? 'days_week' : 'days_weeks', { n: one }))))),
  ];
}

/** The play to take along. @param {App} app */
function takes(app) {
  const { store, t } = app;
  const { taking } = store.get();
  if (taking) return h('div', { class: 'find-actions', role: 'status' }, t('days_taking', taking), h('button', { class: 'button small', type: 'button', data: { key: 'take-stop' }, on: { click: () => store.set({ taking: null }) } }, t('cancel')));
  const film = makesFilms();
  const take = (/** @type {import('./frames.js').Kind} */ kind) => h('button', { class: 'button small', type: 'button', disabled: kind === 'film' && !film, title: kind === 'film' && !film ? t('days_no_film') : '', data: { key: `take-${kind}` }, on: { click: () => takePlay(app, kind) } }, t(`days_take_${kind}`));
  return h('div', { class: 'find-actions' }, take('png'), take('film'));
}

/** @param {App} app */
function clocks({ store, t }) {
  const { clock } = store.get();
  return h('div', { class: 'segments', role: 'group', 'aria-label': t('days_clock') }, CLOCKS.map((one) => h('button', {
    type: 'button', 'aria-pressed': one === clock, data: { key: `clock-${one}` }, on: { click: () => store.set({ clock: one }) } }, t(`days_${one}`))));
}

/** What is seen and how many of each; with two pictures a number for each. @param {App} app @param {import('./play.js').Changes} days @param {number} day */
function legend({ store, verbs, t }, days, day) {
  const state = store.get();
  const moments = momentsOf(state) ?? [{ day, clock: state.clock }];
  const counts = moments.map((moment) => countsAt(state, days, moment));
  const shown = kindsOf(moments[0].clock).filter((kind) => counts.some((of) => of[kind]));
  return h('ul', { class: 'colour-rows', 'aria-live': state.playing ? 'off' : 'polite' },
    moments.length > 1 && h('li', { class: 'pair-heads faint', 'aria-hidden': 'true' }, t('days_pair_heads')),
    shown.map((kind) => h('li', { data: { kind } },
      h('span', { class: 'row-button' }, h('i', { class: 'swatch', style: { '--colour': cssColour(COLOURS[kind]) } }), h('span', {}, t(/** @type {any} */ (`state_${kind}`))), h('b', {}, counts.map((of) => of[kind] ?? 0).join(' | '))))),
    shown.includes('on_time') && h('li', { class: 'faint' }, t('days_on_time')),
    doubts(state, days, day, t),
    h('li', {}, h('button', { class: 'link-button', type: 'button', on: { click: () => verbs.showAll() } }, t('show_all'))));
}

/** Why some claims are called so: the way to the list. @param {Readonly<import('../state.js').State>} state @param {import('./play.js').Changes} days @param {number} day @param {App['t']} t */
function doubts({ project }, { courses }, day, t) {
  const n = courses.filter(({ doubt }) => doubt && doubt.on <= day).length;
  return n > 0 && h('li', {}, h('a', { class: 'link-button', href: `/projects/${encodeURIComponent(project)}/disagreements/`, data: { key: 'days-doubted' } }, t('days_doubted', { n })));
}

/** Elements by kind in one picture. @param {Readonly<import('../state.js').State>} state @param {import('./play.js').Changes} days @param {import('./pair.js').Moment} moment */
function countsAt(state, days, { day, clock }) {
  const { counts } = sceneOn(days, day, clock, state.hidden);
  const elements = elementsOf(state);
  const without = elements ? bodies(elements) - Object.values(counts).reduce((sum, n) => sum + n, 0) : 0;
  return /** @type {Record<string, number>} */ ({ ...counts, no_task: Math.max(0, without) });
}

/** Elements that have a body. @type {WeakMap<object, number>} */
const counted = new WeakMap();

/** @param {import('../elements.js').Elements} elements */
function bodies(elements) {
  const known = counted.get(elements);
  if (known !== undefined) return known;
  let found = 0;
  for (let el = 0; el < elements.count; el += 1) if (!elements.isAiry(el) && !elements.isSpatial(el) && elements.box(el)) found += 1;
  counted.set(elements, found);
  return found;
}
