/** Lengths and areas with their method: on the CGCS2000 ellipsoid, and on the plane of the native zone. */

import { FLATTENING, SEMI_MAJOR_M, toGrid, zoneOf } from './gk.js';

/** @typedef {import('./types.js').LonLat} LonLat */

const SEMI_MINOR_M = SEMI_MAJOR_M * (1 - FLATTENING);
const E2 = FLATTENING * (2 - FLATTENING);
const E = Math.sqrt(E2);
const SECOND_E2 = E2 / (1 - E2);
const MAX_ROUNDS = 200;
// Gauss-Legendre on [0, 1] with five points: exact for polynomials of the ninth degree.
const NODES = [0.5, 0.2307653449471585, 0.7692346550528415, 0.046910077030668, 0.953089922969332];
const WEIGHTS = [64 / 225, 0.2393143352496832, 0.2393143352496832, 0.1184634425280945, 0.1184634425280945];
const LONGEST_STEP_M = 200_000;

/**
 * Length of a path along geodesics, in metres.
 * @param {LonLat[]} path
 */
export function lengthOf(path) {
  let total = 0;
  for (let i = 1; i < path.length; i += 1) total += inverse(path[i - 1], path[i]).distance;
  return total;
}

/**
 * Area inside a ring of geodesics on the ellipsoid, in square metres. The ring may be open.
 * @param {LonLat[]} ring
 */
export function ellipsoidArea(ring) {
  const base = authalic(radians(ring[0][1]));
  let total = 0;
  ring.forEach((point, i) => {
    total += overBase(point, ring[(i + 1) % ring.length], base);
  });
  return Math.abs(total);
}

/**
 * Area on the plane of the ring's own 3-degree zone, in square metres, as land reports compute it.
 * @param {LonLat[]} ring
 * @returns {{ area: number, zone: number } | null} null where there is no zone
 */
export function planeArea(ring) {
  const lons = ring.map(([lon]) => lon);
  const zone = zoneOf((Math.min(...lons) + Math.max(...lons)) / 2);
  if (zone === null) return null;
  const points = ring.map((point) => /** @type {import('./gk.js').GridPoint} */ (toGrid(point, zone)));
  const origin = points[0];
  let twice = 0;
  points.forEach((point, i) => {
    const next = points[(i + 1) % points.length];
    twice += (point.easting - origin.easting) * (next.northing - origin.northing)
      - (next.easting - origin.easting) * (point.northing - origin.northing);
  });
  return { area: Math.abs(twice) / 2, zone };
}

/**
 * Distance in metres and first azimuth in radians between two positions (Vincenty 1975).
 * @param {LonLat} from
 * @param {LonLat} to
 */
export function inverse([lon1, lat1], [lon2, lat2]) {
  const difference = radians(lon2 - lon1);
  const u1 = reduced(lat1);
  const u2 = reduced(lat2);
  let lambda = difference;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const arc = sphericalArc(u1, u2, lambda);
    if (arc.sinSigma === 0) return { distance: 0, azimuth: 0 };
    const next = difference + longitudeCorrection(arc);
    if (Math.abs(next - lambda) < 1e-13) return { distance: arcLength(arc), azimuth: arc.azimuth };
    lambda = next;
  }
  throw new RangeError('The two positions are nearly opposite each other on the globe.');
}

/**
 * @param {{ sin: number, cos: number }} u1
 * @param {{ sin: number, cos: number }} u2
 * @param {number} lambda
 */
function sphericalArc(u1, u2, lambda) {
  const sinLambda = Math.sin(lambda);
  const cosLambda = Math.cos(lambda);
  const east = u2.cos * sinLambda;
  const north = u1.cos * u2.sin - u1.sin * u2.cos * cosLambda;
  const sinSigma = Math.hypot(east, north);
  const cosSigma = u1.sin * u2.sin + u1.cos * u2.cos * cosLambda;
  const sinAlpha = sinSigma === 0 ? 0 : (u1.cos * u2.cos * sinLambda) / sinSigma;
  const cos2Alpha = 1 - sinAlpha ** 2;
  const middle = cos2Alpha === 0 ? 0 : cosSigma - (2 * u1.sin * u2.sin) / cos2Alpha;
  return {
    sinSigma, cosSigma, sigma: Math.atan2(sinSigma, cosSigma), sinAlpha, cos2Alpha, middle,
    azimuth: Math.atan2(east, north),
  };
}

/** @param {ReturnType<typeof sphericalArc>} arc */
function longitudeCorrection({ sigma, sinSigma, cosSigma, sinAlpha, cos2Alpha, middle }) {
  const c = (FLATTENING / 16) * cos2Alpha * (4 + FLATTENING * (4 - 3 * cos2Alpha));
  const inner = middle + c * cosSigma * (2 * middle ** 2 - 1);
  return (1 - c) * FLATTENING * sinAlpha * (sigma + c * sinSigma * inner);
}

/** @param {ReturnType<typeof sphericalArc>} arc */
function arcLength({ sigma, sinSigma, cosSigma, cos2Alpha, middle }) {
  const { a, b } = seriesOf(cos2Alpha * SECOND_E2);
  return SEMI_MINOR_M * a * (sigma - deltaSigma(b, sinSigma, cosSigma, middle));
}

/** @param {number} uu */
function seriesOf(uu) {
  return {
    a: 1 + (uu / 16384) * (4096 + uu * (-768 + uu * (320 - 175 * uu))),
    b: (uu / 1024) * (256 + uu * (-128 + uu * (74 - 47 * uu))),
  };
}

/** @param {number} b @param {number} sin @param {number} cos @param {number} middle */
function deltaSigma(b, sin, cos, middle) {
  const inner = cos * (2 * middle ** 2 - 1)
    - (b / 6) * middle * (4 * sin ** 2 - 3) * (4 * middle ** 2 - 3);
  return b * sin * (middle + (b / 4) * inner);
}

/**
 * The position, latitude in radians and azimuth a distance along a geodesic (Vincenty 1975).
 * @param {LonLat} from
 * @param {number} azimuth radians
 * @param {number} distance metres
 */
export function direct([lon1, lat1], azimuth, distance) {
  const u1 = reduced(lat1);
  const sigma1 = Math.atan2(u1.sin, u1.cos * Math.cos(azimuth));
  const sinAlpha = u1.cos * Math.sin(azimuth);
  const cos2Alpha = 1 - sinAlpha ** 2;
  const { a, b } = seriesOf(cos2Alpha * SECOND_E2);
  let sigma = distance / (SEMI_MINOR_M * a);
  let middle = 0;
  for (let before = Infinity; Math.abs(sigma - before) > 1e-13;) {
    before = sigma;
    middle = Math.cos(2 * sigma1 + sigma);
    sigma = distance / (SEMI_MINOR_M * a) + deltaSigma(b, Math.sin(sigma), Math.cos(sigma), middle);
  }
  return arrival({ lon1, u1, azimuth, sigma, sinAlpha, cos2Alpha, middle });
}

/**
 * @param {{ lon1: number, u1: { sin: number, cos: number }, azimuth: number, sigma: number,
 *   sinAlpha: number, cos2Alpha: number, middle: number }} geodesic
 */
function arrival({ lon1, u1, azimuth, sigma, sinAlpha, cos2Alpha, middle }) {
  const [sin, cos] = [Math.sin(sigma), Math.cos(sigma)];
  const slant = u1.sin * sin - u1.cos * cos * Math.cos(azimuth);
  const phi = Math.atan2(u1.sin * cos + u1.cos * sin * Math.cos(azimuth),
    (1 - FLATTENING) * Math.hypot(sinAlpha, slant));
  const lambda = Math.atan2(sin * Math.sin(azimuth), u1.cos * cos - u1.sin * sin * Math.cos(azimuth));
  const lon = lambda - longitudeCorrection({ sigma, sinSigma: sin, cosSigma: cos, sinAlpha, cos2Alpha, middle, azimuth });
  return {
    position: /** @type {LonLat} */ ([lon1 + degrees(lon), degrees(phi)]),
    phi,
    azimuth: Math.atan2(sinAlpha, -slant),
  };
}

/**
 * Signed area between a geodesic and a parallel: the integral of the authalic function over longitude.
 * A parallel through the ring, not the equator, or a small parcel would be the difference of two huge numbers.
 * @param {LonLat} from
 * @param {LonLat} to
 * @param {number} base the parallel's authalic value
 */
function overBase(from, to, base) {
  const { distance, azimuth } = inverse(from, to);
  if (distance === 0) return 0;
  const steps = Math.ceil(distance / LONGEST_STEP_M);
  let total = 0;
  for (let step = 0; step < steps; step += 1) {
    NODES.forEach((node, k) => {
      const point = direct(from, azimuth, (distance * (step + node)) / steps);
      total += (WEIGHTS[k] / steps) * (authalic(point.phi) - base) * longitudeRate(point) * distance;
    });
  }
  return total;
}

/** @param {{ phi: number, azimuth: number }} point longitude gained per metre, in radians */
function longitudeRate({ phi, azimuth }) {
  const normal = SEMI_MAJOR_M / Math.sqrt(1 - E2 * Math.sin(phi) ** 2);
  return Math.sin(azimuth) / (normal * Math.cos(phi));
}

/** @param {number} phi area from the equator to a latitude, per radian of longitude, in square metres */
function authalic(phi) {
  const sin = Math.sin(phi);
  return (SEMI_MINOR_M ** 2 / 2) * (sin / (1 - E2 * sin ** 2) + Math.atanh(E * sin) / E);
}

/** @param {number} lat */
function reduced(lat) {
  const tan = (1 - FLATTENING) * Math.tan(radians(lat));
  const cos = 1 / Math.sqrt(1 + tan ** 2);
  return { sin: tan * cos, cos };
}

/** @param {number} value */
function radians(value) {
  return (value * Math.PI) / 180;
}

/** @param {number} value */
function degrees(value) {
  return (value * 180) / Math.PI;
}
