/** Loading into the store: the latest question wins, an earlier answer is dropped, an error can be retried. */

/** @typedef {import('./types.js').Loadable} Loadable */

/** @type {Loadable} */
export const IDLE = { status: 'idle', value: null, error: null };

/**
 * @template {object} State
 * @param {{ get: () => any, set: (patch: any) => void }} store
 * @param {keyof State & string} key  where the Loadable lives
 * @param {(signal: AbortSignal) => Promise<unknown>} fetcher
 */
export function createLoad(store, key, fetcher) {
  let latest = new AbortController();

  const run = async () => {
    latest.abort();
    const mine = new AbortController();
    latest = mine;
    store.set({ [key]: { status: 'loading', value: store.get()[key].value, error: null } });
    try {
      const value = await fetcher(mine.signal);
      if (mine === latest) store.set({ [key]: { status: 'ready', value, error: null } });
    } catch (error) {
      if (mine === latest && !mine.signal.aborted) store.set({ [key]: { status: 'error', value: null, error } });
    }
  };
  const clear = () => {
    latest.abort();
    store.set({ [key]: IDLE });
  };
  return { run, clear };
}
