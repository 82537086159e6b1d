/** Two pictures of one building by one camera: plan and fact of a day, or one clock on two days. */

import { sceneOn } from './play.js';
import { textOf, todayNumber } from './course.js';

/** @typedef {import('../state.js').State} State */
/** @typedef {import('./play.js').Clock} Clock */
/** @typedef {'' | 'clocks' | 'dates'} Pair */
/** @typedef {{ day: number, clock: Clock }} Moment */

export const PAIRS = /** @type {const} */ (['', 'clocks', 'dates']);
/** Weeks a step takes. */
export const PACES = /** @type {const} */ ([1, 2, 4, 8]);

/** What the two pictures show, left and right; null while there is one. @param {Readonly<State>} state @returns {[Moment, Moment] | null} */
export function momentsOf({ pair, side, days, day, otherDay, clock, preview, difference }) {
  if (!pair || side !== 'progress' || !days.value || day === null || preview || difference.value) return null;
  if (pair === 'clocks') return [{ day, clock: 'planned' }, { day, clock: 'actual' }];
  return [{ day, clock }, { day: otherDay ?? days.value.last, clock }];
}

/** @param {Readonly<State>} state @param {Moment} moment @returns {import('../engine/palette.js').Looks} */
export function looksAt({ days, hidden, ghosted, chosen }, { day, clock }) {
  const scene = sceneOn(days.value, day, clock, hidden);
  return { hidden: scene.hidden, ghosted, chosen, colours: scene.colours };
}

/** A day that has not come says so. @param {(key: any) => string} t @param {Moment} moment @param {number} [today] */
export function captionOf(t, { day, clock }, today = todayNumber()) {
  return [textOf(day), t(`days_${clock}`), ...(day > today ? [t('state_ahead')] : [])].join(' · ');
}

/** Days of a play from the first to the last, the last always among them. @param {number} first @param {number} last @param {number} weeks */
export function daysOfPlay(first, last, weeks) {
  const found = [];
  for (let day = first; day < last; day += weeks * 7) found.push(day);
  return [...found, last];
}
