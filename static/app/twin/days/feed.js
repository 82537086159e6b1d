/** The days of a building come with one answer; then the browser plays them. */

import { all, on } from '../../dom.js';
import { createLoad } from '../../loads.js';
import { elementsOf } from '../state.js';
import { todayNumber } from './course.js';
import { elementsOfTask, readChanges } from './play.js';

/** @typedef {import('../app.js').App} App */

const STEP_MS = 250;
const WEEK = 7;

/** @param {App} app @returns {() => void} */
export function feedDays(app) {
  const { store, doors } = app;
  const days = createLoad(store, 'days', async (signal) => {
    const { revision, schedule } = store.get();
    const count = elementsOf(store.get())?.count ?? 0;
    return readChanges(await doors.stateChanges(revision ?? '', schedule ?? '', signal), count);
  });
  const wanted = (/** @type {any[]} */ [open, elements]) => (open && elements ? days.run() : undefined);
  app.verbs.daysAgain = days.run;
  app.verbs.step = (weeks) => step(app, weeks);
  return all(
    store.watch((state) => [state.side === 'progress', state.elements.value, state.schedule], wanted, { now: true }),
    store.watch((state) => state.days.value, (found) => { if (found && store.get().day === null) store.set({ day: today(found) }); }),
    followTask(app),
    playing(app),
    on(document, 'keydown', (/** @type {KeyboardEvent} */ event) => press(app, event)),
  );
}

/** A task that is named chooses all it makes, again when links change; who chooses something else lets go of it. @param {Pick<App, 'store' | 'verbs' | 't'>} app @returns {() => void} */
export function followTask({ store, verbs, t }) {
  /** @type {readonly number[] | null} */
  let made = null;
  const choose = (/** @type {any[]} */ [task, days]) => {
    if (!task || !days) return;
    made = elementsOfTask(days, task);
    if (made?.length) return verbs.choose([...made]);
    verbs.say(t('days_no_task', { key: task }));
    return store.set({ task: null });
  };
  const letGo = (/** @type {readonly number[]} */ chosen) => {
    if (store.get().task && made?.length && !isSame(chosen, made)) store.set({ task: null });
  };
  return all(store.watch((state) => [state.task, state.days.value], choose, { now: true }), store.watch((state) => state.chosen, letGo));
}

/** @param {readonly number[]} left @param {readonly number[]} right */
const isSame = (left, right) => left.length === right.length && left.every((el, i) => el === right[i]);

/** Today, as far as it is within the days there are. @param {import('./play.js').Changes} days */
function today({ first, last }) {
  return Math.min(last, Math.max(first, todayNumber()));
}

/** So many steps on, to the end. @param {App} app @param {number} weeks */
function step({ store }, weeks) {
  const { days, day, pace } = store.get();
  if (!days.value || day === null) return;
  const { first, last } = days.value;
  const next = Math.min(last, Math.max(first, day + weeks * pace * WEEK));
  store.set({ day: next, playing: store.get().playing && next < last });
}

/** @param {App} app */
function playing(app) {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  const stop = () => clearInterval(timer);
  const follow = (/** @type {boolean} */ goes) => {
    stop();
    if (goes) timer = setInterval(() => step(app, 1), STEP_MS);
  };
  return all(app.store.watch((state) => state.playing && state.side === 'progress', follow, { now: true }), stop);
}

/** Space plays, comma and full stop go a week. @param {App} app @param {KeyboardEvent} event */
function press({ store, verbs }, event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (store.get().side !== 'progress' || store.get().target === 'item' || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || target.matches?.('input, textarea, select, button, summary, a')) return;
  if (event.key === ' ') store.set({ playing: !store.get().playing });
  else if (event.key === ',' || event.key === '.') verbs.step(event.key === '.' ? 1 : -1);
  else return;
  event.preventDefault();
}
