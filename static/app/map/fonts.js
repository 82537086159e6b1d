/**
 * The map draws its text with the same font files as the page, file by file as characters are met. Nothing is asked
 * of a glyph server, and a machine without a Chinese font shows Chinese all the same.
 */

import { FONT } from './ground.js';

/** @typedef {{ url: string, 'unicode-range': string[] }} Face */

/**
 * The font's files as the page's own style sheets declare them.
 * @param {Iterable<CSSStyleSheet>} sheets
 * @returns {Record<string, Face[]>}
 */
export function fontFaces(sheets) {
  /** @type {Face[]} */
  const faces = [];
  for (const sheet of sheets) for (const rule of rulesOf(sheet)) {
    const face = faceOf(rule, sheet.href ?? location.href);
    if (face) faces.push(face);
  }
  return { [FONT[0]]: faces };
}

/** @param {CSSStyleSheet} sheet @returns {CSSRule[]} */
function rulesOf(sheet) {
  return [...sheet.cssRules].flatMap((rule) => (rule instanceof CSSImportRule && rule.styleSheet
    ? rulesOf(rule.styleSheet) : [rule]));
}

/** @param {CSSRule} rule @param {string} base @returns {Face | null} */
function faceOf(rule, base) {
  if (!(rule instanceof CSSFontFaceRule)) return null;
  const family = rule.style.getPropertyValue('font-family').replace(/["']/g, '').trim();
  const source = /url\(["']?([^"')]+)["']?\)/.exec(rule.style.getPropertyValue('src'));
  if (family !== FONT[0] || !source) return null;
  const ranges = rule.style.getPropertyValue('unicode-range');
  return {
    url: new URL(source[1], base).href,
    'unicode-range': ranges.split(',').map((range) => range.trim()).filter(Boolean),
  };
}
