/** From what a person has hidden, chosen and coloured to how every element looks. */

import { landOf } from '../beyond.js';
import { landColours } from './land/colours.js';
import { elementsOf } from './state.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./engine/palette.js').Looks} Looks */

/** What the look depends on. @param {Readonly<State>} state */
export function looksDependOn(state) {
  return [state.hidden, state.ghosted, state.chosen, state.colours.value, state.difference.value, state.elements.value, state.side === 'land', state.scene.value];
}

/** @param {Readonly<State>} state @returns {Looks | null} null as long as the elements are not known */
export function looksOf(state) {
  if (!elementsOf(state)) return null;
  const { hidden, ghosted, chosen } = state;
  const difference = state.difference.value;
  if (difference) return { hidden, ghosted: difference.same, chosen, colours: difference.of };
  const beyond = state.side === 'land' ? landColours(landOf(state.scene.value), hidden.length) : null;
  if (beyond) return { hidden, ghosted, chosen, colours: beyond };
  return { hidden, ghosted, chosen, colours: state.colours.value?.of ?? null };
}
