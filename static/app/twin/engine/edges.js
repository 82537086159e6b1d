/** Edges of a handful of triangles, and the nearest point on one. Pure; points are metres. */

/** @typedef {[number, number, number]} Point */
/** @typedef {[Point, Point]} Edge */

const SAME_M = 1e-3;
const FLAT = Math.cos((2 * Math.PI) / 180);

/**
 * The edges between faces of different direction, and those that belong to one triangle only.
 * @param {Point[][]} triangles
 * @returns {Edge[]}
 */
export function edgesOf(triangles) {
  /** @type {Map<string, { edge: Edge, normals: Point[] }>} */
  const met = new Map();
  for (const corners of triangles) {
    const normal = normalOf(corners);
    if (!normal) continue;
    corners.forEach((from, i) => {
      const to = corners[(i + 1) % 3];
      const key = [keyOf(from), keyOf(to)].sort().join('|');
      const seen = met.get(key) ?? { edge: /** @type {Edge} */ ([from, to]), normals: [] };
      seen.normals.push(normal);
      met.set(key, seen);
    });
  }
  return [...met.values()].filter(({ normals }) => !isSeam(normals)).map(({ edge }) => edge);
}

/** Whether all faces at an edge lie in one plane, and it is inside of them. @param {Point[]} normals */
function isSeam(normals) {
  return normals.length > 1 && normals.every((one) => Math.abs(dot(one, normals[0])) > FLAT);
}

/**
 * @param {Point} from @param {Point} to @param {ArrayLike<number>} target
 * @returns {{ point: Point, distance: number }}
 */
export function nearestOn(from, to, target) {
  const along = minus(to, from);
  const length = dot(along, along);
  const part = length ? Math.min(1, Math.max(0, dot(minus(/** @type {any} */ (target), from), along) / length)) : 0;
  const point = /** @type {Point} */ (from.map((value, i) => value + along[i] * part));
  return { point, distance: Math.hypot(...minus(point, /** @type {any} */ (target))) };
}

/** @param {Point[]} corners @returns {Point | null} null for a triangle without area */
export function normalOf([a, b, c]) {
  const [u, v] = [minus(b, a), minus(c, a)];
  const normal = /** @type {Point} */ ([u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]]);
  const length = Math.hypot(...normal);
  return length > 1e-12 ? /** @type {Point} */ (normal.map((value) => value / length)) : null;
}

/** @param {Point} point */
function keyOf(point) {
  return point.map((value) => Math.round(value / SAME_M)).join(',');
}

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b @returns {Point} */
function minus(a, b) {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
function dot(a, b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
