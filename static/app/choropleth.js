/** A region's value, its class, and how many regions each class holds. Breaks come from the server and stay. */

import { toNumber } from './format.js';

/** @typedef {import('./types.js').Metric} Metric */
/** @typedef {import('./types.js').RegionRow} RegionRow */

export const NO_DATA = -1;

/**
 * @param {RegionRow} region
 * @param {Metric} metric
 * @returns {number | null} null where the region has no such figure
 */
export function valueOf(region, metric) {
  const investment = toNumber(region.investment_yuan) ?? 0;
  switch (metric) {
    case 'projects': return region.projects || null;
    case 'investment': return region.projects ? investment : null;
    case 'paid': return region.projects ? toNumber(region.paid_yuan) : null;
    case 'progress': return region.projects ? toNumber(region.progress_pct) : null;
    case 'investment_per_head': return region.projects && region.population ? investment / region.population : null;
    case 'investment_per_km2':
      return region.projects && region.area_sqm ? investment / (region.area_sqm / 1e6) : null;
    case 'execution': return toNumber(region.execution_pct ?? null);
    default: return null;
  }
}

/**
 * The class of a value: 0 up to the first break, one more for each break passed.
 * @param {number | null} value
 * @param {number[]} breaks rising: the upper bound of every class but the last
 */
export function classOf(value, breaks) {
  if (value === null) return NO_DATA;
  return breaks.filter((limit) => value > limit).length;
}

/**
 * @param {RegionRow[]} regions
 * @param {Metric} metric
 * @param {number[]} breaks
 * @returns {Map<string, number>} class by region code
 */
export function classify(regions, metric, breaks) {
  return new Map(regions.map((region) => [region.code, classOf(valueOf(region, metric), breaks)]));
}

/**
 * One entry of the legend for each class, with the number of regions in it.
 * @param {Map<string, number>} classes
 * @param {number[]} breaks
 * @returns {{ index: number, from: number | null, to: number | null, regions: number }[]}
 */
export function legend(classes, breaks) {
  const counts = new Map();
  for (const index of classes.values()) counts.set(index, (counts.get(index) ?? 0) + 1);
  const rows = Array.from({ length: breaks.length + 1 }, (_, index) => ({
    index,
    from: index === 0 ? null : breaks[index - 1],
    to: index < breaks.length ? breaks[index] : null,
    regions: counts.get(index) ?? 0,
  }));
  return [...rows, { index: NO_DATA, from: null, to: null, regions: counts.get(NO_DATA) ?? 0 }];
}

/**
 * The level whose regions are drawn inside a region: cities in a province, counties in a city, towns in a county.
 * @param {string | null} code
 */
export function levelOf(code) {
  return code ? { 2: 1, 4: 2, 6: 3, 9: 4 }[code.length] ?? 1 : 0;
}

/** @param {string} code @returns {string | null} */
export function parentOf(code) {
  const lengths = [2, 4, 6, 9];
  const above = lengths[lengths.indexOf(code.length) - 1];
  return above ? code.slice(0, above) : null;
}
