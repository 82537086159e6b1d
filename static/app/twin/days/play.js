/** A building on a day: which elements are seen, in which colour, and how many of each kind. All days from one answer. */

import { OTHER } from '../colouring.js';
import { COMING, GAP } from './tints.js';
import { AHEAD, byteOf, CATEGORIES, courseOf, dayOf, DONE, GOING_ON, NOT_STARTED, todayNumber } from './course.js';

/** @typedef {'gap' | 'planned' | 'actual'} Clock */
/** @typedef {{ name: string, schedule: string, tasks: any[], courses: import('./course.js').Course[], taskOf: Uint32Array, counts: Uint32Array, first: number, last: number }} Changes */
/** @typedef {{ hidden: Uint8Array, colours: Uint32Array, counts: Record<string, number> }} Scene */

export const CLOCKS = /** @type {const} */ (['gap', 'planned', 'actual']);
export const COLOURS = /** @type {Record<string, number>} */ ({
  no_task: OTHER, not_due: 0xdfe5ea, ...GAP, no_dates: 0x8d98a3, ahead: COMING, not_started: 0xdfe5ea, going_on: 0xe39a2d, done: 0x4f8fa8,
});
const PHASES = ['not_started', 'going_on', 'done', 'no_dates'];
const GHOSTS = new Set(['not_due', 'not_started']);
const MARGIN = 7;

/** @param {any} answer @param {number} count  elements in the picture; those of other models have no task here @returns {Changes} */
export function readChanges(answer, count) {
  const raw = Uint8Array.from(atob(answer.task_of), (letter) => letter.charCodeAt(0));
  const taskOf = new Uint32Array(count);
  taskOf.set(new Uint32Array(raw.buffer).subarray(0, count));
  /** @type {import('./course.js').Course[]} */
  const courses = answer.tasks.map((/** @type {any} */ task) => courseOf(task, true));
  const planned = answer.tasks.flatMap((/** @type {any} */ task) => [dayOf(task.start), dayOf(task.finish)]);
  const days = [...planned, ...courses.flatMap(({ start, finish, began, ended, said }) => [start, finish, began, ended, ...said.map(({ on }) => on)])].flatMap((day) => (day === null ? [] : [day]));
  const within = days.length ? days : [todayNumber()];
  const counts = new Uint32Array(answer.tasks.length + 1);
  for (const n of taskOf) counts[n] += 1;
  return { name: answer.name, schedule: answer.schedule, tasks: answer.tasks, courses, taskOf, counts,
    first: within.reduce(least) - MARGIN, last: within.reduce(most) + MARGIN };
}

/** What a task makes in this model; null where the schedule has no such task. @param {Pick<Changes, 'tasks' | 'taskOf'>} changes @param {string} key @returns {number[] | null} */
export function elementsOfTask({ tasks, taskOf }, key) {
  const number = tasks.findIndex((task) => task.key === key) + 1;
  if (!number) return null;
  /** @type {number[]} */
  const els = [];
  taskOf.forEach((of, el) => { if (of === number) els.push(el); });
  return els;
}

const least = (/** @type {number} */ a, /** @type {number} */ b) => Math.min(a, b);
const most = (/** @type {number} */ a, /** @type {number} */ b) => Math.max(a, b);

/** What each clock calls a task's byte. @param {number} octet @param {Clock} clock */
function kindOf(octet, clock) {
  if (clock === 'gap') return octet & AHEAD ? 'ahead' : CATEGORIES[octet & 7];
  return PHASES[(octet >> (clock === 'planned' ? 3 : 5)) & 3];
}

/** The legend's order. @param {Clock} clock */
export function kindsOf(clock) {
  return clock === 'gap' ? ['on_time', 'early', 'late', 'planned_not_built', 'claimed_without_evidence', 'ahead', 'not_due', 'no_dates', 'no_task']
    : [PHASES[DONE], PHASES[GOING_ON], PHASES[NOT_STARTED], 'no_dates', 'no_task'];
}

/**
 * @param {Changes} changes @param {number} day @param {Clock} clock @param {Uint8Array} gone  what a person hides anyway
 * @param {number} [today]  of a later day nothing that is missing is called late
 * @returns {Scene}
 */
export function sceneOn({ courses, taskOf, counts: own }, day, clock, gone, today = todayNumber()) {
  const count = courses.length + 1;
  const [colours, unseen] = [new Uint32Array(count), new Uint8Array(count)];
  /** @type {Record<string, number>} */
  const counts = { no_task: 0 };
  colours[0] = OTHER + 1;
  for (let n = 1; n < count; n += 1) {
    const kind = kindOf(byteOf(courses[n - 1], day, today), clock);
    colours[n] = COLOURS[kind] + 1;
    unseen[n] = GHOSTS.has(kind) ? 1 : 0;
    counts[kind] = (counts[kind] ?? 0) + own[n];
  }
  const [hidden, of] = [new Uint8Array(taskOf.length), new Uint32Array(taskOf.length)];
  for (let el = 0; el < taskOf.length; el += 1) {
    const n = taskOf[el];
    of[el] = colours[n];
    hidden[el] = gone[el] | unseen[n];
  }
  return { hidden, colours: of, counts };
}
