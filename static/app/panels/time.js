/** The time slider: what is under construction month by month, by the plan or in fact. */

import { all, fill, h, icon } from '../dom.js';
import * as format from '../format.js';
import { barsOf, dateOf, monthOf, monthText, movedByKey, nextMonth } from '../timeline.js';
import { failure } from './failure.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../timeline.js').Bar} Bar */

const STEP_MS = 1100;

/**
 * @param {App} app
 * @param {HTMLElement} element
 * @returns {() => void}
 */
export function showTime(app, element) {
  const { store } = app;
  /** @type {{ timer: ReturnType<typeof setInterval> | undefined }} */
  const player = { timer: undefined };
  const render = () => {
    const { timeOpen, months } = store.get();
    element.hidden = !timeOpen;
    if (!timeOpen) return stop(player);
    if (months.status === 'error') return fill(element, failure(app, months.error));
    const bars = barsOf(months.value?.months ?? []);
    return fill(element, head(app, bars, player, render), track(app, bars), axis(bars));
  };
  return all(
    () => stop(player),
    store.watch((state) => [state.timeOpen, state.months, state.filter.at, state.clock, state.language], render, { now: true }),
    store.watch((state) => state.timeOpen, (open) => !open && store.get().filter.at && app.verbs.narrow({ at: null, clock: null })),
  );
}

/** @param {App} app @param {Bar[]} bars @param {{ timer: any }} player @param {() => void} render */
function head(app, bars, player, render) {
  const { store, verbs, t } = app;
  const { filter, clock } = store.get();
  const playing = player.timer !== undefined;
  const chosen = filter.at ? bars.find(({ month }) => month === monthOf(/** @type {string} */ (filter.at))) : undefined;
  const play = () => {
    if (playing) stop(player);
    else start(app, player);
    render();
  };
  return h('div', { class: 'time-head' },
    h('button', { class: 'button', type: 'button', disabled: !bars.length, 'aria-label': t(playing ? 'pause' : 'play'),
      title: t(playing ? 'pause' : 'play'), data: { key: 'play' }, on: { click: play } }, icon(playing ? 'pause' : 'play')),
    clocks(app, clock),
    h('output', { class: 'time-now', 'aria-live': playing ? 'off' : 'polite' }, filter.at
      ? t('time_now', { month: filter.at.slice(0, 7), n: format.count(chosen?.projects ?? 0) }) : t('time_all')),
    filter.at && h('button', { class: 'link-button', type: 'button', data: { key: 'time-clear' },
      on: { click: () => { stop(player); verbs.narrow({ at: null, clock: null }); } } }, t('time_clear')),
    h('button', { class: 'tiny', type: 'button', 'aria-label': t('close'), title: t('close'), data: { key: 'time-close' },
      on: { click: () => store.set({ timeOpen: false }) } }, icon('close')));
}

/** @param {App} app @param {import('../types.js').Clock} clock */
function clocks({ store, t }, clock) {
  const choose = (/** @type {import('../types.js').Clock} */ one) => {
    const { filter } = store.get();
    store.set({ clock: one, filter: { ...filter, clock: filter.at ? one : null } });
  };
  return h('div', { class: 'segments', role: 'group', 'aria-label': t('clocks') },
    /** @type {const} */ (['planned', 'actual']).map((one) => h('button', {
      type: 'button', 'aria-pressed': one === clock, data: { key: `clock-${one}` }, on: { click: () => choose(one) },
    }, t(`clock_${one}`))));
}

/** @param {App} app @param {Bar[]} bars */
function track(app, bars) {
  const { store, t } = app;
  const { filter, months } = store.get();
  if (!bars.length) return h('p', { class: 'empty' }, t(months.status === 'loading' ? 'loading' : 'time_empty'));
  const most = Math.max(...bars.map(({ projects }) => projects), 1);
  const at = filter.at ? monthOf(filter.at) : null;
  const now = bars.find(({ month }) => month === at);
  return h('div', {
    class: 'track', role: 'slider', tabindex: 0, 'aria-label': t('time'), data: { key: 'track' },
    'aria-valuemin': bars[0].month, 'aria-valuemax': bars[bars.length - 1].month, 'aria-valuenow': at ?? bars[0].month,
    'aria-valuetext': now ? t('time_now', { month: monthText(now.month), n: now.projects }) : t('time_all'),
    on: {
      keydown: (/** @type {KeyboardEvent} */ event) => key(app, bars, event),
      pointerdown: (/** @type {PointerEvent} */ event) => drag(app, bars, event),
    },
  }, bars.map(({ month, projects }) => h('i', {
    class: month === at ? 'now' : '', style: { '--part': `${(projects / most) * 100}%` },
    title: t('time_now', { month: monthText(month), n: format.count(projects) }),
  })));
}

/** @param {Bar[]} bars */
function axis(bars) {
  const years = bars.map(({ month }, index) => ({ month, index })).filter(({ month }) => month % 12 === 0);
  const step = Math.ceil(years.length / 10);
  return h('div', { class: 'axis', 'aria-hidden': 'true' }, years.filter((_, i) => i % step === 0).map(({ month, index }) => h('span', {
    style: { left: `${((index + 0.5) / bars.length) * 100}%` } }, String(month / 12))));
}

/** @param {App} app @param {Bar[]} bars @param {KeyboardEvent} event */
function key(app, bars, event) {
  const { filter } = app.store.get();
  const month = movedByKey(event.key, filter.at ? monthOf(filter.at) : bars[0].month, bars);
  if (month === null) return;
  event.preventDefault();
  choose(app, month);
}

/** @param {App} app @param {Bar[]} bars @param {PointerEvent} event */
function drag(app, bars, event) {
  const track = /** @type {HTMLElement} */ (event.currentTarget);
  const box = track.getBoundingClientRect();
  const monthAt = (/** @type {PointerEvent} */ { clientX }) => {
    const index = Math.floor(((clientX - box.left) / box.width) * bars.length);
    return bars[Math.max(0, Math.min(bars.length - 1, index))].month;
  };
  choose(app, monthAt(event));
  const move = (/** @type {PointerEvent} */ next) => choose(app, monthAt(next));
  const up = () => document.removeEventListener('pointermove', move);
  document.addEventListener('pointermove', move);
  document.addEventListener('pointerup', up, { once: true });
}

/** @param {App} app @param {number} month */
function choose({ store, verbs }, month) {
  const at = dateOf(month);
  if (at !== store.get().filter.at) verbs.narrow({ at, clock: store.get().clock });
}

/** @param {App} app @param {{ timer: any }} player */
function start(app, player) {
  const step = () => {
    const { months, filter, totals } = app.store.get();
    const bars = barsOf(months.value?.months ?? []);
    if (!bars.length || totals.status === 'loading') return;
    choose(app, nextMonth(bars, filter.at ? monthOf(filter.at) : null));
  };
  step();
  player.timer = setInterval(step, STEP_MS);
}

/** @param {{ timer: any }} player */
function stop(player) {
  clearInterval(player.timer);
  player.timer = undefined;
}
