/** How far away things are, and what comes first. */

import { inverse } from '../geodesy.js';

/** @typedef {[number, number]} Point */
/** @typedef {{ type: string, coordinates: any }} Outline */

/**
 * Metres from a point to an outline: none inside an area, else to its nearest edge, along a geodesic to it.
 * @param {Point} from @param {Outline} outline
 */
export function distanceTo(from, outline) {
  const polygons = { Polygon: [outline.coordinates], MultiPolygon: outline.coordinates }[outline.type];
  if (polygons?.some((/** @type {Point[][]} */ rings) => isInside(from, rings))) return 0;
  let least = Infinity;
  for (const line of linesOf(outline)) {
    for (let n = 0; n < line.length; n += 1) {
      const found = inverse(from, nearest(from, line[n], line[Math.min(n + 1, line.length - 1)])).distance;
      least = Math.min(least, found);
    }
  }
  return least;
}

/** @param {Outline} outline @returns {Point[][]} */
function linesOf({ type, coordinates }) {
  if (type === 'Point') return [[coordinates]];
  if (type === 'MultiPoint' || type === 'LineString') return [coordinates];
  if (type === 'Polygon' || type === 'MultiLineString') return coordinates;
  return coordinates.flat();
}

/** Even and odd crossings: holes are outside. @param {Point} point @param {Point[][]} rings */
function isInside([x, y], rings) {
  let inside = false;
  for (const ring of rings) {
    ring.forEach(([x1, y1], n) => {
      const [x2, y2] = ring[(n + 1) % ring.length];
      if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
    });
  }
  return inside;
}

/** The nearest point of an edge, on the plane at its latitude. @param {Point} p @param {Point} a @param {Point} b @returns {Point} */
function nearest([x, y], [x1, y1], [x2, y2]) {
  const scale = Math.cos((y * Math.PI) / 180);
  const [dx, dy] = [(x2 - x1) * scale, y2 - y1];
  const length = dx * dx + dy * dy;
  const share = length ? Math.min(1, Math.max(0, ((x - x1) * scale * dx + (y - y1) * dy) / length)) : 0;
  return [x1 + share * (x2 - x1), y1 + share * (y2 - y1)];
}

const FAR_M = 5000;
const SOON_DAYS = 14;
const DAY_MS = 86_400_000;

/**
 * Sorted tasks in two: those at hand, and those beyond five kilometres or beginning later than in fourteen days.
 * What stands at an unknown distance is at hand.
 * @template {{ distance: number | null, first: string }} Task
 * @param {Task[]} tasks @param {string} day  today, as YYYY-MM-DD
 * @returns {{ near: Task[], far: Task[] }}
 */
export function foldTasks(tasks, day) {
  const until = new Date(Date.parse(day) + SOON_DAYS * DAY_MS).toISOString().slice(0, 10);
  const isFar = (/** @type {Task} */ { distance, first }) => (distance ?? 0) > FAR_M || first > until;
  return { near: tasks.filter((task) => !isFar(task)), far: tasks.filter(isFar) };
}

const RANK = /** @type {Record<string, number>} */ ({ structure: 0, section: 1, site: 2 });

/**
 * The place nearest to a point; of those equally near, to ten metres, the one that says most.
 * @param {{ id: string, kind: string, outline: Outline }[]} places @param {Point} here
 */
export function nearestPlace(places, here) {
  const found = places.map(({ id, kind, outline }) => ({ id, rank: RANK[kind] ?? 3, far: Math.floor(distanceTo(here, outline) / 10) }));
  return found.sort((a, b) => a.far - b.far || a.rank - b.rank)[0]?.id ?? '';
}

/**
 * Tasks with how far away they are, the nearest first, then by their last day; those of unknown distance in order of
 * days. Places within a hundred metres count as equally near.
 * @template {{ place: string, last: string, key: string }} Task
 * @param {Task[]} tasks @param {{ id: string, outline: Outline }[]} places @param {Point | null} here
 * @returns {(Task & { distance: number | null })[]}
 */
export function sortTasks(tasks, places, here) {
  const far = new Map(places.map(({ id, outline }) => [id, here ? distanceTo(here, outline) : null]));
  const rank = (/** @type {number | null} */ distance) => (distance === null ? Infinity : Math.floor(distance / 100));
  return tasks.map((task) => ({ ...task, distance: far.get(task.place) ?? null })).sort((a, b) => {
    const [left, right] = [rank(a.distance), rank(b.distance)];
    if (left !== right) return left < right ? -1 : 1;
    return a.last.localeCompare(b.last) || a.key.localeCompare(b.key);
  });
}
