/** The projects of the filter, page after page as they are needed. */

import { toQuery } from '../filter.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../types.js').ProjectRow} ProjectRow */
/** @typedef {ProjectRow & { position: import('../types.js').LonLat | null, said: string }} ListedRow  said: all of it, to tell rows apart that look alike */

const PAGE = 100;
const MOST_RENEWED = 10;

/**
 * @param {App} app
 * @param {() => void} changed  called whenever rows, the state or the error changed
 */
export function createPages(app, changed) {
  const { store, api } = app;
  const pages = {
    /** @type {ListedRow[]} */ rows: [],
    /** @type {'loading' | 'ready' | 'error'} */ status: 'loading',
    /** @type {Error | null} */ error: null,
    /** @type {string | null} */ next: null,
  };
  let latest = new AbortController();

  const load = async (/** @type {boolean} */ fresh) => {
    latest.abort();
    const mine = (latest = new AbortController());
    pages.status = 'loading';
    pages.error = null;
    changed();
    try {
      const { filter, sort } = store.get();
      const before = fresh ? [] : pages.rows;
      const rows = [];
      let next = fresh ? null : pages.next;
      // Who has scrolled further keeps the place: as many pages are asked again as there were.
      for (let left = fresh ? Math.min(Math.max(1, Math.ceil(pages.rows.length / PAGE)), MOST_RENEWED) : 1; left > 0; left -= 1) {
        const answer = next ? await api.follow(next, mine.signal) : await api.projects(filter, { sort, limit: PAGE }, mine.signal);
        if (mine !== latest) return;
        rows.push(...answer.features.map(rowOf));
        next = answer.next;
        if (!next) break;
      }
      pages.rows = [...before, ...rows];
      pages.next = next;
      pages.status = 'ready';
    } catch (error) {
      if (mine !== latest || mine.signal.aborted) return;
      pages.status = 'error';
      pages.error = /** @type {Error} */ (error);
    }
    changed();
  };

  const more = () => {
    if (pages.status === 'ready' && pages.next) load(false);
  };
  const retry = () => load(pages.rows.length === 0);
  const stop = store.watch(
    (state) => [toQuery(state.filter).toString(), state.sort, state.publicView, state.changes],
    () => { pages.rows = []; load(true); }, { now: true });
  const follow = store.watch((state) => state.heard, () => { load(true); });
  return { pages, more, retry, dispose: () => { stop(); follow(); latest.abort(); } };
}

/** @param {any} feature @returns {ListedRow} */
function rowOf({ id, geometry, properties }) {
  return { id, ...properties, position: geometry?.coordinates ?? null, said: JSON.stringify([geometry, properties]) };
}
