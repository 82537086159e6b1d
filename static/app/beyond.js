/** What of a model stands beyond the approved boundary, as the scene tells it. */

/** @typedef {'ground' | 'basement' | 'full'} Line  which outline reaches beyond: where it stands, below the ground, seen from above */
/** @typedef {{ el: number, global_id: string, class: string, name: string, line: Line, distance_m: number, area_sqm: number }} Beyond */
/** @typedef {{ rule: string, severity: string, outer: string, inner: string, area: number, distance: number, wall: number, geometry: any, walls: any }} LandFinding */
/** @typedef {{ line: Line, outer: string, unanswered: string, boundary: any, top: number | null, findings: LandFinding[], elements: Beyond[] }} Land
 *   `top`: of the highest element beyond, metres about the origin */

export const LINES = /** @type {const} */ (['ground', 'basement', 'full']);
/** The rule's own line in the colour of what is wrong; the others apart from it. */
export const LINE_COLOURS = /** @type {Record<Line, number>} */ ({ ground: 0xd0483a, basement: 0x8a63b8, full: 0xe39a2d });

/** @param {any} scene  as the server tells it @returns {Land | null} null where nothing was held against a boundary */
export function landOf(scene) {
  const land = scene?.land;
  if (!land || !(land.outer || land.unanswered)) return null;
  const line = lineOf(land.line);
  return {
    line, outer: land.outer ?? '', unanswered: land.unanswered ?? '', boundary: land.boundary ?? null, top: typeof land.top_m === 'number' ? land.top_m : null,
    findings: (land.findings ?? []).map(findingOf),
    elements: (land.elements ?? []).map((/** @type {any} */ one) => ({ ...one, line: lineOf(one.line ?? line) })),
  };
}

/** @param {any} finding @returns {LandFinding} */
function findingOf({ rule, severity, facts = {}, area_sqm: area, distance_m: distance, geometry }) {
  return { rule, severity, outer: facts.outer ?? '', inner: facts.inner ?? '', area: area ?? 0, distance: distance ?? 0, wall: facts.wall_m ?? 0, geometry: geometry ?? null, walls: facts.walls ?? null };
}

/** @param {unknown} word @returns {Line} */
function lineOf(word) {
  return LINES.find((one) => one === word) ?? 'ground';
}

/** The elements line by line, the rule's own first, the farthest first in each. @param {Land} land @returns {{ line: Line, rows: Beyond[], farthest: number }[]} */
export function byLine({ line: own, elements }) {
  const order = [own, ...LINES.filter((one) => one !== own)];
  return order.flatMap((line) => {
    const rows = elements.filter((one) => one.line === line).sort((a, b) => b.distance_m - a.distance_m);
    return rows.length ? [{ line, rows, farthest: rows[0].distance_m }] : [];
  });
}

/** What several rules say of the same two grounds is said once, the rules named together. @param {LandFinding[]} findings @returns {LandFinding[]} */
export function together(findings) {
  /** @type {Map<string, LandFinding>} */
  const met = new Map();
  for (const one of findings) {
    const key = [one.inner, one.outer, one.distance].join('/');
    const known = met.get(key);
    met.set(key, known ? { ...known, rule: `${known.rule}, ${one.rule}` } : one);
  }
  return [...met.values()];
}

/** Metres to the centimetre; a square metre to the hundredth. @param {number} value */
export function figure(value) {
  return value.toFixed(2).replace(/\.?0+$/, '') || '0';
}
