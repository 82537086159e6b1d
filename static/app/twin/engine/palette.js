/**
 * How every element looks, four bytes each, as one picture the shader reads by element number: red, green, blue of a
 * given colour, and flags. Showing, hiding, colouring and choosing rewrite this picture and nothing else.
 */

export const SHOWN = 1;
export const COLOURED = 2;
export const GHOST = 4;
export const CHOSEN = 8;
const WIDTH = 256;

/**
 * @typedef {object} Looks
 * @property {Uint8Array} hidden  1 for each element that is not shown
 * @property {Uint8Array} ghosted  1 for each element seen through
 * @property {Uint32Array | null} colours  0xRRGGBB + 1 for each element that has a colour, 0 for its own
 * @property {ArrayLike<number>} chosen
 */

/** @typedef {{ width: number, height: number, texels: Uint8Array, words: Uint32Array, count: number, ghosts: number }} Palette */

/** @param {number} count elements @returns {Palette} */
export function createPalette(count) {
  const height = Math.max(1, Math.ceil(count / WIDTH));
  const texels = new Uint8Array(WIDTH * height * 4);
  const palette = { width: WIDTH, height, texels, words: new Uint32Array(texels.buffer), count, ghosts: 0 };
  palette.words.fill(SHOWN << 24);
  return palette;
}

/**
 * Write every element's look. A texel's bytes lie in the order red, green, blue, flags.
 * @param {Palette} palette
 * @param {Looks} looks
 */
export function paint(palette, { hidden, ghosted, colours, chosen }) {
  const { words, count } = palette;
  let ghosts = 0;
  for (let el = 0; el < count; el += 1) {
    const flags = hidden[el] ? 0 : SHOWN | (ghosted[el] ? GHOST : 0);
    const colour = colours ? colours[el] : 0;
    if (flags & GHOST) ghosts += 1;
    words[el] = colour ? swapped(colour - 1) | ((flags | COLOURED) << 24) : flags << 24;
  }
  palette.ghosts = ghosts;
  for (let i = 0; i < chosen.length; i += 1) if (chosen[i] < count) words[chosen[i]] |= CHOSEN << 24;
}

/** The flags of one element. @param {Palette} palette @param {number} el */
export function flagsOf({ texels }, el) {
  return texels[el * 4 + 3] ?? 0;
}

/** 0xRRGGBB as the low three bytes of a little-endian word. @param {number} colour */
function swapped(colour) {
  return ((colour & 0xff) << 16) | (colour & 0xff00) | ((colour >> 16) & 0xff);
}
