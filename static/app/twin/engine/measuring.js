/** What measured points amount to: metres, degrees, square metres. Pure; points are metres in the building's frame. */

/** @typedef {import('./edges.js').Point} Point */
/** @typedef {'point' | 'distance' | 'angle' | 'area'} MeasureKind */

/** How many points end a measurement by themselves; an area is ended by hand. @type {Record<MeasureKind, number>} */
export const POINTS = { point: 1, distance: 2, angle: 3, area: Infinity };

/**
 * Straight distance and its parts: along the ground and upwards.
 * @param {Point} from @param {Point} to
 */
export function distanceBetween(from, to) {
  const [x, y, z] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  return { length_m: Math.hypot(x, y, z), level_m: Math.hypot(x, y), rise_m: z };
}

/** The angle at the middle one of three points, in degrees. @param {Point} a @param {Point} corner @param {Point} b */
export function angleAt(a, corner, b) {
  const u = a.map((value, i) => value - corner[i]);
  const v = b.map((value, i) => value - corner[i]);
  const [lu, lv] = [Math.hypot(...u), Math.hypot(...v)];
  if (!lu || !lv) return 0;
  const cos = u.reduce((sum, value, i) => sum + value * v[i], 0) / (lu * lv);
  return (Math.acos(Math.min(1, Math.max(-1, cos))) * 180) / Math.PI;
}

/**
 * The area of a ring of points by Newell's method: exact for a flat ring, whatever its direction.
 * @param {Point[]} ring  open
 */
export function areaOf(ring) {
  const sum = [0, 0, 0];
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length];
    sum[0] += (a[1] - b[1]) * (a[2] + b[2]);
    sum[1] += (a[2] - b[2]) * (a[0] + b[0]);
    sum[2] += (a[0] - b[0]) * (a[1] + b[1]);
  });
  return Math.hypot(...sum) / 2;
}

/** @param {Point[]} path @param {boolean} closed */
export function lengthAlong(path, closed) {
  const ends = closed ? [...path.slice(1), path[0]] : path.slice(1);
  return ends.reduce((sum, to, i) => sum + distanceBetween(path[i], to).length_m, 0);
}
