/**
 * Pictures the map asks for by name: `project/THEME/SECTOR/STATUS`, a disc ringed by status with the sector's glyph;
 * `issue/THEME/STATE` and `photo/THEME/KIND/SAID`, pins; `beyond/THEME`, lines at 45 degrees over what stands beyond an approved boundary.
 */

import { ICONS } from '../icons.js';
import { hatch } from '../hatch-tile.js';
import { HATCH_COLOURS } from './crossings.js';
import { pinPicture } from './issue-pictures.js';
import { photoPicture } from './photo-pictures.js';
import { STATUS_COLOURS, WORKS } from './palette.js';

const SIZE = 30;
const RATIO = 2;
const RING = 3;
const GLYPH = 16;

/**
 * Draw project pictures when the map first needs them.
 * @param {import('maplibre-gl').Map} map
 * @returns {() => void}
 */
export function drawImages(map) {
  const draw = (/** @type {string} */ id) => {
    const beyond = /^beyond\/(light|dark)$/.exec(id);
    if (beyond && !map.hasImage(id)) map.addImage(id, hatch(HATCH_COLOURS[/** @type {'light' | 'dark'} */ (beyond[1])]), { pixelRatio: RATIO });
    const pin = /^issue\/(light|dark)\/(\w+)$/.exec(id);
    if (pin && !map.hasImage(id)) map.addImage(id, pinPicture(/** @type {'light' | 'dark'} */ (pin[1]), pin[2], RATIO), { pixelRatio: RATIO });
    const photo = /^photo\/(light|dark)\/(\w+)\/(plain|doubt)$/.exec(id);
    if (photo && !map.hasImage(id)) map.addImage(id, photoPicture(/** @type {'light' | 'dark'} */ (photo[1]), photo[2], /** @type {'plain' | 'doubt'} */ (photo[3]), RATIO), { pixelRatio: RATIO });
    const match = /^project\/(light|dark)\/(\w+)\/(\w+)$/.exec(id);
    if (!match || map.hasImage(id)) return;
    const [, theme, sector, status] = match;
    map.addImage(id, picture(/** @type {'light' | 'dark'} */ (theme), sector, status), { pixelRatio: RATIO });
  };
  map.setMissingStyleImageResolver(draw);
  return () => map.setMissingStyleImageResolver(null);
}

/** One canvas draws them all, in memory: a canvas of the drawing process would be waited for at every reading. */
const canvas = globalThis.document?.createElement('canvas');

/** @param {'light' | 'dark'} theme @param {string} sector @param {string} status */
function picture(theme, sector, status) {
  canvas.width = canvas.height = SIZE * RATIO;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
  const { paper, ink, structure } = WORKS[theme];
  pen.scale(RATIO, RATIO);
  disc(pen, SIZE / 2 - 1, STATUS_COLOURS[theme][status] ?? structure);
  disc(pen, SIZE / 2 - 1 - RING, paper);
  pen.translate((SIZE - GLYPH) / 2, (SIZE - GLYPH) / 2);
  pen.scale(GLYPH / 24, GLYPH / 24);
  pen.strokeStyle = ink;
  pen.lineWidth = 2;
  pen.lineCap = pen.lineJoin = 'round';
  pen.stroke(new Path2D(ICONS[sector] ?? ICONS.unknown));
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** @param {CanvasRenderingContext2D} pen @param {number} radius @param {string} colour */
function disc(pen, radius, colour) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(SIZE / 2, SIZE / 2, radius, 0, 2 * Math.PI);
  pen.fill();
}
