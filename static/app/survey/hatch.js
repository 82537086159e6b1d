/** Hatching the map asks for by name: `hatch/THEME/SEVERITY`, thin lines at 45 degrees in the colour of gravity. */

import { GRAVITY } from './style.js';

const SIZE = 16;
const WIDTH = 2;

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

/** @param {string} colour */
function hatch(colour) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIZE;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
  pen.strokeStyle = colour;
  pen.lineWidth = WIDTH;
  pen.beginPath();
  for (const start of [-SIZE, 0, SIZE]) {
    pen.moveTo(start - WIDTH, SIZE + WIDTH);
    pen.lineTo(start + SIZE + WIDTH, -WIDTH);
  }
  pen.stroke();
  return pen.getImageData(0, 0, SIZE, SIZE);
}
