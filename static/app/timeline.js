/** Months on the time slider. A month is a number: year * 12 + month - 1. */

/** @typedef {{ month: number, projects: number }} Bar */

/** @param {string} iso YYYY-MM-DD or YYYY-MM */
export function monthOf(iso) {
  const [year, month] = iso.split('-').map(Number);
  return year * 12 + month - 1;
}

/** @param {number} month the first day of it, YYYY-MM-DD */
export function dateOf(month) {
  return `${monthText(month)}-01`;
}

/** @param {number} month YYYY-MM */
export function monthText(month) {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/**
 * The months from the first to the last, as bars; months the server left out hold nothing.
 * @param {{ month: string, projects: number }[]} rows
 * @returns {Bar[]}
 */
export function barsOf(rows) {
  if (!rows.length) return [];
  const found = new Map(rows.map((row) => [monthOf(row.month), row.projects]));
  const months = [...found.keys()];
  const [first, last] = [Math.min(...months), Math.max(...months)];
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    month: first + i, projects: found.get(first + i) ?? 0,
  }));
}

/**
 * The month after, starting over after the last.
 * @param {Bar[]} bars @param {number | null} month
 */
export function nextMonth(bars, month) {
  const first = bars[0].month;
  const last = bars[bars.length - 1].month;
  return month === null || month >= last || month < first ? first : month + 1;
}

/**
 * A month moved by a key: arrows by one, Page keys by a year, Home and End to the ends. Null for other keys.
 * @param {string} key @param {number} month @param {Bar[]} bars
 */
export function movedByKey(key, month, bars) {
  const first = bars[0].month;
  const last = bars[bars.length - 1].month;
  /** @type {Record<string, number>} */
  const targets = {
    ArrowRight: month + 1, ArrowUp: month + 1, ArrowLeft: month - 1, ArrowDown: month - 1,
    PageUp: month + 12, PageDown: month - 12, Home: first, End: last,
  };
  return key in targets ? Math.min(last, Math.max(first, targets[key])) : null;
}
