/**
 * Several models of one structure as one: their elements in one row of numbers, those of the model in view first, and
 * every box in its metres.
 */

import { localOf, metreAt } from './engine/placing.js';

/** @typedef {import('./elements.js').RawElements} RawElements */
/** @typedef {import('./scene.js').SceneFacts} SceneFacts */
/** @typedef {{ model: string, name: string, discipline: string | null, federation: string | null }} Mate  another model of the structure */
/**
 * @typedef {object} Part  one of the models
 * @property {SceneFacts} scene
 * @property {number} offset  the number of its first element
 * @property {number} count
 * @property {number[]} matrix  from its own metres to those of the first, column by column
 */

const SAME = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

/**
 * From one scene's metres to another's: models of one federation share their axes and differ by their origins; others
 * meet on the ground.
 * @param {SceneFacts} scene @param {SceneFacts} to @param {boolean} sharing  the axes
 * @returns {number[]}
 */
export function between(scene, to, sharing) {
  if (scene === to) return SAME;
  const { placement } = scene;
  if (sharing || !placement || !to.placement) {
    const [x, y, z] = scene.origin.map((value, i) => value - to.origin[i]);
    return [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, x, y, z, 1];
  }
  const [a, b, c, d] = to.placement.matrix;
  const [p, q, r, s] = placement.matrix;
  const k = metreAt(placement.lat) / metreAt(to.placement.lat) / (a * d - b * c);
  const [x, y] = localOf(to.placement, [placement.lon, placement.lat]);
  return [k * (d * p - b * r), k * (a * r - c * p), 0, 0, k * (d * q - b * s), k * (a * s - c * q), 0, 0, 0, 0, 1, 0, x, y, placement.height_m - to.placement.height_m, 1];
}

/** @param {Mate | null} mate @param {Mate | null} other */
export function sharing(mate, other) {
  return Boolean(mate?.federation && mate.federation === other?.federation);
}

/**
 * @param {{ raw: RawElements, part: Part }[]} all  the first as it is
 * @returns {RawElements & { parts: Part[] }}
 */
export function joined(all) {
  const parts = all.map(({ part }) => part);
  if (all.length === 1) return { ...all[0].raw, parts };
  const classes = [...new Set(all.flatMap(({ raw }) => raw.classes))];
  const shifted = (/** @type {number[]} */ column, /** @type {number} */ offset) => column.map((el) => (el < 0 ? -1 : el + offset));
  return {
    parts, classes,
    global_id: all.flatMap(({ raw }) => raw.global_id), name: all.flatMap(({ raw }) => raw.name),
    class: all.flatMap(({ raw }) => raw.class.map((index) => classes.indexOf(raw.classes[index]))),
    parent: all.flatMap(({ raw, part }) => shifted(raw.parent, part.offset)), storey: all.flatMap(({ raw, part }) => shifted(raw.storey, part.offset)),
    type: all.flatMap(({ raw }) => typesOf(raw)), box: all.flatMap(({ raw, part }) => moved(raw, part)),
  };
}

/** @param {RawElements} raw @returns {string[]} */
function typesOf({ global_id: ids, type, types }) {
  return ids.map((_, el) => {
    const one = type?.[el] ?? null;
    return typeof one === 'number' ? types?.[one] ?? '' : one ?? '';
  });
}

/** @param {RawElements} raw @param {Part} part @returns {(number | null)[]} */
function moved({ global_id: ids, box }, { matrix }) {
  if (!box) return ids.flatMap(() => [0, 0, 0, 0, 0, 0]);
  return matrix === SAME ? box : ids.flatMap((_, el) => movedBox(box.slice(el * 6, el * 6 + 6), matrix));
}

/** The box round a box's corners where they come to lie. @param {(number | null)[]} six @param {number[]} m  a matrix @returns {(number | null)[]} */
export function movedBox(six, m) {
  if (six.some((value) => value === null || !Number.isFinite(value)) || six.every((value) => value === 0)) return six;
  const [x0, y0, z0, x1, y1, z1] = /** @type {number[]} */ (six);
  const corners = [[x0, y0], [x1, y0], [x1, y1], [x0, y1]].map(([x, y]) => [m[0] * x + m[4] * y + m[12], m[1] * x + m[5] * y + m[13]]);
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), z0 + m[14], Math.max(...xs), Math.max(...ys), z1 + m[14]];
}

/** The models asked for, of those there are. @param {Readonly<import('./state.js').State>} state @returns {any[]} */
export function matesShown({ mates, joining }) {
  const there = mates.value ?? [];
  return joining.includes('all') ? there : there.filter((/** @type {any} */ { id }) => joining.includes(id));
}

/** Whether models shall stand beside that are not known yet. @param {Readonly<import('./state.js').State>} state */
export function awaitsMates({ mates, joining }) {
  return joining.length > 0 && !['ready', 'error'].includes(mates.status);
}
