/** The one filter object: to and from a query string, and what it looks like as chips. */

/** @typedef {import('./types.js').Filter} Filter */
/** @typedef {import('./types.js').LonLat} LonLat */

export const LIST_KEYS = /** @type {const} */ (['sector', 'funding', 'nature', 'stage', 'status']);
const NUMBER_KEYS = /** @type {const} */ (['year_from', 'year_to', 'amount_min', 'amount_max']);
const TEXT_KEYS = /** @type {const} */ (['region', 'q', 'at', 'clock', 'owner']);
const POLYGON_DECIMALS = 5;

/** @returns {Filter} */
export function emptyFilter() {
  return {
    region: null, polygon: null,
    sector: [], funding: [], nature: [], stage: [], status: [],
    year_from: null, year_to: null, amount_min: null, amount_max: null,
    q: null, at: null, clock: null, owner: null,
  };
}

/**
 * Write the filter as the server reads it, in one fixed order so that equal filters make equal addresses.
 * @param {Filter} filter
 * @returns {URLSearchParams}
 */
export function toQuery(filter) {
  const query = scalars(filter);
  if (filter.polygon) query.set('polygon', JSON.stringify(toGeometry(filter.polygon)));
  return query;
}

/**
 * Write the filter for a link: the same names, the polygon as short pairs.
 * @param {Filter} filter
 * @returns {URLSearchParams}
 */
export function toLink(filter) {
  const query = scalars(filter);
  if (filter.polygon) query.set('polygon', filter.polygon.map((point) => rounded(point).join(',')).join(';'));
  return query;
}

/**
 * Read a filter from a link. What cannot be read is left out.
 * @param {URLSearchParams} query
 * @returns {Filter}
 */
export function fromLink(query) {
  const filter = emptyFilter();
  for (const key of LIST_KEYS) filter[key] = (query.get(key) ?? '').split(',').filter(Boolean).sort();
  for (const key of NUMBER_KEYS) filter[key] = readNumber(query.get(key));
  filter.region = readMatch(query.get('region'), /^(\d{2}|\d{4}|\d{6}|\d{9})$/);
  filter.q = query.get('q') || null;
  filter.owner = query.get('owner') || null;
  filter.at = readMatch(query.get('at'), /^\d{4}-\d{2}-\d{2}$/);
  const clock = query.get('clock');
  filter.clock = filter.at ? (clock === 'actual' ? 'actual' : 'planned') : null;
  filter.polygon = readPolygon(query.get('polygon'));
  return filter;
}

/**
 * Whether a part of a link is of the filter, and reads as one; `null` for what is none of it.
 * @param {string} name @param {string} value
 * @returns {boolean | null}
 */
export function readsAsFilter(name, value) {
  if (isListKey(name) || name === 'q' || name === 'owner') return true;
  if (name === 'clock') return value === 'planned' || value === 'actual';
  if (!(name in emptyFilter())) return null;
  return fromLink(new URLSearchParams([[name, value]]))[/** @type {keyof Filter} */ (name)] !== null;
}

/**
 * The filter without what the server could not read, all else kept.
 * @param {Filter} filter
 * @param {{ parameter: string, value: string }} fault
 * @returns {Filter}
 */
export function withoutFault(filter, { parameter, value }) {
  if (parameter === 'at' || parameter === 'clock') return { ...filter, at: null, clock: null };
  if (!isListKey(parameter)) return { ...filter, [parameter]: null };
  const bad = value.split(',');
  return { ...filter, [parameter]: filter[parameter].filter((code) => !bad.includes(code)) };
}

/**
 * Every active condition, one chip each.
 * @param {Filter} filter
 * @returns {{ key: string, value: string }[]}
 */
export function chips(filter) {
  /** @type {{ key: string, value: string }[]} */
  const found = [];
  if (filter.region) found.push({ key: 'region', value: filter.region });
  if (filter.polygon) found.push({ key: 'polygon', value: String(filter.polygon.length) });
  if (filter.q) found.push({ key: 'q', value: filter.q });
  for (const key of LIST_KEYS) for (const value of filter[key]) found.push({ key, value });
  if (filter.year_from !== null || filter.year_to !== null) found.push({ key: 'year', value: '' });
  if (filter.amount_min !== null || filter.amount_max !== null) found.push({ key: 'amount', value: '' });
  if (filter.at) found.push({ key: 'at', value: filter.at });
  if (filter.owner) found.push({ key: 'owner', value: filter.owner });
  return found;
}

/**
 * The filter without one of its chips.
 * @param {Filter} filter
 * @param {{ key: string, value: string }} chip
 * @returns {Filter}
 */
export function without(filter, { key, value }) {
  if (key === 'year') return { ...filter, year_from: null, year_to: null };
  if (key === 'amount') return { ...filter, amount_min: null, amount_max: null };
  if (key === 'at') return { ...filter, at: null, clock: null };
  if (isListKey(key)) return { ...filter, [key]: filter[key].filter((one) => one !== value) };
  return { ...filter, [key]: null };
}

/**
 * The filter with one member of a list switched on or off.
 * @param {Filter} filter
 * @param {(typeof LIST_KEYS)[number]} key
 * @param {string} value
 * @returns {Filter}
 */
export function toggled(filter, key, value) {
  const has = filter[key].includes(value);
  const members = has ? filter[key].filter((one) => one !== value) : [...filter[key], value].sort();
  return { ...filter, [key]: members };
}

/**
 * A polygon as GeoJSON, closed, longitude first.
 * @param {LonLat[]} ring
 */
export function toGeometry(ring) {
  const points = ring.map(rounded);
  return { type: 'Polygon', coordinates: [[...points, points[0]]] };
}

/** @param {string} key @returns {key is (typeof LIST_KEYS)[number]} */
export function isListKey(key) {
  return /** @type {readonly string[]} */ (LIST_KEYS).includes(key);
}

/** @param {Filter} filter */
function scalars(filter) {
  const query = new URLSearchParams();
  for (const key of TEXT_KEYS.slice(0, 1)) if (filter[key]) query.set(key, String(filter[key]));
  for (const key of LIST_KEYS) if (filter[key].length) query.set(key, [...filter[key]].sort().join(','));
  for (const key of NUMBER_KEYS) if (filter[key] !== null) query.set(key, String(filter[key]));
  for (const key of TEXT_KEYS.slice(1)) if (filter[key]) query.set(key, String(filter[key]));
  return query;
}

/** @param {LonLat} point @returns {LonLat} */
function rounded([lon, lat]) {
  return [Number(lon.toFixed(POLYGON_DECIMALS)), Number(lat.toFixed(POLYGON_DECIMALS))];
}

/** @param {string | null} text */
function readNumber(text) {
  if (!text) return null;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? value : null;
}

/** @param {string | null} text @param {RegExp} pattern */
function readMatch(text, pattern) {
  return text && pattern.test(text) ? text : null;
}

/** @param {string | null} text @returns {LonLat[] | null} */
function readPolygon(text) {
  if (!text) return null;
  const points = text.split(';').map((pair) => pair.split(',').map(Number));
  const sound = points.every((pair) => pair.length === 2 && pair.every(Number.isFinite)
    && Math.abs(pair[0]) <= 180 && Math.abs(pair[1]) <= 90);
  return sound && points.length >= 3 ? /** @type {LonLat[]} */ (points) : null;
}
