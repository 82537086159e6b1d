/** From what a person has hidden, chosen and coloured to how every element looks. */

import { landOf } from '../beyond.js';
import { landColours } from './land/colours.js';
import { billColours } from './days/bill.js';
import { previewColours } from './days/linking.js';
import { looksAt, momentsOf } from './days/pair.js';
import { elementsOf } from './state.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./engine/palette.js').Looks} Looks */

/** What the look depends on. @param {Readonly<State>} state */
export function looksDependOn(state) {
  return [state.hidden, state.ghosted, state.chosen, state.colours.value, state.difference.value, state.elements.value, state.side, state.scene.value, state.days.value, state.day, state.clock, state.preview, state.target, state.bill.value, state.pair, state.otherDay];
}

/** @param {Readonly<State>} state @returns {Looks | null} null as long as the elements are not known */
export function looksOf(state) {
  if (!elementsOf(state)) return null;
  const { hidden, ghosted, chosen } = state;
  const difference = state.difference.value;
  if (difference) return { hidden, ghosted: difference.same, chosen, colours: difference.of };
  if (state.side === 'progress') return looksOfDay(state);
  const beyond = state.side === 'land' ? landColours(landOf(state.scene.value), hidden.length) : null;
  if (beyond) return { hidden, ghosted, chosen, colours: beyond };
  return { hidden, ghosted, chosen, colours: state.colours.value?.of ?? null };
}

/** What is chosen shines over every colour; a preview's colours are to be told apart. @type {number[]} */
const NONE = [];

/** The building on a day, what a rule would link, or how far the bill reaches: its items have no days. @param {Readonly<State>} state @returns {Looks} */
function looksOfDay(state) {
  const { hidden, ghosted, chosen, days, day, clock, preview } = state;
  if (preview) return { hidden, ghosted, chosen: NONE, colours: previewColours(preview, hidden.length) };
  if (state.target === 'item') return { hidden, ghosted, chosen, colours: colouredByBill(state) };
  if (!days.value || day === null) return { hidden, ghosted, chosen, colours: null };
  const moments = momentsOf(state);
  return looksAt(state, moments ? moments[0] : { day, clock });
}

/** The colours last made, for as long as bill and elements are the same. @type {{ bill: unknown, elements: unknown, of: Uint32Array } | null} */
let kept = null;

/** @param {Readonly<State>} state */
function colouredByBill(state) {
  const elements = elementsOf(state);
  const bill = /** @type {import('./days/bill.js').Bill | null} */ (state.bill.value);
  if (!elements || !bill?.coverage) return null;
  if (kept?.bill !== bill || kept.elements !== elements) kept = { bill, elements, of: billColours(elements, bill) };
  return kept.of;
}
