/** Measurements in words: short for the scene, all of it for the list. */

import { toGrid } from '../gk.js';
import * as format from '../format.js';
import { angleAt, areaOf, distanceBetween, lengthAlong } from './engine/measuring.js';
import { lonLatOf } from './engine/placing.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {[string, string]} Fact */

/** @param {App} app @param {import('./state.js').Measured} measured @returns {{ short: string, facts: Fact[] }} */
export function figureOf({ store, t }, { kind, points }) {
  const { language, scene } = store.get();
  const metres = (/** @type {number} */ value) => `${(Math.abs(value) < 5e-4 ? 0 : value).toFixed(3)} ${t('unit_m')}`;
  if (kind === 'distance' && points.length > 1) {
    const { length_m, level_m, rise_m } = distanceBetween(points[0], points[1]);
    return { short: metres(length_m), facts: [[t('measure_distance'), metres(length_m)], [t('measure_level'), metres(level_m)],
      [t('measure_rise'), metres(rise_m)]] };
  }
  if (kind === 'angle' && points.length > 2) {
    const angle = `${angleAt(points[0], points[1], points[2]).toFixed(2)}°`;
    return { short: angle, facts: [[t('measure_angle'), angle]] };
  }
  if (kind === 'area' && points.length > 2) {
    const area = format.area(areaOf(points), language);
    return { short: area, facts: [[t('measure_area'), area], [t('measure_round'), metres(lengthAlong(points, true))]] };
  }
  return { short: '', facts: placeOf(t, scene.value, points[0]) };
}

/** A point in the building's own metres and, where it stands on the map, in the world's. @param {App['t']} t @param {any} scene @param {import('./engine/edges.js').Point} point @returns {Fact[]} */
function placeOf(t, scene, point) {
  const origin = scene?.origin ?? [0, 0, 0];
  /** @type {Fact[]} */
  const facts = [[t('place_model'), point.map((value, i) => (value + origin[i]).toFixed(3)).join(', ')]];
  const placement = scene?.placement;
  if (!placement) return [...facts, [t('place_map'), t('not_placed_short')]];
  const place = lonLatOf(placement, point);
  const grid = toGrid(place);
  facts.push([t('lonlat'), `${place[0].toFixed(8)}°, ${place[1].toFixed(8)}°`]);
  if (grid) facts.push([t('grid_zone', { zone: grid.zone }), `E ${grid.easting.toFixed(3)}, N ${grid.northing.toFixed(3)}`]);
  return [...facts, [t('place_height'), `${(placement.height_m + point[2]).toFixed(3)} ${t('unit_m')}`]];
}
