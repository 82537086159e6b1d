/** Where the figure of a measurement stands. Pure. */

/** @typedef {[number, number, number]} Point */

/** The corner of an angle, as soon as there is one; else the middle of the points. @param {string} kind @param {Point[]} points @returns {Point} */
export function figureSpot(kind, points) {
  if (kind === 'angle' && points.length > 1) return points[1];
  const along = (/** @type {number} */ axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  return [along(0), along(1), along(2)];
}
