/** Hatches of differences, by name: `added/THEME` lines in one direction, `removed/THEME` lines that cross. */

import { hatch } from '../hatch-tile.js';

export const DIFFERENCE = /** @type {Record<string, Record<string, string>>} */ ({
  light: { added: '#00695c', removed: '#b3261e' },
  dark: { added: '#4fd0bd', removed: '#ff8a80' },
});
const COARSE = { size: 20, width: 2.4 };

/**
 * Draw a hatch when the map first needs it.
 * @param {import('maplibre-gl').Map} map
 */
export function drawDifferences(map) {
  map.setMissingStyleImageResolver((/** @type {string} */ id) => {
    const match = /^(added|removed)\/(light|dark)$/.exec(id);
    if (!match || map.hasImage(id)) return;
    map.addImage(id, hatch(DIFFERENCE[match[2]][match[1]], { ...COARSE, crossed: match[1] === 'removed' }), { pixelRatio: 2 });
  });
}
