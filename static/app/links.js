/** The address follows the view, and the view follows the address. */

import { all, on, quiet } from './dom.js';
import { fromHash, toHash } from './permalink.js';
import { completeLayers, layersChanged } from './state.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {Readonly<import('./state.js').State>} State */

const WAIT_MS = 300;

/** What the store takes from an address. @param {string} hash */
export function stateFromHash(hash) {
  const linked = fromHash(hash);
  const { view, filter, selected } = linked;
  return { ...linked, layers: completeLayers(linked.layers), steady: view && { region: filter.region, selected } };
}

/** The address of a state. @param {State} state */
export function hashOf(state) {
  return toHash({ ...state, layers: layersChanged(state.layers) ? state.layers : null });
}

/**
 * Keep both in step until disposed. Moves of the map replace the address; choosing a region or a project adds to
 * the history, so that Back undoes it.
 * @param {App} app
 * @returns {() => void}
 */
export function followAddress(app) {
  const { store } = app;
  let written = hashOf(store.get());
  const write = quiet(WAIT_MS, () => {
    const hash = hashOf(store.get());
    if (hash === written) return;
    const [before, now] = [fromHash(written), fromHash(hash)];
    const isStep = before.selected !== now.selected || before.filter.region !== now.filter.region;
    written = hash;
    history[isStep ? 'pushState' : 'replaceState'](null, '', `#${hash}`);
  });
  const read = () => {
    written = location.hash.slice(1);
    const state = stateFromHash(written);
    const { view, ...rest } = state;
    store.set(rest);
    if (view) app.map?.jumpTo({ center: [view.lon, view.lat], zoom: view.zoom });
  };
  return all(store.watch(hashOf, write), on(window, 'popstate', read), write.cancel);
}
