/** The pins of issues: a state by its shape and its colour, the same shapes as in the viewer's list. */

import { WORKS } from './palette.js';

/** @typedef {import('./palette.js').Theme} Theme */

/** By gravity, the gravest first. */
export const ISSUE_STATES = /** @type {const} */ (['open', 'in_progress', 'resolved', 'closed']);
export const ISSUE_COLOURS = /** @type {Record<Theme, Record<string, string>>} */ ({
  light: { open: '#b3261e', in_progress: '#9a5b00', resolved: '#0f5ea8', closed: '#5b6670' },
  dark: { open: '#ff8a80', in_progress: '#f2bd3a', resolved: '#6db3f2', closed: '#9fabb4' },
});
const WIDE = 26;
const TALL = 32;
const EDGE = 2;

/** Pixels of the picture, `ratio` to one of the page; its tip is the middle of the lower edge. @param {Theme} theme @param {string} state @param {number} ratio */
export function pinPicture(theme, state, ratio) {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [WIDE * ratio, TALL * ratio];
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
  pen.scale(ratio, ratio);
  const whole = outline(state);
  pen.fillStyle = ISSUE_COLOURS[theme][state] ?? ISSUE_COLOURS[theme].open;
  pen.strokeStyle = WORKS[theme].paper;
  pen.lineWidth = EDGE * 2;
  pen.lineJoin = 'round';
  pen.stroke(whole);
  pen.fill(whole);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** A head in the state's shape on a stem. @param {string} state */
function outline(state) {
  const path = new Path2D(`M${WIDE / 2 - 3},20 L${WIDE / 2},${TALL - EDGE} L${WIDE / 2 + 3},20 Z`);
  const [left, right, top, low, middle] = [EDGE + 1, WIDE - EDGE - 1, EDGE + 1, 23, WIDE / 2];
  if (state === 'open') path.arc(middle, 13, 10, 0, 2 * Math.PI);
  else if (state === 'in_progress') path.addPath(new Path2D(`M${middle},${top} L${right},${low} L${left},${low} Z`));
  else if (state === 'resolved') path.addPath(new Path2D(`M${middle},${top - 1} L${right + 1},13 L${middle},${low + 2} L${left - 1},13 Z`));
  else path.rect(left + 1, top + 1, right - left - 2, low - top - 3);
  return path;
}
