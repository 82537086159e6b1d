/**
 * What should stand and what stands of one task on a day. The server has the same rules (bim/linking/rules.py); both are
 * held against the same cases. Days are numbers, counted from 1970-01-01.
 */

/** @typedef {{ on: number, percent: number, confirmed: boolean }} Said */
/** What holds up of the reports from a day on, of 100. @typedef {{ on: number, percent: number }} Doubt */
/** @typedef {{ start: number | null, finish: number | null, began: number | null, ended: number | null, said: Said[], doubt: Doubt | null }} Course */

export const NOT_STARTED = 0, GOING_ON = 1, DONE = 2, UNDATED = 3;
/** In the order of their numbers. */
export const CATEGORIES = /** @type {const} */ (['no_task', 'not_due', 'on_time', 'early', 'late', 'planned_not_built', 'claimed_without_evidence', 'no_dates']);
/** In a byte: the day has not come, so that what is missing by then is not late. The category is then `not_due`. */
export const AHEAD = 128;
const [, NOT_DUE, ON_TIME, EARLY, LATE, NOT_BUILT, ONLY_CLAIMED, NO_DATES] = CATEGORIES.map((_, i) => i);
const DAY_MS = 86_400_000;

/** @param {string | null | undefined} text  2026-03-02 @returns {number | null} */
export function dayOf(text) {
  const ms = text ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return Number.isFinite(ms) ? Math.round(ms / DAY_MS) : null;
}

/** @param {number} day */
export function textOf(day) {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** @param {any} task  as the server tells it @param {boolean} byBaseline @returns {Course} */
export function courseOf(task, byBaseline) {
  const based = byBaseline && task.base_start && task.base_finish;
  const said = (task.said ?? []).map((/** @type {any} */ [on, percent, confirmed]) => ({ on: dayOf(on) ?? 0, percent, confirmed }));
  return {
    start: dayOf(based ? task.base_start : task.start), finish: dayOf(based ? task.base_finish : task.finish),
    began: dayOf(task.began), ended: dayOf(task.ended), doubt: task.doubt ? { on: dayOf(task.doubt[0]) ?? 0, percent: task.doubt[1] } : null,
    said: said.sort((/** @type {Said} */ a, /** @type {Said} */ b) => a.on - b.on),
  };
}

/** @param {Course} course @param {number} on */
export function plannedOn({ start, finish }, on) {
  if (start === null || finish === null) return UNDATED;
  if (on < start) return NOT_STARTED;
  return on >= finish ? DONE : GOING_ON;
}

/** What stands, since when it is done, and what is claimed beyond it. @param {Course} course @param {number} on */
export function actualOn({ began, ended, said, doubt }, on) {
  let since = null;
  let [sure, claimed] = [0, 0];
  for (const one of said) {
    if (one.on > on) break;
    if (one.confirmed) {
      since = one.percent >= 100 ? since ?? one.on : null;
      sure = one.percent;
    } else if (one.percent > claimed) claimed = one.percent;
  }
  if (doubt && on >= doubt.on && Math.max(sure, claimed) > doubt.percent) [since, sure, claimed] = [null, Math.min(sure, doubt.percent), Math.max(sure, claimed)];
  if (ended !== null && ended <= on) since = since === null ? ended : Math.min(since, ended);
  if (since !== null) return { state: DONE, since, claimed: 0 };
  const going = sure > 0 || (began !== null && began <= on);
  return { state: going ? GOING_ON : NOT_STARTED, since: null, claimed: claimed > sure ? claimed : 0 };
}

/** Today. */
export const todayNumber = () => dayHere(new Date());

/** The day it is where the reader is. @param {Date} now */
export function dayHere(now) {
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY_MS;
}

/** Category, plan and actual in one byte. @param {Course} course @param {number} on @param {number} today */
export function byteOf(course, on, today) {
  const plan = plannedOn(course, on);
  const actual = actualOn(course, on);
  const category = categoryOf(course, plan, actual);
  const ahead = on > today && actual.state !== DONE && [ON_TIME, LATE, NOT_BUILT].includes(category);
  return (ahead ? NOT_DUE | AHEAD : category) | (plan << 3) | (actual.state << 5);
}

/** @param {Course} course @param {number} plan @param {ReturnType<typeof actualOn>} actual */
function categoryOf({ finish }, plan, { state, since, claimed }) {
  if (state === DONE) {
    if (plan === UNDATED || finish === null || since === null) return NO_DATES;
    if (plan !== DONE) return EARLY;
    return since <= finish ? ON_TIME : LATE;
  }
  if (claimed >= 100 || (claimed && state === NOT_STARTED)) return ONLY_CLAIMED;
  if (plan === UNDATED) return NO_DATES;
  return state === GOING_ON ? [EARLY, ON_TIME, LATE][plan] : [NOT_DUE, LATE, NOT_BUILT][plan];
}
