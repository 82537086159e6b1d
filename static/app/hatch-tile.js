/** Lines at 45 degrees, as one tile the map repeats. */

const FINE = { size: 16, width: 2, crossed: false };

/** @param {string} colour @param {Partial<typeof FINE>} [how]  pixels; `crossed`: lines in both directions */
export function hatch(colour, how) {
  const { size, width, crossed } = { ...FINE, ...how };
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.beginPath();
  for (const start of [-size, 0, size]) {
    pen.moveTo(start - width, size + width);
    pen.lineTo(start + size + width, -width);
    if (!crossed) continue;
    pen.moveTo(start - width, -width);
    pen.lineTo(start + size + width, size + width);
  }
  pen.stroke();
  return pen.getImageData(0, 0, size, size);
}
