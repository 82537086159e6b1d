/** Thin lines at 45 degrees, as one tile the map repeats. */

const SIZE = 16;
const WIDTH = 2;

/** @param {string} colour */
export function hatch(colour) {
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
