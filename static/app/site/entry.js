/** What a form says, as an entry; and what keeps it from being one. Pure. */

/** @typedef {Record<string, string>} Fields */

const SHORTEST_REASON = 10;
const REPORTED = new Set(['not_started', 'in_progress', 'installed']);

/**
 * The word for what is wrong, or nothing.
 * @param {Fields} fields @param {{ issue: boolean, photos: number, said: number, total: number, supervises?: boolean }} known
 *   `said`: per cent said before; `total`: the quantity of the bill, 0 where there is none
 */
export function flawOf(fields, { issue, photos, said, total, supervises }) {
  if (issue && !fields.title?.trim()) return 'title_needed';
  if (issue) return fields.feature ? '' : 'where_needed';
  if (isRecord(fields) && supervises && !fields.supervision) return 'supervision_needed';
  if (isRecord(fields)) return fields.state || fields.note?.trim() || photos ? '' : 'something_needed';
  const percent = percentOf(fields, total);
  if (fields.state === 'in_progress' && percent === null) return 'percent_needed';
  if (fields.state === 'in_progress' && percent !== null && !(percent > 0 && percent < 100)) return 'percent_between';
  return (percent ?? 0) < said && [...(fields.correction ?? '').trim()].length < SHORTEST_REASON ? 'correction_needed' : '';
}

/** Whether it says no progress. @param {Fields} fields */
export function isRecord(fields) {
  return !REPORTED.has(fields.state);
}

/** @param {Fields} fields @param {number} total @returns {number | null} */
export function percentOf(fields, total) {
  if (fields.state === 'not_started') return 0;
  if (fields.state === 'installed') return 100;
  const share = fields.quantity?.trim() ? (100 * Number(plain(fields.quantity))) / total : Number(plain(fields.percent ?? '') || NaN);
  return Number.isFinite(share) ? share : null;
}

/** A number as people type it: full-width, with a comma for the point or between thousands. @param {string} text */
export function plain(text) {
  const typed = text.normalize('NFKC').replace(/[\s']/g, '');
  return /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(typed) ? typed.replaceAll(',', '') : typed.replace(',', '.');
}

/**
 * @param {Fields} fields
 * @param {{ project: string, task?: string, issue: boolean, at: string, fix: import('./store.js').Fix | null,
 *   photos: import('./store.js').Photo[] }} about
 */
export function entryOf(fields, { project, task, issue, at, fix, photos }) {
  const told = photos.map(({ sha256, taken_at, fix: place }) => ({ sha256, taken_at, fix: place }));
  return { project, captured_at: at, fix, photos: told, ...saidOf(fields, { task, issue }) };
}

/** What of an entry a person may say anew. @param {Fields} fields @param {{ task?: string, issue: boolean }} about */
export function saidOf(fields, { task, issue }) {
  const note = fields.note?.trim() ?? '';
  if (issue) return { kind: 'issue', title: fields.title.trim(), severity: fields.severity ?? '', feature: fields.feature || null, note };
  if (isRecord(fields)) return { kind: 'record', task: task ?? '', state: fields.state ?? '', supervision: fields.supervision ?? '', note };
  const partly = fields.state === 'in_progress';
  return {
    kind: 'progress', task: task ?? '', state: fields.state, note, correction: fields.correction?.trim() ?? '',
    percent: partly && !fields.quantity?.trim() ? plain(fields.percent) : null,
    quantity: partly && fields.quantity?.trim() ? plain(fields.quantity) : null,
  };
}
