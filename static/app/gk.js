/**
 * Longitude and latitude on CGCS2000 to the plane of a 3-degree Gauss-Krüger zone, by Krüger's series in the
 * third flattening to the sixth order (Karney 2011, Transverse Mercator with an accuracy of a few nanometers).
 */

/** @typedef {import('./types.js').LonLat} LonLat */
/** @typedef {{ zone: number, meridian: number, easting: number, northing: number }} GridPoint */

export const SEMI_MAJOR_M = 6378137;
export const FLATTENING = 1 / 298.257222101;
const ECCENTRICITY = Math.sqrt(FLATTENING * (2 - FLATTENING));
const N = FLATTENING / (2 - FLATTENING);
const RECTIFYING_RADIUS_M = (SEMI_MAJOR_M / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64 + N ** 6 / 256);
const ALPHA = [
  N / 2 - (2 / 3) * N ** 2 + (5 / 16) * N ** 3 + (41 / 180) * N ** 4 - (127 / 288) * N ** 5 + (7891 / 37800) * N ** 6,
  (13 / 48) * N ** 2 - (3 / 5) * N ** 3 + (557 / 1440) * N ** 4 + (281 / 630) * N ** 5 - (1983433 / 1935360) * N ** 6,
  (61 / 240) * N ** 3 - (103 / 140) * N ** 4 + (15061 / 26880) * N ** 5 + (167603 / 181440) * N ** 6,
  (49561 / 161280) * N ** 4 - (179 / 168) * N ** 5 + (6601661 / 7257600) * N ** 6,
  (34729 / 80640) * N ** 5 - (3418889 / 1995840) * N ** 6,
  (212378941 / 319334400) * N ** 6,
];
const FALSE_EASTING_M = 500_000;
const ZONE_PREFIX_M = 1_000_000;
const FIRST_ZONE = 25;
const LAST_ZONE = 45;

/**
 * The 3-degree zone of a longitude, or null outside China's zones 25 to 45.
 * @param {number} lon degrees
 */
export function zoneOf(lon) {
  const zone = Math.round(lon / 3);
  return zone >= FIRST_ZONE && zone <= LAST_ZONE ? zone : null;
}

/**
 * Project a position onto its zone's plane. Easting carries the zone number in front, in metres.
 * @param {LonLat} position degrees
 * @param {number | null} [zone] the zone to use; without one, the position's own
 * @returns {GridPoint | null} null where there is no zone
 */
export function toGrid([lon, lat], zone = zoneOf(lon)) {
  if (zone === null) return null;
  const meridian = zone * 3;
  const plane = transverseMercator(radians(lat), radians(lon - meridian));
  return {
    zone, meridian,
    easting: zone * ZONE_PREFIX_M + FALSE_EASTING_M + plane.x,
    northing: plane.y,
  };
}

/**
 * The EPSG number of a 3-degree zone whose eastings carry the zone number.
 * @param {number} zone
 */
export function sridOf(zone) {
  return 4488 + zone;
}

/**
 * @param {number} phi latitude in radians
 * @param {number} lambda longitude from the central meridian in radians
 */
function transverseMercator(phi, lambda) {
  const conformal = Math.sinh(Math.atanh(Math.sin(phi)) - ECCENTRICITY * Math.atanh(ECCENTRICITY * Math.sin(phi)));
  const xi = Math.atan2(conformal, Math.cos(lambda));
  const eta = Math.asinh(Math.sin(lambda) / Math.hypot(conformal, Math.cos(lambda)));
  let x = eta;
  let y = xi;
  ALPHA.forEach((alpha, index) => {
    const order = 2 * (index + 1);
    y += alpha * Math.sin(order * xi) * Math.cosh(order * eta);
    x += alpha * Math.cos(order * xi) * Math.sinh(order * eta);
  });
  return { x: RECTIFYING_RADIUS_M * x, y: RECTIFYING_RADIUS_M * y };
}

/** @param {number} degrees */
function radians(degrees) {
  return (degrees * Math.PI) / 180;
}
