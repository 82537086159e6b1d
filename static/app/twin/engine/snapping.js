/** The corner or edge of the model nearest to where a person points. Seams inside a flat face are no edges. */

import { Matrix4, Sphere, Vector3 } from 'three';
import { edgesOf, nearestOn } from './edges.js';
import { indexOf } from './rays.js';

/** @typedef {import('./rays.js').Hit} Hit */
/** @typedef {{ kind: 'corner' | 'edge' | 'face', point: Vector3 }} Snapped */

const MOST_TRIANGLES = 400;
const back = new Matrix4();

/**
 * @param {Hit} hit
 * @param {number} reach  metres: as far as a person may miss
 * @returns {Snapped}
 */
export function snap(hit, reach) {
  const edges = edgesOf(trianglesNear(hit, reach));
  const target = hit.point.toArray();
  const corner = nearestCorner(edges, target, reach);
  if (corner) return { kind: 'corner', point: new Vector3(...corner) };
  let best = reach * 0.75;
  /** @type {[number, number, number] | null} */
  let found = null;
  for (const [from, to] of edges) {
    const { point, distance } = nearestOn(from, to, target);
    if (distance < best) [best, found] = [distance, point];
  }
  return found ? { kind: 'edge', point: new Vector3(...found) } : { kind: 'face', point: hit.point.clone() };
}

/** @param {import('./edges.js').Edge[]} edges @param {number[]} target @param {number} reach */
function nearestCorner(edges, target, reach) {
  let best = reach;
  /** @type {[number, number, number] | null} */
  let found = null;
  for (const corner of edges.flat()) {
    const distance = Math.hypot(corner[0] - target[0], corner[1] - target[1], corner[2] - target[2]);
    if (distance < best) [best, found] = [distance, corner];
  }
  return found;
}

/** @param {Hit} hit @param {number} reach @returns {import('./edges.js').Point[][]} */
function trianglesNear({ mesh, matrix, point }, reach) {
  const scale = matrix.getMaxScaleOnAxis();
  const sphere = new Sphere(point.clone().applyMatrix4(back.copy(matrix).invert()), reach / scale);
  /** @type {import('./edges.js').Point[][]} */
  const found = [];
  indexOf(mesh.geometry).shapecast({
    intersectsBounds: (/** @type {import('three').Box3} */ box) => sphere.intersectsBox(box),
    intersectsTriangle: (/** @type {any} */ triangle) => {
      if (triangle.intersectsSphere(sphere)) {
        found.push([triangle.a, triangle.b, triangle.c].map((corner) => corner.clone().applyMatrix4(matrix).toArray()));
      }
      return found.length >= MOST_TRIANGLES;
    },
  });
  return found;
}
