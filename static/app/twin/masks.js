/** Sets of elements as one byte each, and as a few letters for an address. */

/** @param {number} count @param {Iterable<number>} [els] */
export function maskOf(count, els = []) {
  const mask = new Uint8Array(count);
  for (const el of els) mask[el] = 1;
  return mask;
}

/** A changed copy. @param {Uint8Array} mask @param {Iterable<number>} els @param {0 | 1} value */
export function withEls(mask, els, value) {
  const next = mask.slice();
  for (const el of els) next[el] = value;
  return next;
}

/** All but some. @param {number} count @param {Iterable<number>} els */
export function allBut(count, els) {
  const mask = new Uint8Array(count).fill(1);
  for (const el of els) mask[el] = 0;
  return mask;
}

/** @param {ArrayLike<number> & Iterable<number>} els @param {Uint8Array} mask */
export function anyIn(els, mask) {
  for (const el of els) if (mask[el]) return true;
  return false;
}

/** @param {Uint8Array} mask */
export function countOf(mask) {
  let count = 0;
  for (const value of mask) count += value;
  return count;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * The lengths of stretches outside and inside the set, in turn, five bits to a letter with one bit for “goes on”: a
 * whole storey takes two or three letters.
 * @param {Uint8Array} mask
 */
export function toLetters(mask) {
  let text = '';
  let run = 0;
  let inside = 0;
  const end = mask.lastIndexOf(1);
  for (let el = 0; el <= end; el += 1) {
    if ((mask[el] ? 1 : 0) === inside) {
      run += 1;
      continue;
    }
    text += lettersOf(run);
    inside = mask[el] ? 1 : 0;
    run = 1;
  }
  return end < 0 ? '' : text + lettersOf(run);
}

/** @param {string} text @param {number} count @returns {Uint8Array | null} null for what is not such a set */
export function fromLetters(text, count) {
  const mask = new Uint8Array(count);
  let at = 0;
  let inside = false;
  let [run, shift] = [0, 0];
  for (const letter of text) {
    const value = LETTERS.indexOf(letter);
    if (value < 0 || shift > 25) return null;
    run |= (value & 31) << shift;
    shift += 5;
    if (value & 32) continue;
    if (at + run > count) return null;
    if (inside) mask.fill(1, at, at + run);
    at += run;
    inside = !inside;
    [run, shift] = [0, 0];
  }
  return shift === 0 ? mask : null;
}

/** @param {number} number */
function lettersOf(number) {
  let text = '';
  let rest = number;
  do {
    text += LETTERS[(rest & 31) | (rest > 31 ? 32 : 0)];
    rest >>>= 5;
  } while (rest);
  return text;
}
