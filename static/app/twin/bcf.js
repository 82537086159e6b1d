/**
 * A look at the model as issue archives (BCF) tell it, and what the viewer makes of it. A look's places are metres in the
 * model's own axes; the viewer's are about the scene's origin. A look's plane points to what is cut away, a cut's normal to
 * what stays.
 */

import { maskOf } from './masks.js';
import { hiddenAtFirst } from './state.js';

/** @typedef {import('./engine/edges.js').Point} Point */
/** @typedef {import('./cuts.js').Cut} Cut */
/** @typedef {import('./cuts.js').Cuts} Cuts */
/** @typedef {import('./elements.js').Elements} Elements */
/** @typedef {{ ifc_guid: string }} Component */
/** @typedef {{ position: Point, direction: Point, up: Point, field_of_view: number | null, scale: number | null, aspect: number | null }} BcfCamera */
/** @typedef {{ selection: Component[], default_visibility: boolean, exceptions: Component[], colouring: any[], hints: { spaces: boolean, space_boundaries: boolean, openings: boolean } | null }} Components */
/** @typedef {{ camera: BcfCamera | null, components: Components | null, lines: any[], planes: [Point, Point][], bitmaps: any[] }} Look */

const FOV_DEG = 50;
const MOST_CUTS = 12;
const NEAREST_M = 1;
/** A camera that looks straight down is turned by so little that the way up of the picture stays known. */
const TILT = 1e-4;

const plus = (/** @type {Point} */ a, /** @type {Point} */ b, factor = 1) => /** @type {Point} */ (a.map((value, i) => value + factor * b[i]));
const dot = (/** @type {Point} */ a, /** @type {Point} */ b) => a.reduce((sum, value, i) => sum + value * b[i], 0);
const unit = (/** @type {Point} */ a) => /** @type {Point} */ (a.map((value) => value / (Math.hypot(...a) || 1)));

/**
 * The whole look.
 * @param {{ camera: any, cuts: Cut[], chosen: number[], hidden: Uint8Array }} seen  `camera`: one of three's
 * @param {Elements} elements @param {Point} origin @param {Point} centre  a point in the middle of what is to be seen
 * @returns {Look}
 */
export function lookOf({ camera, cuts, chosen, hidden }, elements, origin, centre) {
  const names = (/** @type {number[]} */ els) => els.map((el) => ({ ifc_guid: elements.globalId(el) }));
  const { standard, exceptions, hints } = visibilityOf(elements, hidden);
  return {
    camera: cameraOf(camera, origin), lines: [], bitmaps: [], planes: planesOf(cuts, origin, centre),
    components: { selection: names(chosen), default_visibility: standard, exceptions: names(exceptions), colouring: [], hints },
  };
}

/** @param {any} camera  of three, its matrix up to date @param {Point} origin @returns {BcfCamera} */
export function cameraOf(camera, origin) {
  const m = camera.matrixWorld.elements;
  const flat = camera.isOrthographicCamera;
  const wide = flat ? (camera.right - camera.left) / (camera.top - camera.bottom) : camera.aspect;
  return {
    position: plus([m[12], m[13], m[14]], origin), direction: unit([-m[8] || 0, -m[9] || 0, -m[10] || 0]), up: unit([m[4], m[5], m[6]]),
    field_of_view: flat ? null : camera.fov, scale: flat ? (camera.top - camera.bottom) / camera.zoom : null, aspect: wide,
  };
}

/**
 * Where to look from. A camera without perspective becomes one that sees as much at the same place.
 * @param {BcfCamera} camera @param {Point} origin @param {Point} centre  of the building, about the origin
 * @returns {import('./engine/orbit.js').Viewpoint}
 */
export function viewOfCamera(camera, origin, centre) {
  const eye = plus(camera.position, origin, -1);
  const direction = unit(camera.direction);
  const ahead = Math.max(NEAREST_M, dot(plus(centre, eye, -1), direction));
  const target = plus(eye, direction, ahead);
  const from = camera.scale ? plus(target, direction, -camera.scale / 2 / Math.tan((FOV_DEG * Math.PI) / 360)) : eye;
  const upright = Math.hypot(direction[0], direction[1]) < TILT;
  return { eye: upright ? plus(from, unit(camera.up), Math.sign(direction[2]) * TILT * Math.hypot(...plus(from, target, -1))) : from, target };
}

/** Each plane stands at the point of it that is nearest the centre. @param {Cut[]} cuts @param {Point} origin @param {Point} centre @returns {[Point, Point][]} */
export function planesOf(cuts, origin, centre) {
  return cuts.map(({ normal, distance }) => {
    const on = plus(centre, normal, -(dot(normal, centre) + distance) / dot(normal, normal));
    return [plus(on, origin), /** @type {Point} */ (unit(normal).map((value) => -value || 0))];
  });
}

/** Six planes that shut a box are the section box. @param {[Point, Point][]} planes @param {Point} origin @returns {Cuts} */
export function cutsOfPlanes(planes, origin) {
  const cuts = planes.filter(([, direction]) => Math.hypot(...direction) > 1e-6).slice(0, MOST_CUTS).map(([place, direction]) => {
    const normal = /** @type {Point} */ (unit(direction).map((value) => -value || 0));
    return { normal, distance: -dot(normal, plus(place, origin, -1)) };
  });
  const sides = [0, 1, 2].flatMap((axis) => [1, -1].map((sign) => cuts.findLast(({ normal }) => normal[axis] * sign > 1 - 1e-9)));
  if (sides.some((side) => !side)) return { planes: cuts, box: null };
  const [west, east, south, north, bottom, top] = sides.map((side) => /** @type {Cut} */ (side).distance);
  return { planes: cuts.filter((cut) => !sides.includes(cut)), box: { min: [-west, -south, -bottom], max: [east, north, top] } };
}

/**
 * What is hidden, told the shorter way: all but some, or only some. Elements without a body have nothing to hide.
 * @param {Elements} elements @param {Uint8Array} hidden
 */
export function visibilityOf(elements, hidden) {
  const bodies = [...hidden.keys()].filter((el) => elements.box(el));
  const solid = bodies.filter((el) => !elements.isAiry(el));
  const gone = solid.filter((el) => hidden[el]);
  const standard = gone.length * 2 <= solid.length;
  const shown = (/** @type {string} */ name) => bodies.some((el) => !hidden[el] && elements.className(el) === name);
  const hints = { spaces: shown('IfcSpace'), space_boundaries: false, openings: shown('IfcOpeningElement') };
  const usual = hiddenByHints(elements, hints);
  const exceptions = standard ? bodies.filter((el) => hidden[el] !== usual[el]) : bodies.filter((el) => !hidden[el]);
  return { standard, exceptions, hints };
}

/** @param {Components | null} components @param {Elements} elements @returns {Uint8Array} */
export function hiddenOf(components, elements) {
  if (!components) return hiddenAtFirst(elements);
  const { default_visibility: standard, exceptions, hints } = components;
  const hidden = standard ? hiddenByHints(elements, hints) : new Uint8Array(elements.count).fill(1);
  const usual = hidden.slice();
  for (const el of numbersOf(exceptions, elements)) {
    for (const one of elements.box(el) ? [el] : elements.family(el)) hidden[one] = usual[one] ? 0 : 1;
  }
  return withHolders(hidden, elements);
}

/** What holds others and has no body is hidden when all of it is. @param {Uint8Array} hidden @param {Elements} elements */
function withHolders(hidden, elements) {
  const drawn = hidden.slice();
  for (const el of hidden.keys()) {
    if (elements.box(el)) continue;
    const bodies = elements.children(el).length ? [...elements.family(el)].filter((one) => elements.box(one) && !elements.isAiry(one)) : [];
    hidden[el] = bodies.length && bodies.every((one) => drawn[one]) ? 1 : Number(elements.isAiry(el));
  }
  return hidden;
}

/** @param {Elements} elements @param {Components['hints']} hints */
function hiddenByHints(elements, hints) {
  const shown = [hints?.spaces && 'IfcSpace', hints?.openings && 'IfcOpeningElement'];
  return maskOf(elements.count, elements.airy.filter((el) => !shown.includes(elements.className(el))));
}

/** The elements this model has of those named. @param {Component[]} components @param {Elements} elements @returns {number[]} */
export function numbersOf(components, elements) {
  return [...new Set(components.map(({ ifc_guid: id }) => elements.elOf(id)).filter((el) => el >= 0))];
}
