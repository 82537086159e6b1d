/** Hatching the map asks for by name: `hatch/THEME/SEVERITY`, thin lines at 45 degrees in the colour of gravity. */

import { hatch } from '../hatch-tile.js';
import { GRAVITY } from './style.js';

/**
 * Draw a hatch when the map first needs it.
 * @param {import('maplibre-gl').Map} map
 */
export function drawHatches(map) {
  map.setMissingStyleImageResolver((/** @type {string} */ id) => {
    const match = /^hatch\/(light|dark)\/(\w+)$/.exec(id);
    if (!match || map.hasImage(id)) return;
    const [, theme, severity] = match;
    map.addImage(id, hatch(GRAVITY[/** @type {'light' | 'dark'} */ (theme)][severity] ?? '#808080'), { pixelRatio: 2 });
  });
}
