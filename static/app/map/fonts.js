/**
 * The map draws its text with the same font as the page: the machine's own Chinese font where it has one, else our
 * font files, file by file as characters are met. Nothing is asked of a glyph server.
 */

/** @typedef {{ url: string, 'unicode-range': string[] }} Face */

const BROUGHT = 'Noto Sans SC Variable';
/** Chinese fonts that desktops and telephones bring, in the order of `--font` in tokens.css. */
const USUAL = ['PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC'];
const SAMPLE = 'mmWWlli国';

/** The font of every text on the map. */
export const FONT = [globalThis.document ? ownFont(measure(document)) ?? BROUGHT : BROUGHT];

/**
 * The first of the usual Chinese fonts that this machine has: a text set in it is not as wide as in its stead.
 * @param {(font: string) => number} widthIn
 * @returns {string | undefined}
 */
export function ownFont(widthIn) {
  const stead = ['monospace', 'serif'];
  const usual = stead.map(widthIn);
  return USUAL.find((family) => stead.every((other, n) => widthIn(`"${family}", ${other}`) !== usual[n]));
}

/** @param {Document} page @returns {(font: string) => number} */
function measure(page) {
  const pen = page.createElement('canvas').getContext('2d');
  return (font) => {
    if (!pen) return 0;
    pen.font = `72px ${font}`;
    return pen.measureText(SAMPLE).width;
  };
}

/**
 * The font's files as the page's own style sheets declare them; none where the machine has a font of its own.
 * @param {Iterable<CSSStyleSheet>} sheets
 * @returns {Record<string, Face[]> | undefined}
 */
export function fontFaces(sheets) {
  if (FONT[0] !== BROUGHT) return undefined;
  /** @type {Face[]} */
  const faces = [];
  for (const sheet of sheets) for (const rule of rulesOf(sheet)) {
    const face = faceOf(rule, sheet.href ?? location.href);
    if (face) faces.push(face);
  }
  return { [BROUGHT]: faces };
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
  if (family !== BROUGHT || !source) return null;
  const ranges = rule.style.getPropertyValue('unicode-range');
  return {
    url: new URL(source[1], base).href,
    'unicode-range': ranges.split(',').map((range) => range.trim()).filter(Boolean),
  };
}
