/**
 * What of a building on the map stands beyond its permit: hatched where the building ends above, so that the strip is
 * seen where it is from any side and from straight above, with a veil down to the ground and the permit's line over it.
 */

import { BufferGeometry, DoubleSide, Float32BufferAttribute, Group, Mesh, MeshBasicMaterial, ShapeGeometry } from 'three';
import { landOf } from '../../beyond.js';
import { HATCH_COLOURS } from '../../map/crossings.js';
import { bandOf, clippedRing, polygonsOf, wallsOf } from '../land/shapes.js';
import { TINTS } from '../tints.js';
import { areaOf, hatch } from './hatch.js';

/** @typedef {import('../scene.js').SceneFacts} SceneFacts */
/** @typedef {import('./placing.js').Placement} Placement */
/** @typedef {import('../../theme.js').Theme} Theme */

/** Metres: over the highest element beyond; from line to line; of the permit's line; of that line past the building. */
const ABOVE_M = 0.08;
const STEP_M = 0.9;
const LINE_M = 0.28;
const AROUND_M = 4;
const VEIL = 0.22;

/** @param {SceneFacts} facts @param {Placement} placement @param {Theme} theme @returns {Group} empty where nothing stands beyond */
export function createCrossing(facts, placement, theme) {
  const group = new Group();
  const land = landOf(facts);
  const strips = (land?.findings ?? []).filter(({ rule }) => rule === 'L05').flatMap(({ geometry }) => polygonsOf(geometry, placement));
  if (!land || !strips.length) return group;
  const level = levelsOf(facts, land.top);
  for (const rings of strips) group.add(...stripOf(rings, level, HATCH_COLOURS[theme]));
  group.add(...permitOf(facts, land.boundary, placement, level, TINTS[theme].permit));
  return group;
}

/** @param {Group} group */
export function disposeCrossing(group) {
  group.traverse((/** @type {any} */ one) => { one.geometry?.dispose(); one.material?.dispose(); });
}

/** @param {SceneFacts} facts @param {number | null} top */
export function levelsOf({ box, outlines }, top) {
  const ground = outlines?.heights?.ground_m;
  return { top: (top ?? box[5]) + ABOVE_M, ground: (typeof ground === 'number' ? ground : box[2]) + ABOVE_M };
}

/** @param {import('../land/shapes.js').Flat[][]} rings @param {{ top: number, ground: number }} level @param {string} colour */
function stripOf(rings, { top, ground }, colour) {
  const lid = hatch(new ShapeGeometry(areaOf(rings)).translate(0, 0, top), { colour, step: STEP_M });
  const veil = flat(rings.flatMap((ring) => wallsOf(ring, ground, top)), { color: colour, opacity: VEIL });
  [veil.renderOrder, lid.renderOrder] = [20, 21];
  return [veil, lid];
}

/** On the ground, and over the building, as far as it reaches. @param {SceneFacts} facts @param {any} boundary @param {Placement} placement @param {{ top: number, ground: number }} level @param {string} color */
function permitOf({ box }, boundary, placement, { top, ground }, color) {
  const rings = polygonsOf(boundary, placement).flat();
  const over = rings.flatMap((ring) => clippedRing(ring, [box[0] - AROUND_M, box[1] - AROUND_M, box[3] + AROUND_M, box[4] + AROUND_M]));
  const lines = [
    flat(rings.flatMap((ring) => bandOf(ring, LINE_M, ground)), { color, opacity: 1 }),
    flat(over.flatMap((ring) => bandOf(ring, LINE_M, top + ABOVE_M)), { color, opacity: 1 }),
  ];
  [19, 22].forEach((order, i) => { lines[i].renderOrder = order; });
  return lines;
}

/** @param {number[]} corners @param {object} look */
function flat(corners, look) {
  const shape = new BufferGeometry().setAttribute('position', new Float32BufferAttribute(corners, 3));
  return new Mesh(shape, new MeshBasicMaterial({ side: DoubleSide, transparent: true, depthWrite: false, ...look }));
}
