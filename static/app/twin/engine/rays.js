/**
 * What a ray meets in a building: element, point, face. Every tile has its own index of triangles, made when the
 * browser is idle or when first asked for. Elements that are hidden or cut away are not met; those seen through only
 * where nothing solid is behind them.
 */

import { DoubleSide, InstancedMesh, Matrix3, Matrix4, Mesh, Ray, Vector3 } from 'three';
import { MeshBVH } from 'three-mesh-bvh';
import { FEATURE } from './building.js';
import { flagsOf, GHOST, SHOWN } from './palette.js';

/** @typedef {{ el: number, point: Vector3, normal: Vector3, distance: number, mesh: Mesh, matrix: Matrix4, isGhost: boolean }} Hit */
/** @typedef {import('./building.js').Building} Building */

/** @type {WeakMap<import('three').BufferGeometry, MeshBVH>} */
const INDEXES = new WeakMap();
const inverse = new Matrix4();
const placed = new Matrix4();
const local = new Ray();
const turn = new Matrix3();

/**
 * What a ray meets in any of several buildings, their elements numbered through.
 * @param {import('./buildings.js').Buildings} buildings
 * @param {Ray} ray
 * @param {{ planes?: import('three').Plane[], far?: number, skip?: (el: number) => boolean }} [options]
 * @returns {Hit | null}
 */
export function castAll({ members }, ray, { skip = () => false, ...options } = {}) {
  const hits = members.flatMap(({ building, part: { offset } }) => {
    const hit = cast(building, ray, { ...options, skip: (el) => skip(el + offset) });
    return hit ? [{ ...hit, el: hit.el + offset }] : [];
  });
  return hits.sort((a, b) => Number(a.isGhost) - Number(b.isGhost) || a.distance - b.distance)[0] ?? null;
}

/**
 * @param {Building} building
 * @param {Ray} ray  in the building's frame
 * @param {{ planes?: import('three').Plane[], far?: number, skip?: (el: number) => boolean }} [options]
 * @returns {Hit | null}
 */
export function cast(building, ray, { planes = [], far = Infinity, skip = () => false } = {}) {
  /** @type {Hit | null} */
  let solid = null;
  /** @type {Hit | null} */
  let ghost = null;
  for (const mesh of drawnMeshes(building)) {
    for (const hit of hitsOf(mesh, ray)) {
      const flags = flagsOf(building.palette, hit.el);
      if (!(flags & SHOWN) || hit.distance > far || skip(hit.el) || planes.some((plane) => plane.distanceToPoint(hit.point) < 0)) continue;
      hit.isGhost = (flags & GHOST) !== 0;
      if (hit.isGhost) ghost = nearer(ghost, hit);
      else solid = nearer(solid, hit);
    }
  }
  return solid ?? ghost;
}

/** @param {Hit | null} best @param {Hit} hit */
function nearer(best, hit) {
  return best && best.distance <= hit.distance ? best : hit;
}

/** @param {Building} building @returns {Mesh[]} */
export function drawnMeshes({ sets }) {
  /** @type {Mesh[]} */
  const meshes = [];
  for (const tile of sets.flatMap(({ activeTiles }) => [...activeTiles])) {
    /** @type {any} */ (tile).engineData.scene?.traverse((/** @type {any} */ one) => {
      if (one instanceof Mesh && !one.userData.isGhost) meshes.push(one);
    });
  }
  return meshes;
}

/** @param {Mesh} mesh @param {Ray} ray @returns {Hit[]} */
function hitsOf(mesh, ray) {
  if (!(mesh instanceof InstancedMesh)) return hitsAt(mesh, mesh.matrixWorld, ray, -1);
  /** @type {Hit[]} */
  const hits = [];
  for (let place = 0; place < mesh.count; place += 1) {
    mesh.getMatrixAt(place, placed);
    hits.push(...hitsAt(mesh, placed.premultiply(mesh.matrixWorld), ray, place));
  }
  return hits;
}

/**
 * @param {Mesh} mesh @param {Matrix4} matrixWorld @param {Ray} ray
 * @param {number} place  of a shape with many places, else -1
 * @returns {Hit[]}
 */
function hitsAt(mesh, matrixWorld, ray, place) {
  const { geometry } = mesh;
  local.copy(ray).applyMatrix4(inverse.copy(matrixWorld).invert());
  if (!geometry.boundingBox) geometry.computeBoundingBox();
  if (!local.intersectsBox(/** @type {import('three').Box3} */ (geometry.boundingBox))) return [];
  const ids = geometry.getAttribute(FEATURE);
  turn.getNormalMatrix(matrixWorld);
  return indexOf(geometry).raycast(local, DoubleSide).map((found) => {
    const point = found.point.clone().applyMatrix4(matrixWorld);
    const face = /** @type {import('three').Face} */ (found.face);
    const normal = face.normal.clone().applyMatrix3(turn).normalize();
    if (normal.dot(ray.direction) > 0) normal.negate();
    return { el: ids.getX(place < 0 ? face.a : place), point, normal, distance: point.distanceTo(ray.origin), mesh, matrix: matrixWorld.clone(), isGhost: false };
  });
}

/** The index of a geometry's triangles; the triangles keep their order. @param {import('three').BufferGeometry} geometry */
export function indexOf(geometry) {
  let index = INDEXES.get(geometry);
  if (!index) {
    index = new MeshBVH(geometry, { indirect: true });
    INDEXES.set(geometry, index);
  }
  return index;
}

/**
 * Index the tiles as they come, one in each idle moment.
 * @param {Building} building
 * @returns {() => void} stops
 */
export function indexWhenIdle(building) {
  const wait = typeof requestIdleCallback === 'function' ? requestIdleCallback : (/** @type {() => void} */ run) => setTimeout(run, 80);
  let ended = false;
  let waiting = false;
  const next = () => {
    waiting = false;
    if (ended) return;
    const mesh = drawnMeshes(building).find(({ geometry }) => !INDEXES.has(geometry));
    if (!mesh) return;
    indexOf(mesh.geometry);
    later();
  };
  const later = () => {
    if (waiting || ended) return;
    waiting = true;
    wait(next);
  };
  const [first] = building.sets;
  first.addEventListener('tiles-load-end', later);
  return () => {
    ended = true;
    first.removeEventListener('tiles-load-end', later);
  };
}
