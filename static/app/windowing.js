/** Which rows of a long list are on screen. Rows have one height; only those seen are in the page. */

/**
 * @param {{ scrollTop: number, height: number, rowHeight: number, count: number, overscan?: number }} box  pixels
 * @returns {{ first: number, last: number }} first row and the one after the last
 */
export function visibleRows({ scrollTop, height, rowHeight, count, overscan = 6 }) {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - overscan);
  const last = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + overscan);
  return { first: Math.min(first, last), last };
}

/**
 * The scroll position that brings a row into view, moving as little as possible.
 * @param {{ scrollTop: number, height: number, rowHeight: number, row: number }} box  pixels
 */
export function scrollToRow({ scrollTop, height, rowHeight, row }) {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  return top + rowHeight > scrollTop + height ? top + rowHeight - height : scrollTop;
}

/**
 * The row a key moves to, or null when the key moves nowhere.
 * @param {string} key @param {number} row @param {{ count: number, page: number }} list
 */
export function rowByKey(key, row, { count, page }) {
  /** @type {Record<string, number>} */
  const targets = {
    ArrowDown: row + 1, ArrowUp: row - 1, PageDown: row + page, PageUp: row - page, Home: 0, End: count - 1,
  };
  return key in targets && count > 0 ? Math.min(count - 1, Math.max(0, targets[key])) : null;
}
