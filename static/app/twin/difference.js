/** What changed between two revisions, for both pictures and for the list. */

import { OTHER } from './colouring.js';
import { allBut, maskOf } from './masks.js';

/** @typedef {'added' | 'removed' | 'moved' | 'changed'} Change */
/** @typedef {{ set: string, name: string, before: unknown, after: unknown, unit?: string | null }} ValueChange  `set`: empty for name, type and the like */
/** @typedef {{ kind: Change, global_id: string, el: number, before_el: number, name: string, class: string, moved_m: number | null,
 *   facts: string[], values?: ValueChange[] | null }} ChangeRow  `el`, `before_el`: -1 where it is not */
/**
 * @typedef {object} Difference
 * @property {ChangeRow[]} rows
 * @property {Record<Change, number>} counts
 * @property {Uint32Array} of  colours in the revision in view: what did not change is grey
 * @property {Uint8Array} same  1 for each element that did not change: seen through, so that changes inside are seen
 * @property {Other} other  the earlier one
 */

/**
 * @typedef {object} Other
 * @property {import('./scene.js').SceneFacts} scene
 * @property {import('./elements.js').Elements} elements
 * @property {Uint32Array} of
 * @property {Uint8Array} same
 * @property {Uint8Array} hidden
 * @property {Uint8Array} kept  1 for each element that is there no less today: all but those removed
 */

export const CHANGES = /** @type {const} */ (['added', 'removed', 'moved', 'changed']);
const GREY = OTHER + 1;
export const CHANGE_COLOURS = /** @type {Record<Change, number>} */ ({ added: 0x2f9e62, removed: 0xd0483a, moved: 0xe39a2d, changed: 0x3d7fc4 });

/**
 * @param {Record<string, any[]>} answer  a list for each kind of change
 * @param {import('./elements.js').Elements} now @param {import('./elements.js').Elements} before
 * @param {import('./scene.js').SceneFacts} scene  of the earlier revision
 * @returns {Difference}
 */
export function readDifference(answer, now, before, scene) {
  const rows = CHANGES.flatMap((kind) => (answer[kind] ?? []).map((one) => /** @type {ChangeRow} */ ({ kind, ...one })));
  const of = new Uint32Array(now.count).fill(GREY);
  const old = new Uint32Array(before.count).fill(GREY);
  for (const { kind, el, before_el: was } of rows) {
    if (el >= 0) of[el] = CHANGE_COLOURS[kind] + 1;
    if (was >= 0) old[was] = CHANGE_COLOURS[kind] + 1;
  }
  const count = (/** @type {Change} */ kind) => rows.filter((row) => row.kind === kind).length;
  const counts = /** @type {Record<Change, number>} */ (Object.fromEntries(CHANGES.map((kind) => [kind, count(kind)])));
  const gone = rows.flatMap(({ kind, before_el: was }) => (kind === 'removed' && was >= 0 ? [was] : []));
  const other = { scene, elements: before, of: old, same: untouched(old), hidden: maskOf(before.count, before.airy), kept: allBut(before.count, gone) };
  return { rows, counts, of, same: untouched(of), other };
}

/** @param {Uint32Array} colours @returns {Uint8Array} */
function untouched(colours) {
  return Uint8Array.from(colours, (colour) => (colour === GREY ? 1 : 0));
}

const UNITS = /** @type {Record<string, string>} */ ({ m: ' m', m2: ' m²', m3: ' m³', kg: ' kg', s: ' s' });

/** One changed value in words. @param {ValueChange} value @param {(name: string) => string} named  of what is in no set */
export function valueLine({ set, name, before, after, unit }, named) {
  const shown = (/** @type {unknown} */ value) => (value === null || value === undefined || value === '' ? '–' : `${Array.isArray(value) ? value.join(', ') : value}${UNITS[unit ?? ''] ?? ''}`);
  return `${set ? `${set}.${name}` : named(name)}: ${shown(before)} → ${shown(after)}`;
}
