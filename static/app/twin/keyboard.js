/** The viewer's keys. Typing in a field and keys of the machine's own are left alone. */

import { on } from '../dom.js';

/** @typedef {import('./app.js').App} App */

const VIEWS = ['home', 'top', 'front', 'back', 'left', 'right'];

/** @param {App} app @returns {() => void} */
export function followKeys(app) {
  const { store, verbs } = app;
  const take = (/** @type {import('./state.js').Tool} */ tool) => verbs.take(store.get().tool === tool ? null : tool);
  /** @type {Record<string, () => void>} */
  const acts = {
    h: verbs.hideChosen, i: verbs.isolateChosen, x: verbs.ghostOthersChosen, a: verbs.showAll, f: () => verbs.flyTo(store.get().chosen),
    home: () => verbs.look('home'), d: () => take('distance'), g: () => take('angle'), r: () => take('area'), p: () => take('point'), c: () => take('cut'), b: () => take('box'),
    w: () => verbs.walk(true), escape: () => away(app), '?': () => store.set({ helping: !store.get().helping }),
    '/': () => store.set({ side: 'find', leftOpen: true }),
    ...Object.fromEntries(VIEWS.map((direction, i) => [String(i + 1), () => verbs.look(direction)])),
  };
  return on(document, 'keydown', (/** @type {KeyboardEvent} */ event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || target.matches?.('input, textarea, select, summary')) return;
    const act = acts[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
    if (event.key === '/') /** @type {HTMLElement | null} */ (document.querySelector('[data-key=find]'))?.focus();
  });
}

/** What is in hand goes first, then what is open. @param {App} app */
function away({ store, verbs }) {
  const { helping, tool, sketch, walking, plan, chosen, before, pinned } = store.get();
  if (helping) store.set({ helping: false });
  else if (sketch.length) store.set({ sketch: [] });
  else if (tool) verbs.take(null);
  else if (walking) verbs.walk(false);
  else if (plan !== null) verbs.plan(null);
  else if (before) verbs.lookBack();
  else if (chosen.length) verbs.choose([]);
  else if (pinned) store.set({ pinned: null });
}
