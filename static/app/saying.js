/** Telling the person something in passing. What is well is said for a while; an error stays until it is put away. */

/** @typedef {{ text: string, kind: 'info' | 'error' }} Notice */

const INFO_MS = 6000;

/**
 * @param {{ set: (change: { notice: Notice | null }) => void }} store
 * @returns {(text: string, kind?: 'info' | 'error') => void}
 */
export function saying(store) {
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  return (text, kind = 'info') => {
    clearTimeout(timer);
    store.set({ notice: { text, kind } });
    if (kind === 'info') timer = setTimeout(() => store.set({ notice: null }), INFO_MS);
  };
}
