/** Edits of others show at once: the server tells what ground looks different, and only tiles over it are asked anew. */

import { all } from '../dom.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('maplibre-gl').Map} EngineMap */
/** @typedef {{ z: number, x: number, y: number }} TileId */
/**
 * @typedef {object} Change
 * @property {string[]} [layers]
 * @property {number} [from]  the first zoom that draws it
 * @property {[number, number, number, number]} [box]  west, north, east, south in cells of the zoom-24 grid
 * @property {boolean} [all]  too much to list
 */

const DEEPEST = 24;
/** Part of a tile's width that is drawn beyond its edge. */
const RIM = 1 / 64;
/** Above so many the source is asked anew as a whole. */
const MOST_TILES = 200;
/** A connection that was away longer than the server looks back has missed something. */
const LOOK_BACK_MS = 8000;
/** Edits that come close together renew lists once. */
const GATHER_MS = 700;

/**
 * Listen as long as the page is seen.
 * @param {App} app
 * @param {EngineMap} map
 * @returns {() => void}
 */
export function keepFresh(app, map) {
  /** @type {EventSource | null} */
  let source = null;
  /** @type {number | null} When the connection went. */
  let lost = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let telling;
  const tell = () => {
    telling ??= setTimeout(() => {
      telling = undefined;
      app.store.set({ heard: app.store.get().heard + 1 });
    }, GATHER_MS);
  };
  const close = () => {
    if (source) lost ??= Date.now();
    source?.close();
    source = null;
  };
  const open = () => {
    close();
    if (document.hidden) return;
    source = new EventSource(app.api.address('/tiles/changes'));
    source.onopen = () => {
      if (lost && Date.now() - lost > LOOK_BACK_MS) renew(map, [{ all: true }]);
      lost = null;
    };
    source.onmessage = ({ data }) => {
      const changes = /** @type {Change[]} */ (JSON.parse(data));
      renew(map, changes);
      if (changes.some(ofProjects)) tell();
    };
    source.onerror = () => {
      lost ??= Date.now();
    };
  };
  document.addEventListener('visibilitychange', open);
  return all(
    app.store.watch((state) => [state.publicView, state.me?.signed_in], open, { now: true }),
    () => document.removeEventListener('visibilitychange', open),
    close,
    () => clearTimeout(telling),
  );
}

/** Whether lists of projects may say something else now. @param {Change} change */
function ofProjects({ all, layers }) {
  return Boolean(all || layers?.some((name) => name === 'projects' || name === 'works'));
}

/** @param {EngineMap} map @param {Change[]} changes */
function renew(map, changes) {
  const every = changes.some((change) => change.all);
  const names = every ? LISTENED : LISTENED.filter((name) => changes.some((change) => change.layers?.includes(name)));
  for (const name of names) {
    const tiles = every ? null : tilesOf(map, name, changes);
    if (tiles === null || tiles.length > MOST_TILES) map.refreshTiles(name);
    else if (tiles.length) map.refreshTiles(name, tiles);
    forgetUnseen(map, name);
  }
}

/** The sources whose tiles edits touch, under the names their layers have on the server. */
const LISTENED = ['projects', 'works', 'control_lines'];

/**
 * The tiles of a source that draw what changed, as far as they can be in view.
 * @param {EngineMap} map @param {string} name @param {Change[]} changes @returns {TileId[]}
 */
function tilesOf(map, name, changes) {
  const { minzoom, maxzoom } = /** @type {any} */ (map.getSource(name));
  const deepest = Math.min(maxzoom, Math.ceil(map.getZoom()) + 1);
  const seen = viewOf(map);
  /** @type {Map<string, TileId>} */
  const found = new Map();
  for (const { layers, from = 0, box } of changes) {
    if (!box || !layers?.includes(name)) continue;
    for (let z = Math.max(minzoom, Math.min(from, maxzoom)); z <= deepest; z += 1) {
      for (const tile of tilesOver(clipped(box, seen), z)) found.set(`${z}/${tile.x}/${tile.y}`, tile);
      if (found.size > MOST_TILES) return [...found.values()];
    }
  }
  return [...found.values()];
}

/** @param {number[]} box @param {number} z @returns {Generator<TileId>} */
function* tilesOver([west, north, east, south], z) {
  const cells = 2 ** (DEEPEST - z);
  const first = (/** @type {number} */ cell) => Math.max(0, Math.floor(cell / cells - RIM));
  const last = (/** @type {number} */ cell) => Math.min(2 ** z - 1, Math.floor((cell + 1) / cells + RIM));
  for (let x = first(west); x <= last(east); x += 1) {
    for (let y = first(north); y <= last(south); y += 1) {
      yield { z, x, y };
    }
  }
}

/** @param {number[]} box @param {number[]} seen */
function clipped([west, north, east, south], seen) {
  return [Math.max(west, seen[0]), Math.max(north, seen[1]), Math.min(east, seen[2]), Math.min(south, seen[3])];
}

/** What is in view, in cells of the zoom-24 grid, with as much again all round. @param {EngineMap} map */
function viewOf(map) {
  const bounds = map.getBounds();
  const x = (/** @type {number} */ lon) => (lon / 360 + 0.5) * 2 ** DEEPEST;
  const y = (/** @type {number} */ lat) => (0.5 - Math.log(Math.tan(Math.PI / 4 + lat * Math.PI / 360)) / (2 * Math.PI)) * 2 ** DEEPEST;
  const [west, north, east, south] = [x(bounds.getWest()), y(bounds.getNorth()), x(bounds.getEast()), y(bounds.getSouth())];
  const [wide, high] = [east - west, south - north];
  return [west - wide, north - high, east + wide, south + high];
}

/** Tiles out of view that the engine remembers are forgotten: it has no word for asking them anew. @param {EngineMap} map @param {string} name */
function forgetUnseen(map, name) {
  /** @type {any} */ (map.style).tileManagers[name]?._outOfViewCache?.reset();
}
