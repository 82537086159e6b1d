/** What changed between two revisions, for both pictures and for the list. */

import { maskOf } from './masks.js';

/** @typedef {'added' | 'removed' | 'moved' | 'changed'} Change */
/** @typedef {{ change: Change, el: number, globalId: string, name: string, ifcClass: string, facts: any }} ChangeRow  `el` is -1 for what is gone */
/**
 * @typedef {object} Difference
 * @property {ChangeRow[]} rows
 * @property {Record<Change, number>} counts
 * @property {Uint32Array} of  colours in the revision in view
 * @property {Uint8Array} same  1 for each element that did not change: seen through, so that changes inside are seen
 * @property {{ scene: import('./scene.js').SceneFacts, of: Uint32Array, same: Uint8Array, hidden: Uint8Array }} other  the earlier one
 */

export const CHANGES = /** @type {const} */ (['added', 'removed', 'moved', 'changed']);
export const CHANGE_COLOURS = /** @type {Record<Change, number>} */ ({ added: 0x2f9e62, removed: 0xd0483a, moved: 0xe39a2d, changed: 0x3d7fc4 });

/**
 * @param {Record<string, any[]>} answer  lists by kind of change
 * @param {import('./elements.js').Elements} now @param {import('./elements.js').Elements} before
 * @param {import('./scene.js').SceneFacts} scene  of the earlier revision
 * @returns {Difference}
 */
export function readDifference(answer, now, before, scene) {
  const rows = CHANGES.flatMap((change) => (answer[change] ?? []).map((one) => rowOf(change, one, now, before)));
  const of = new Uint32Array(now.count);
  const old = new Uint32Array(before.count);
  const hidden = maskOf(before.count, before.airy);
  for (const { change, el, globalId } of rows) {
    const was = before.elOf(globalId);
    if (el >= 0) of[el] = CHANGE_COLOURS[change] + 1;
    if (was >= 0) old[was] = CHANGE_COLOURS[change] + 1;
  }
  const counts = /** @type {Record<Change, number>} */ (Object.fromEntries(CHANGES.map((change) => [change, rows.filter((row) => row.change === change).length])));
  return { rows, counts, of, same: untouched(of), other: { scene, of: old, same: untouched(old), hidden } };
}

/** @param {Uint32Array} colours @returns {Uint8Array} */
function untouched(colours) {
  return Uint8Array.from(colours, (colour) => (colour ? 0 : 1));
}

/**
 * @param {Change} change @param {any} one  a GlobalId, or an object that has one
 * @param {import('./elements.js').Elements} now @param {import('./elements.js').Elements} before
 * @returns {ChangeRow}
 */
function rowOf(change, one, now, before) {
  const globalId = typeof one === 'string' ? one : String(one.global_id);
  const el = now.elOf(globalId);
  const [home, at] = el >= 0 ? [now, el] : [before, before.elOf(globalId)];
  return { change, el, globalId, name: at >= 0 ? home.name(at) : '', ifcClass: at >= 0 ? home.className(at) : '', facts: typeof one === 'string' ? {} : one };
}
