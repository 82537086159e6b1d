/** Where a tile could not hold all shapes it draws the largest, and says so; the legend tells how many of how many. */

import { all } from '../dom.js';
import { BASEMAP } from './ground.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {{ layer: string, shown: number, of: number }} Thinned */

const NOTE = 'thinned';

/** @param {App} app @param {import('maplibre-gl').Map} map @returns {() => void} */
export function watchThinned(app, map) {
  const look = () => {
    const found = together(notes(map));
    if (JSON.stringify(found) !== JSON.stringify(app.store.get().thinned)) app.store.set({ thinned: found });
  };
  map.on('idle', look);
  return all(() => map.off('idle', look));
}

/** What the tiles in view say of themselves. @param {import('maplibre-gl').Map} map @returns {Thinned[]} */
function notes(map) {
  const { sources } = map.getStyle();
  return Object.keys(sources).filter((name) => name !== BASEMAP && sources[name].type === 'vector')
    .flatMap((name) => map.querySourceFeatures(name, { sourceLayer: NOTE }))
    .map(({ properties: { layer, shown, of } }) => ({ layer: String(layer), shown: Number(shown), of: Number(of) }));
}

/** Tiles of one layer together. @param {Thinned[]} found @returns {Thinned[]} */
export function together(found) {
  /** @type {Map<string, Thinned>} */
  const met = new Map();
  for (const { layer, shown, of } of found) {
    const sum = met.get(layer) ?? { layer, shown: 0, of: 0 };
    met.set(layer, { layer, shown: sum.shown + shown, of: sum.of + of });
  }
  return [...met.values()].sort((a, b) => (a.layer < b.layer ? -1 : 1));
}
