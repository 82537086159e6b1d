/**
 * What a frame in the picture touches: elements of which a triangle lies in it, as far as the cuts leave it. Through walls;
 * what is hidden is not asked. Elements whose tiles have not come have no triangles yet: `drawn` tells of which there are.
 */

import { Frustum, InstancedMesh, Matrix4, Plane } from 'three';
import { CONTAINED, INTERSECTED, NOT_INTERSECTED } from 'three-mesh-bvh';
import { FEATURE } from './building.js';
import { drawnMeshes, indexOf } from './rays.js';

/** @typedef {import('./boxing.js').Frame} Frame */
/** @typedef {import('three').Vector3} Vector3 */
/** @typedef {{ drawn: Uint8Array, touched: Uint8Array }} Touched  a byte to an element */

const placed = new Matrix4();

/**
 * @param {Pick<import('./view.js').View, 'building' | 'planes'>} view
 * @param {Plane[]} sides  of the frame, what is within them is on their positive side
 * @param {Uint8Array} hidden  a byte to an element
 * @returns {Touched}
 */
export function touchedIn({ building, planes }, sides, hidden) {
  const found = { drawn: new Uint8Array(hidden.length), touched: new Uint8Array(hidden.length) };
  for (const { building: one, part: { offset } } of building.members) for (const mesh of drawnMeshes(one)) {
    const ids = mesh.geometry.getAttribute(FEATURE);
    for (let i = 0; i < ids.count; i += 1) found.drawn[offset + ids.getX(i)] = 1;
    const touch = (/** @type {number} */ id) => { found.touched[offset + id] = 1; };
    const skip = (/** @type {number} */ id) => Boolean(hidden[offset + id] || found.touched[offset + id]);
    meet(mesh, [...sides, ...planes], { touch, skip });
  }
  return found;
}

/** The planes round what is seen within a frame. @param {import('./stage.js').Camera} camera @param {{ width: number, height: number }} size @param {Frame} frame */
export function sidesOf(camera, { width, height }, { left, right, top, bottom }) {
  const [across, down] = [Math.max(1e-6, (right - left) / width), Math.max(1e-6, (bottom - top) / height)];
  const [x, y] = [(left + right) / width - 1, 1 - (top + bottom) / height];
  const nearer = new Matrix4().set(1 / across, 0, 0, -x / across, 0, 1 / down, 0, -y / down, 0, 0, 1, 0, 0, 0, 0, 1);
  return new Frustum().setFromProjectionMatrix(nearer.multiply(camera.projectionMatrix).multiply(camera.matrixWorldInverse)).planes;
}

/** @typedef {{ touch: (id: number) => void, skip: (id: number) => boolean }} Taking */

/** @param {import('three').Mesh} mesh @param {Plane[]} planes @param {Taking} taking */
function meet(mesh, planes, taking) {
  if (!(mesh instanceof InstancedMesh)) return meetAt(mesh, mesh.matrixWorld, planes, taking, -1);
  const ids = mesh.geometry.getAttribute(FEATURE);
  for (let place = 0; place < mesh.count; place += 1) {
    if (taking.skip(ids.getX(place))) continue;
    mesh.getMatrixAt(place, placed);
    meetAt(mesh, placed.premultiply(mesh.matrixWorld), planes, taking, place);
  }
}

/** @param {import('three').Mesh} mesh @param {Matrix4} matrixWorld @param {Plane[]} planes @param {Taking} taking @param {number} place  of a shape with many places, else -1 */
function meetAt({ geometry }, matrixWorld, planes, { touch, skip }, place) {
  const back = matrixWorld.clone().invert();
  const own = planes.map((plane) => plane.clone().applyMatrix4(back));
  const [ids, index] = [geometry.getAttribute(FEATURE), geometry.getIndex()];
  indexOf(geometry).shapecast({
    intersectsBounds: (/** @type {import('three').Box3} */ box) => reach(box, own),
    intersectsTriangle: (/** @type {any} */ triangle, /** @type {number} */ n, /** @type {boolean} */ contained) => {
      const id = ids.getX(place < 0 ? (index ? index.getX(n * 3) : n * 3) : place);
      if (skip(id) || !(contained || meets([triangle.a, triangle.b, triangle.c], own))) return false;
      touch(id);
      return place >= 0;
    },
  });
}

/** @param {import('three').Box3} box @param {Plane[]} planes */
function reach({ min, max }, planes) {
  let within = true;
  for (const { normal: { x, y, z }, constant } of planes) {
    const far = x * (x > 0 ? max.x : min.x) + y * (y > 0 ? max.y : min.y) + z * (z > 0 ? max.z : min.z) + constant;
    if (far < 0) return NOT_INTERSECTED;
    const near = x * (x > 0 ? min.x : max.x) + y * (y > 0 ? min.y : max.y) + z * (z > 0 ? min.z : max.z) + constant;
    within &&= near >= 0;
  }
  return within ? CONTAINED : INTERSECTED;
}

/** Whether anything of a shape is left within all planes. @param {Vector3[]} corners @param {Plane[]} planes */
export function meets(corners, planes) {
  let shape = corners;
  for (const plane of planes) {
    shape = cutBy(shape, plane);
    if (!shape.length) return false;
  }
  return true;
}

/** What a plane leaves of a shape. @param {Vector3[]} shape @param {Plane} plane */
function cutBy(shape, plane) {
  const far = shape.map((corner) => plane.distanceToPoint(corner));
  if (far.every((distance) => distance >= 0)) return shape;
  return shape.flatMap((corner, i) => {
    const next = (i + 1) % shape.length;
    const crosses = far[i] >= 0 !== far[next] >= 0;
    return [...(far[i] >= 0 ? [corner] : []), ...(crosses ? [corner.clone().lerp(shape[next], far[i] / (far[i] - far[next]))] : [])];
  });
}
