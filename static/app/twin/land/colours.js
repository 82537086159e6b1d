/** The colours that show what stands beyond the approved boundary. */

import { LINE_COLOURS } from '../../beyond.js';
import { OTHER } from '../colouring.js';

/** Each element's colour: what reaches beyond by its line, all else grey. @param {import('../../beyond.js').Land | null} land @param {number} count @returns {Uint32Array | null} */
export function landColours(land, count) {
  if (!land?.elements.length) return null;
  const of = new Uint32Array(count).fill(OTHER + 1);
  for (const { el, line } of [...land.elements].reverse()) if (el < count) of[el] = LINE_COLOURS[line] + 1;
  return of;
}
