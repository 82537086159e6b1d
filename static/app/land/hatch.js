/** Hatches of differences, by name: `added/THEME` lines in one direction, `removed/THEME` lines that cross. */

export const DIFFERENCE = /** @type {Record<string, Record<string, string>>} */ ({
  light: { added: '#00695c', removed: '#b3261e' },
  dark: { added: '#4fd0bd', removed: '#ff8a80' },
});
const SIZE = 20;
const WIDTH = 2.4;

/**
 * Draw a hatch when the map first needs it.
 * @param {import('maplibre-gl').Map} map
 */
export function drawDifferences(map) {
  map.setMissingStyleImageResolver((/** @type {string} */ id) => {
    const match = /^(added|removed)\/(light|dark)$/.exec(id);
    if (!match || map.hasImage(id)) return;
    map.addImage(id, hatch(DIFFERENCE[match[2]][match[1]], match[1] === 'removed'), { pixelRatio: 2 });
  });
}

/** @param {string} colour @param {boolean} crossed */
function hatch(colour, crossed) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIZE;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
  pen.strokeStyle = colour;
  pen.lineWidth = WIDTH;
  pen.beginPath();
  for (const start of [-SIZE, 0, SIZE]) {
    pen.moveTo(start - WIDTH, SIZE + WIDTH);
    pen.lineTo(start + SIZE + WIDTH, -WIDTH);
    if (!crossed) continue;
    pen.moveTo(start - WIDTH, -WIDTH);
    pen.lineTo(start + SIZE + WIDTH, SIZE + WIDTH);
  }
  pen.stroke();
  return pen.getImageData(0, 0, SIZE, SIZE);
}
