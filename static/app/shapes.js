/** Boxes and anchor points of GeoJSON shapes, in degrees. */

/** @typedef {[number, number, number, number]} Box  west, south, east, north */

/** Nothing that is fitted into the view comes nearer: round a single point there must be something to see. */
export const FIT_ZOOM = 15;

/**
 * @param {any} geometry any GeoJSON geometry
 * @returns {Box | null}
 */
export function boxOf(geometry) {
  /** @type {Box} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  widen(box, geometry?.coordinates ?? geometry?.geometries?.map((/** @type {any} */ g) => g.coordinates) ?? []);
  return box[0] === Infinity ? null : box;
}

/** @param {Box} box @param {any} coordinates */
function widen(box, coordinates) {
  if (typeof coordinates[0] === 'number') {
    const [lon, lat] = coordinates;
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
    return;
  }
  for (const member of coordinates) widen(box, member);
}

/** @param {any} geometry @param {Record<string, unknown>} [properties] */
export function feature(geometry, properties = {}) {
  return { type: /** @type {'Feature'} */ ('Feature'), geometry, properties };
}

/** @param {any[]} features */
export function collection(features) {
  return { type: /** @type {'FeatureCollection'} */ ('FeatureCollection'), features };
}
