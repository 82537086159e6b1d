/** The whole view as an address, so that a link reopens it. It carries no rights: the opener's own hold. */

import { emptyFilter, fromLink, readsAsFilter, toLink } from './filter.js';

/** @typedef {import('./types.js').Filter} Filter */
/** @typedef {import('./types.js').View} View */
/** @typedef {import('./types.js').Metric} Metric */
/** @typedef {import('./types.js').LayerState} LayerState */

export const METRICS = /** @type {const} */ ([
  'projects', 'investment', 'paid', 'progress', 'investment_per_head', 'investment_per_km2', 'execution',
]);
/** By what sections are coloured. */
export const GROUND_METRICS = /** @type {const} */ (['pace', 'paid_built', 'waiting', 'headroom', 'score']);
/** Letters of a part that a sentence repeats. */
const SHOWN = 40;
const TABS = ['overview', 'land', 'bim', 'budget', 'contracts', 'payments', 'progress', 'alerts', 'performance'];

/**
 * @typedef {object} Linked
 * @property {Filter} filter
 * @property {View | null} view
 * @property {Metric} metric
 * @property {string | null} ground  figure of money that colours sections
 * @property {number | null} level  region level shown, null follows the chosen region
 * @property {LayerState | null} layers
 * @property {string | null} selected
 * @property {string | null} section  id of a section or structure of the selected project
 * @property {string} tab
 * @property {string | null} [issue]  id of the issue whose card is open
 * @property {string | null} [photo]  name of the photo of the selected project whose card is open
 * @property {boolean} publicView
 */

/** @returns {Linked} */
export function emptyLink() {
  return {
    filter: emptyFilter(), view: null, metric: 'projects', ground: null, level: null, layers: null,
    selected: null, section: null, tab: 'overview', issue: null, photo: null, publicView: false,
  };
}

/**
 * Write a view as the part of an address after the number sign.
 * @param {Linked} linked
 */
export function toHash(linked) {
  const query = toLink(linked.filter);
  const { view, layers } = linked;
  if (view) query.set('map', viewToText(view));
  if (linked.metric !== 'projects') query.set('metric', linked.metric);
  if (linked.ground) query.set('ground', linked.ground);
  if (linked.level !== null) query.set('level', String(linked.level));
  if (layers) query.set('layers', layersToText(layers));
  if (linked.selected) query.set('project', linked.selected);
  if (linked.selected && linked.section) query.set('section', linked.section);
  if (linked.selected && linked.tab !== 'overview') query.set('tab', linked.tab);
  if (linked.issue) query.set('issue', linked.issue);
  if (linked.selected && linked.photo) query.set('photo', linked.photo);
  if (linked.publicView) query.set('view', 'public');
  return readable(query);
}

/**
 * Read a view from an address. What cannot be read is left at its usual value.
 * @param {string} hash with or without the number sign
 * @returns {Linked}
 */
export function fromHash(hash) {
  const query = new URLSearchParams(hash.replace(/^#/, ''));
  const metric = METRICS.find((one) => one === query.get('metric'));
  const level = Number(query.get('level'));
  return {
    filter: fromLink(query),
    view: readView(query.get('map')),
    metric: metric ?? 'projects',
    ground: GROUND_METRICS.find((one) => one === query.get('ground')) ?? null,
    level: [1, 2, 3, 4].includes(level) ? level : null,
    layers: readLayers(query.get('layers')),
    selected: query.get('project') || null,
    section: query.get('project') ? readId(query.get('section')) : null,
    tab: TABS.includes(query.get('tab') ?? '') ? /** @type {string} */ (query.get('tab')) : 'overview',
    issue: readId(query.get('issue')),
    photo: query.get('project') ? readPhoto(query.get('photo')) : null,
    publicView: query.get('view') === 'public',
  };
}

/** Names a link may hold beside those of the filter, and whether their value can be read. */
const READS = /** @type {Record<string, (value: string) => boolean>} */ ({
  map: (value) => readView(value) !== null,
  metric: (value) => METRICS.some((one) => one === value),
  ground: (value) => GROUND_METRICS.some((one) => one === value),
  level: (value) => ['1', '2', '3', '4'].includes(value),
  layers: (value) => readLayers(value) !== null,
  project: () => true,
  section: (value) => readId(value) !== null,
  tab: (value) => TABS.includes(value),
  issue: (value) => readId(value) !== null,
  photo: (value) => readPhoto(value) !== null,
  view: (value) => value === 'public',
});

/**
 * The parts of a link that nothing here reads; the others hold all the same. `near`: for a name that is not known,
 * the one that comes nearest.
 * @param {string} hash with or without the number sign
 * @returns {import('./types.js').Unread[]}
 */
export function unreadParts(hash) {
  return [...new URLSearchParams(hash.replace(/^#/, ''))].flatMap(([parameter, value]) => {
    const reads = readsAsFilter(parameter, value) ?? READS[parameter]?.(value);
    if (reads || (value === '' && reads !== undefined)) return [];
    if (reads === false) return [{ parameter, value: value.slice(0, SHOWN) }];
    return [{ parameter: parameter.slice(0, SHOWN), value: value.slice(0, SHOWN), near: nearest(parameter) }];
  });
}

/** @param {string} name @returns {string | null} */
function nearest(name) {
  const known = [...Object.keys(emptyFilter()), ...Object.keys(READS)];
  const all = known.map((one) => ({ one, far: distance(name.toLowerCase().slice(0, SHOWN), one) }));
  const best = all.reduce((left, right) => (right.far < left.far ? right : left));
  return best.far <= Math.ceil(best.one.length / 2) ? best.one : null;
}

/** How many letters to change, add or drop. @param {string} left @param {string} right */
function distance(left, right) {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const letter of left) {
    const next = [row[0] + 1];
    for (let j = 1; j <= right.length; j += 1) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (letter === right[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[right.length];
}

/**
 * Layers top first; `-` hides one, `@50` makes it half transparent.
 * @param {LayerState} layers
 */
function layersToText({ order, hidden, opacity }) {
  return order.map((id) => {
    const shown = hidden.includes(id) ? '-' : '';
    const alpha = opacity[id] === undefined || opacity[id] === 1 ? '' : `@${Math.round(opacity[id] * 100)}`;
    return `${shown}${id}${alpha}`;
  }).join(',');
}

/** @param {string | null} text @returns {LayerState | null} */
function readLayers(text) {
  if (!text) return null;
  /** @type {LayerState} */
  const layers = { order: [], hidden: [], opacity: {} };
  for (const part of text.split(',')) {
    const match = /^(-?)([a-z_]+)(?:@(\d{1,3}))?$/.exec(part);
    if (!match) return null;
    const [, minus, id, percent] = match;
    layers.order.push(id);
    if (minus) layers.hidden.push(id);
    if (percent) layers.opacity[id] = Math.min(Number(percent), 100) / 100;
  }
  return layers;
}

/** @param {string | null} text @returns {string | null} */
function readId(text) {
  return text && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text : null;
}

/** What shows it, and its own key there. @param {string | null} text @returns {string | null} */
export function readPhoto(text) {
  return text && /^(report|site|quality)-[0-9a-f-]{1,36}$/.test(text) ? text : null;
}

/** Zoom, latitude, longitude; bearing and pitch only where the map is turned or tilted. @param {View} view */
function viewToText({ zoom, lat, lon, bearing = 0, pitch = 0 }) {
  const flat = Math.abs(bearing) < 0.05 && pitch < 0.05;
  return `${zoom.toFixed(2)}/${lat.toFixed(5)}/${lon.toFixed(5)}${flat ? '' : `/${bearing.toFixed(1)}/${pitch.toFixed(1)}`}`;
}

/** @param {string | null} text @returns {View | null} */
function readView(text) {
  const parts = (text ?? '').split('/');
  if ((parts.length !== 3 && parts.length !== 5) || !parts.every((part) => /^-?\d+(?:\.\d+)?$/.test(part))) return null;
  const [zoom, lat, lon, bearing = 0, pitch = 0] = parts.map(Number);
  if (zoom < 0 || zoom > 24 || Math.abs(lat) > 85 || Math.abs(lon) > 180 || Math.abs(bearing) > 360 || pitch < 0 || pitch > 85) return null;
  return parts.length === 3 ? { zoom, lat, lon } : { zoom, lat, lon, bearing, pitch };
}

/** @param {URLSearchParams} query commas, slashes and semicolons need no escape after the number sign */
function readable(query) {
  return query.toString().replace(/%2C/g, ',').replace(/%2F/g, '/').replace(/%3B/g, ';').replace(/%40/g, '@');
}
