/**
 * Section planes and the section box, as plain numbers. A cut keeps the side its normal points to:
 * normal · point + distance ≥ 0. Metres in the building's frame.
 */

/** @typedef {import('./engine/edges.js').Point} Point */
/** @typedef {{ normal: Point, distance: number }} Cut */
/** @typedef {{ min: Point, max: Point }} CutBox */
/** @typedef {{ planes: Cut[], box: CutBox | null }} Cuts */

export const MOST_PLANES = 6;
const CUT_ABOVE_FLOOR_M = 1.2;
const BELOW_FLOOR_M = 0.35;

/** @returns {Cuts} */
export function noCuts() {
  return { planes: [], box: null };
}

/**
 * A plane through a face, that takes away what is before it.
 * @param {Point} point @param {Point} normal  out of the face
 * @returns {Cut}
 */
export function cutAt(point, normal) {
  const back = /** @type {Point} */ (normal.map((value) => (Math.abs(value) < 1e-9 ? 0 : -value)));
  return { normal: back, distance: -back.reduce((sum, value, i) => sum + value * point[i], 0) };
}

/**
 * A plane across an axis of a box, through its middle.
 * @param {0 | 1 | 2} axis @param {CutBox} box
 * @returns {Cut}
 */
export function cutAcross(axis, { min, max }) {
  const normal = /** @type {Point} */ ([0, 0, 0]);
  normal[axis] = axis === 1 ? 1 : -1;
  const middle = /** @type {Point} */ (min.map((low, i) => (low + max[i]) / 2));
  return cutAt(middle, /** @type {Point} */ (normal.map((value) => -value)));
}

/** The same plane, keeping the other side. @param {Cut} cut @returns {Cut} */
export function flipped({ normal, distance }) {
  return { normal: /** @type {Point} */ (normal.map((value) => -value || 0)), distance: -distance };
}

/**
 * What of a storey a plan shows: from a little below its floor to a man's chest above it.
 * @param {number} elevation  metres @param {number | null} next  the floor above, if any
 * @returns {Cut[]}
 */
export function cutsOfStorey(elevation, next) {
  const room = next === null ? Infinity : (next - elevation) * 0.6;
  const top = elevation + Math.max(0.3, Math.min(CUT_ABOVE_FLOOR_M, room));
  return [{ normal: [0, 0, -1], distance: top }, { normal: [0, 0, 1], distance: -(elevation - BELOW_FLOOR_M) }];
}

/** Every plane that cuts. @param {Cuts} cuts @returns {Cut[]} */
export function allCuts({ planes, box }) {
  return box ? [...planes, ...sidesOf(box).map(({ cut }) => cut)] : planes;
}

/** @typedef {{ cut: Cut, axis: 0 | 1 | 2, side: 'min' | 'max' }} BoxSide */

/** @param {CutBox} box @returns {BoxSide[]} */
function sidesOf({ min, max }) {
  return /** @type {(0 | 1 | 2)[]} */ ([0, 1, 2]).flatMap((axis) => [
    { cut: { normal: unit(axis, 1), distance: -min[axis] }, axis, side: /** @type {const} */ ('min') },
    { cut: { normal: unit(axis, -1), distance: max[axis] }, axis, side: /** @type {const} */ ('max') },
  ]);
}

/**
 * What can be taken hold of: each plane and each side of the box, with a point on it and a frame round it.
 * @typedef {{ cut: Cut, at: Point, frame: Point[], plane: number, box: BoxSide | null }} Grip
 */

/** @param {Cuts} cuts @param {CutBox | { min: any, max: any }} whole  the building's box @returns {Grip[]} */
export function facesOf({ planes, box }, whole) {
  const round = plain(whole);
  const free = planes.map((cut, plane) => ({ cut, plane, box: null, ...frameOf(cut, round) }));
  const sides = box ? sidesOf(box).map((side) => ({ cut: side.cut, plane: -1, box: side, ...frameOf(side.cut, box) })) : [];
  return [...free, ...sides];
}

/** @param {any} box @returns {CutBox} */
function plain({ min, max }) {
  const three = (/** @type {any} */ v) => /** @type {Point} */ (Array.isArray(v) ? v : [v.x, v.y, v.z]);
  return { min: three(min), max: three(max) };
}

/** The point of a plane nearest to a box's middle, and a square round it as large as the box. @param {Cut} cut @param {CutBox} box */
function frameOf({ normal, distance }, { min, max }) {
  const middle = min.map((low, i) => (low + max[i]) / 2);
  const off = normal.reduce((sum, value, i) => sum + value * middle[i], distance);
  const at = /** @type {Point} */ (middle.map((value, i) => value - normal[i] * off));
  const u = normalised(cross(Math.abs(normal[2]) > 0.9 ? [1, 0, 0] : [0, 0, 1], normal));
  const v = cross(normal, u);
  const reach = (/** @type {Point} */ axis) => axis.reduce((sum, value, i) => sum + Math.abs(value) * (max[i] - min[i]), 0) / 2;
  const [a, b] = [reach(u), reach(v)];
  const corner = (/** @type {number} */ s, /** @type {number} */ r) => /** @type {Point} */ (at.map((value, i) => value + u[i] * a * s + v[i] * b * r));
  return { at, frame: [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)] };
}

/** @param {Point} a @param {Point} b @returns {Point} */
function cross(a, b) {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** @param {Point} a @returns {Point} */
function normalised(a) {
  const length = Math.hypot(...a) || 1;
  return /** @type {Point} */ (a.map((value) => value / length));
}

/**
 * Cuts with one grip moved along its normal.
 * @param {Cuts} cuts @param {Grip} grip @param {number} gone  metres @param {CutBox | { min: any, max: any }} whole
 * @returns {Cuts}
 */
export function movedBy(cuts, grip, gone, whole) {
  if (grip.box && cuts.box) {
    const { axis, side } = grip.box;
    const value = cuts.box[side][axis] + (side === 'min' ? gone : -gone);
    return { ...cuts, box: movedFace(cuts.box, axis, side, value) };
  }
  const [least, most] = rangeOf(grip.cut.normal, plain(whole));
  const distance = Math.min(most, Math.max(least, grip.cut.distance - gone));
  return withPlane(cuts, grip.plane, { ...grip.cut, distance });
}

/** @param {number} axis @param {number} sign @returns {Point} */
function unit(axis, sign) {
  const normal = /** @type {Point} */ ([0, 0, 0]);
  normal[axis] = sign;
  return normal;
}

/**
 * Move one face of a box, never through the opposite one.
 * @param {CutBox} box @param {0 | 1 | 2} axis @param {'min' | 'max'} side @param {number} value
 * @returns {CutBox}
 */
export function movedFace(box, axis, side, value) {
  const next = { min: /** @type {Point} */ ([...box.min]), max: /** @type {Point} */ ([...box.max]) };
  const gap = 0.02;
  next[side][axis] = side === 'min' ? Math.min(value, box.max[axis] - gap) : Math.max(value, box.min[axis] + gap);
  return next;
}

/** @param {Cuts} cuts @param {number} index @param {Cut} cut @returns {Cuts} */
export function withPlane(cuts, index, cut) {
  return { ...cuts, planes: cuts.planes.map((one, i) => (i === index ? cut : one)) };
}

/** How far a plane can go in a box: its least and greatest distance. @param {Point} normal @param {CutBox} box @returns {[number, number]} */
export function rangeOf(normal, { min, max }) {
  const ends = normal.reduce(([low, high], value, i) => {
    const [a, b] = [value * min[i], value * max[i]];
    return [low + Math.min(a, b), high + Math.max(a, b)];
  }, [0, 0]);
  return [-ends[1], -ends[0]];
}
