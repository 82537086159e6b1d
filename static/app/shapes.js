/** Boxes and anchor points of GeoJSON shapes, in degrees. */

/** @typedef {[number, number, number, number]} Box  west, south, east, north */

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

/** @param {Box} box @returns {import('./types.js').LonLat} */
export function middleOf([west, south, east, north]) {
  return [(west + east) / 2, (south + north) / 2];
}

/**
 * A point to mark a shape by: the middle of a line's longest part, the middle of an area's box.
 * @param {any} geometry
 * @returns {import('./types.js').LonLat | null}
 */
export function anchorOf(geometry) {
  const lines = { LineString: [geometry?.coordinates], MultiLineString: geometry?.coordinates }[/** @type {string} */ (geometry?.type)];
  if (lines) {
    const longest = lines.reduce((/** @type {any[]} */ best, /** @type {any[]} */ one) => (one.length > best.length ? one : best));
    return longest[Math.floor(longest.length / 2)];
  }
  const box = boxOf(geometry);
  return box && middleOf(box);
}

/** @param {any} geometry @param {Record<string, unknown>} [properties] */
export function feature(geometry, properties = {}) {
  return { type: /** @type {'Feature'} */ ('Feature'), geometry, properties };
}

/** @param {any[]} features */
export function collection(features) {
  return { type: /** @type {'FeatureCollection'} */ ('FeatureCollection'), features };
}
