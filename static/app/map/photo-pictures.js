/** The pins of photos: by colour and glyph what shows them, by shape whether something speaks against them. */

import { ICONS } from '../icons.js';
import { WORKS } from './palette.js';

/** @typedef {import('./palette.js').Theme} Theme */

export const PHOTO_KINDS = /** @type {const} */ (['report', 'site', 'quality']);
export const PHOTO_GLYPHS = /** @type {Record<string, string>} */ ({ report: 'camera', site: 'walk', quality: 'warning' });
export const PHOTO_COLOURS = /** @type {Record<Theme, Record<'plain' | 'doubt', string>>} */ ({
  light: { plain: '#0b6b5d', doubt: '#b3261e' }, dark: { plain: '#5fc9b4', doubt: '#ff8a80' },
});
const WIDE = 30;
const TALL = 36;
const EDGE = 2;
const GLYPH = 15;

/** Pixels of the picture, `ratio` to one of the page; its tip is the middle of the lower edge. @param {Theme} theme @param {string} kind @param {'plain' | 'doubt'} said @param {number} ratio */
export function photoPicture(theme, kind, said, ratio) {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [WIDE * ratio, TALL * ratio];
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
  const { paper } = WORKS[theme];
  pen.scale(ratio, ratio);
  const whole = outline(said);
  pen.fillStyle = PHOTO_COLOURS[theme][said];
  pen.strokeStyle = paper;
  pen.lineWidth = EDGE * 2;
  pen.lineJoin = 'round';
  pen.stroke(whole);
  pen.fill(whole);
  pen.translate((WIDE - GLYPH) / 2, 15 - GLYPH / 2);
  pen.scale(GLYPH / 24, GLYPH / 24);
  pen.lineWidth = 2.4;
  pen.lineCap = 'round';
  pen.stroke(new Path2D(ICONS[PHOTO_GLYPHS[kind] ?? 'camera']));
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** A rounded square on a stem; a diamond where something speaks against the photo. @param {'plain' | 'doubt'} said */
function outline(said) {
  const [middle, low] = [WIDE / 2, 15];
  const path = new Path2D(`M${middle - 3},24 L${middle},${TALL - EDGE} L${middle + 3},24 Z`);
  if (said === 'doubt') path.addPath(new Path2D(`M${middle},${EDGE} L${WIDE - EDGE},${low} L${middle},${2 * low - EDGE} L${EDGE},${low} Z`));
  else path.roundRect(middle - 11, low - 11, 22, 22, 5);
  return path;
}
