/** Elements by a property: groups with a colour each, for the building and for the legend. */

/** @typedef {{ label: string, colour: number, els: ArrayLike<number>, count: number }} Group */
/** @typedef {{ by: string, title: string, groups: Group[], of: Uint32Array }} Colouring */
/** @typedef {import('./elements.js').Elements} Elements */

/** Hues that stay apart for the common colour-blindnesses, most frequent group first. */
export const HUES = [0x3d7fc4, 0xe39a2d, 0x3f9c6d, 0xc7543f, 0x8a63b8, 0x48b3c2, 0xb9a13a, 0xd277a8, 0x6f8696, 0x8c5e3c, 0x7fae3e, 0x4a57a6];
export const OTHER = 0xb4bcc4;
/** Properties every model has, coloured without asking the server. */
export const LOCAL = /** @type {const} */ (['class', 'storey', 'type']);
const MOST_GROUPS = 60;

/**
 * @param {Elements} elements @param {'class' | 'storey' | 'type'} by
 * @param {{ title: string, none: string, nameOfClass: (ifcClass: string) => string }} words
 * @returns {Colouring}
 */
export function colourLocally(elements, by, { title, none, nameOfClass }) {
  const { classOf, storeyOf } = elements;
  const key = { class: (/** @type {number} */ el) => classOf[el], storey: (/** @type {number} */ el) => storeyOf[el], type: elements.typeOf }[by];
  const label = /** @type {Record<string, (el: number) => string>} */ ({
    class: (el) => nameOfClass(elements.className(el)),
    storey: (el) => (storeyOf[el] >= 0 ? elements.name(storeyOf[el]) : ''),
    type: elements.typeName,
  })[by];
  /** @type {Map<string, number[]>} */
  const met = new Map();
  /** By what stands for the name: a name is made once, not for each element. @type {Map<number | string | null, number[]>} */
  const known = new Map();
  for (let el = 0; el < elements.count; el += 1) {
    if (elements.isSpatial(el) || elements.isAiry(el)) continue;
    const one = key(el);
    let els = known.get(one);
    if (!els) {
      const name = label(el) || none;
      els = met.get(name) ?? [];
      met.set(name, els);
      known.set(one, els);
    }
    els.push(el);
  }
  return colouring(by, title, [...met].map(([name, els]) => ({ label: name, els })), elements.count);
}

/**
 * Groups as the server found them, in its order and colours.
 * @param {{ by: string, groups: { label: string, colour: string, els: number[] }[] }} answer
 * @param {string} none  for elements without a value @param {number} count
 */
export function colourFromServer({ by, groups }, none, count) {
  const found = groups.map(({ label, colour, els }) => ({ label: label || none, els, colour: hexOf(colour) }));
  return colouring(by, by, found, count, false);
}

/**
 * The groups of several models: those of one label are one.
 * @param {{ offset: number, answer: { by: string, groups: { label: string, colour: string, els: number[] }[] } }[]} answers
 */
export function groupsTogether(answers) {
  /** @type {Map<string, { label: string, colour: string, els: number[] }>} */
  const met = new Map();
  for (const { offset, answer } of answers) {
    for (const { label, colour, els } of answer.groups) {
      const group = met.get(label) ?? { label, colour, els: [] };
      met.set(label, { ...group, els: group.els.concat(els.map((el) => el + offset)) });
    }
  }
  return { by: answers[0].answer.by, groups: [...met.values()] };
}

/**
 * @param {string} by @param {string} title @param {{ label: string, els: ArrayLike<number>, colour?: number | null }[]} found
 * @param {number} count @param {boolean} [sort]  the largest first
 * @returns {Colouring}
 */
export function colouring(by, title, found, count, sort = true) {
  const sorted = sort ? [...found].sort((a, b) => b.els.length - a.els.length) : found;
  const of = new Uint32Array(count).fill(OTHER + 1);
  const groups = sorted.slice(0, MOST_GROUPS).map(({ label, els, colour }, i) => {
    const own = colour ?? shade(HUES[i % HUES.length], Math.floor(i / HUES.length));
    for (let j = 0; j < els.length; j += 1) of[els[j]] = own + 1;
    return { label, colour: own, els, count: els.length };
  });
  return { by, title, groups, of };
}

/** The same hue, lighter with every round through the list. @param {number} colour @param {number} round */
function shade(colour, round) {
  const part = Math.min(0.65, round * 0.3);
  return [16, 8, 0].reduce((sum, shift) => {
    const value = (colour >> shift) & 0xff;
    return sum | (Math.round(value + (255 - value) * part) << shift);
  }, 0);
}

/** @param {unknown} text @returns {number | null} */
function hexOf(text) {
  const match = /^#?([0-9a-f]{6})$/i.exec(typeof text === 'string' ? text : '');
  return match ? Number.parseInt(match[1], 16) : null;
}

/** @param {number} colour */
export function cssColour(colour) {
  return `#${colour.toString(16).padStart(6, '0')}`;
}
