/**
 * Where a building's own metres lie on the map and in the world. The server's matrix turns local metres into the map's
 * metres at the anchor; everything here is done in double precision.
 */

import { direct, inverse } from '../../geodesy.js';

/** @typedef {import('../../types.js').LonLat} LonLat */
/** @typedef {{ lon: number, lat: number, height_m: number, matrix: [number, number, number, number], method?: string,
 *   level?: number | null, srid?: number | null, rotation_deg?: number }} Placement */

const EARTH_RADIUS_M = 6371008.8;
const AROUND_M = 2 * Math.PI * EARTH_RADIUS_M;

/** A place in the map's world of 0 to 1. @param {LonLat} place @returns {[number, number]} */
export function toWorld([lon, lat]) {
  const y = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
  return [(180 + lon) / 360, (180 - (180 / Math.PI) * y) / 360];
}

/** @param {[number, number]} world @returns {LonLat} */
export function fromWorld([x, y]) {
  return [x * 360 - 180, (360 / Math.PI) * Math.atan(Math.exp(((180 - y * 360) * Math.PI) / 180)) - 90];
}

/** One of the map's metres at a latitude, in the map's world. @param {number} lat */
export function metreAt(lat) {
  return 1 / (AROUND_M * Math.cos((lat * Math.PI) / 180));
}

/**
 * The matrix from local metres to the map's world, column by column.
 * @param {Placement} placement
 * @returns {number[]} sixteen doubles
 */
export function worldMatrix({ lon, lat, height_m, matrix: [a, b, c, d] }) {
  const [x, y] = toWorld([lon, lat]);
  const m = metreAt(lat);
  return [a * m, -c * m, 0, 0, b * m, -d * m, 0, 0, 0, 0, m, 0, x, y, height_m * m, 1];
}

/** Longitude and latitude of a local point. @param {Placement} placement @param {ArrayLike<number>} point @returns {LonLat} */
export function lonLatOf({ lon, lat, matrix: [a, b, c, d] }, point) {
  const [x, y] = toWorld([lon, lat]);
  const m = metreAt(lat);
  const [east, north] = [a * point[0] + b * point[1], c * point[0] + d * point[1]];
  return fromWorld([x + east * m, y - north * m]);
}

/** The local point at a longitude and latitude: the other way round. @param {Placement} placement @param {ArrayLike<number>} place @returns {[number, number]} */
export function localOf({ lon, lat, matrix: [a, b, c, d] }, place) {
  const [x, y] = toWorld([lon, lat]);
  const [atX, atY] = toWorld([place[0], place[1]]);
  const m = metreAt(lat);
  const [east, north] = [(atX - x) / m, (y - atY) / m];
  const whole = a * d - b * c;
  return [(d * east - b * north) / whole, (a * north - c * east) / whole];
}

/**
 * A placement by hand, until the server has made its own: turned clockwise from north, without stretch. The matrix is
 * the ground's metres in the map's, taken at the anchor, for the map's metre is that of a sphere.
 * @param {LonLat} anchor @param {number} rotationDeg @param {number} heightM
 * @returns {Placement}
 */
export function placedByHand(anchor, rotationDeg, heightM) {
  const turn = (rotationDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const { east, north } = groundToMap(anchor);
  return { lon: anchor[0], lat: anchor[1], height_m: heightM, matrix: [cos * east, sin * east, -sin * north, cos * north], rotation_deg: rotationDeg };
}

/** The map's metres to one of the ground, eastwards and northwards. @param {LonLat} place */
function groundToMap(place) {
  const step = 10;
  const m = metreAt(place[1]);
  const [x, y] = toWorld(place);
  const there = (/** @type {number} */ azimuth) => toWorld(direct(place, azimuth, step).position);
  return { east: (there(Math.PI / 2)[0] - x) / m / step, north: (y - there(0)[1]) / m / step };
}

/**
 * Turn and shift that bring two local points onto two places; the first exactly, the second as near as length allows.
 * @param {[number, number][]} local @param {LonLat[]} places
 * @returns {{ anchor: LonLat, rotationDeg: number, stretch: number }} `anchor`: where the local origin comes to lie
 */
export function matchTwoPoints([p, q], [first, second]) {
  const { distance, azimuth } = inverse(first, second);
  const clockwise = azimuth - Math.atan2(q[0] - p[0], q[1] - p[1]);
  const [cos, sin] = [Math.cos(clockwise), Math.sin(clockwise)];
  const [east, north] = [-(cos * p[0] + sin * p[1]), sin * p[0] - cos * p[1]];
  const anchor = direct(first, Math.atan2(east, north), Math.hypot(east, north)).position;
  const rotationDeg = (((clockwise * 180) / Math.PI) % 360 + 360) % 360;
  return { anchor, rotationDeg, stretch: distance / Math.hypot(q[0] - p[0], q[1] - p[1]) };
}
