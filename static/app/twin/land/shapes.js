/** Ground of the map in a building's own metres: rings of GeoJSON, a band along a line, and the faces of an area. */

import { localOf } from '../engine/placing.js';

/** @typedef {import('../engine/placing.js').Placement} Placement */
/** @typedef {[number, number]} Flat */

/**
 * The rings of a shape's polygons in local metres, the outer ring first.
 * @param {any} geometry  GeoJSON
 * @param {Placement} placement
 * @returns {Flat[][][]}
 */
export function polygonsOf(geometry, placement) {
  if (!geometry) return [];
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap((/** @type {any} */ one) => polygonsOf(one, placement));
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
  return polygons.map((/** @type {any[]} */ rings) => rings.map((ring) => ring.map((/** @type {[number, number]} */ place) => localOf(placement, place))));
}

/**
 * A band along a closed ring, two triangles to a side, so that its width is told in metres.
 * @param {Flat[]} ring @param {number} width @param {number} level
 * @returns {number[]} corners of triangles, three numbers each
 */
export function bandOf(ring, width, level) {
  const corners = [];
  for (let i = 1; i < ring.length; i += 1) {
    const [[ax, ay], [bx, by]] = [ring[i - 1], ring[i]];
    const long = Math.hypot(bx - ax, by - ay);
    if (!long) continue;
    const [sx, sy] = [((ay - by) / long) * (width / 2), ((bx - ax) / long) * (width / 2)];
    const [ex, ey] = [((bx - ax) / long) * (width / 2), ((by - ay) / long) * (width / 2)];
    const four = [[ax + sx - ex, ay + sy - ey], [ax - sx - ex, ay - sy - ey], [bx - sx + ex, by - sy + ey], [bx + sx + ex, by + sy + ey]];
    for (const k of [0, 1, 2, 0, 2, 3]) corners.push(four[k][0], four[k][1], level);
  }
  return corners;
}

/**
 * Walls along a closed ring, two triangles to a side.
 * @param {Flat[]} ring @param {number} low @param {number} high
 * @returns {number[]} corners of triangles, three numbers each
 */
export function wallsOf(ring, low, high) {
  return ring.slice(1).flatMap(([bx, by], i) => {
    const [ax, ay] = ring[i];
    return [ax, ay, low, bx, by, low, bx, by, high, ax, ay, low, bx, by, high, ax, ay, high];
  });
}

/**
 * The pieces of a line inside an upright box, by Liang and Barsky's rule for each side.
 * @param {Flat[]} ring @param {[number, number, number, number]} box  least x, least y, most x, most y
 * @returns {Flat[][]} one piece of two points for each side that enters
 */
export function clippedRing(ring, [west, south, east, north]) {
  return ring.slice(1).flatMap(([bx, by], i) => {
    const [ax, ay] = ring[i];
    const [dx, dy] = [bx - ax, by - ay];
    let [from, to] = [0, 1];
    for (const [step, room] of [[-dx, ax - west], [dx, east - ax], [-dy, ay - south], [dy, north - ay]]) {
      if (step === 0 && room < 0) return [];
      if (step < 0) from = Math.max(from, room / step);
      else if (step > 0) to = Math.min(to, room / step);
    }
    return from < to ? [/** @type {Flat[]} */ ([[ax + dx * from, ay + dy * from], [ax + dx * to, ay + dy * to]])] : [];
  });
}
