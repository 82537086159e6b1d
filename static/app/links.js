/** The address follows the view, and the view follows the address. */

import { all, on, quiet } from './dom.js';
import { withoutFault } from './filter.js';
import { fromHash, toHash, unreadParts } from './permalink.js';
import { completeLayers, layersChanged, photosByTab } from './state.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {Readonly<import('./state.js').State>} State */

const WAIT_MS = 300;

/** What the store takes from an address. @param {string} hash */
export function stateFromHash(hash) {
  const linked = fromHash(hash);
  const { view, filter, selected } = linked;
  return { ...linked, layers: completeLayers(linked.layers, photosByTab(linked)), steady: view && { region: filter.region, selected }, approached: view ? null : selected, unread: unreadParts(hash) };
}

/** The address of what is shown now, where the map looks included. @param {App} app */
export function hashNow({ store, map }) {
  const state = store.get();
  if (!map) return hashOf(state);
  const { lng, lat } = map.getCenter();
  return hashOf({ ...state, view: { lon: lng, lat, zoom: map.getZoom() } });
}

/** The address of a state. @param {State} state */
function hashOf(state) {
  return toHash({ ...state, layers: layersChanged(state.layers, photosByTab(state)) ? state.layers : null });
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
    const hash = hashNow(app);
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
    if (view) app.map?.jumpTo({ center: [view.lon, view.lat], zoom: view.zoom, bearing: view.bearing ?? 0, pitch: view.pitch ?? 0 });
  };
  return all(store.watch(hashOf, write), on(window, 'popstate', read), write.cancel, tellUnread(app));
}

/**
 * Say in one sentence what of an address could not be read, here or by the server; the rest of it holds.
 * @param {App} app
 */
function tellUnread({ store, verbs, t }) {
  const tell = () => {
    const { totals, unread, filter, steady } = store.get();
    const faults = faultsOf(totals.error);
    if (totals.status === 'error' && faults.length) {
      const readable = faults.reduce(withoutFault, filter);
      store.set({ unread: [...unread, ...faults], filter: readable, steady: steady && { ...steady, region: readable.region } });
    } else if (unread.length && (totals.status === 'ready' || totals.status === 'error')) {
      store.set({ unread: [] });
      verbs.say(t('link_unread', { parts: unread.map((part) => named(t, part)).join(t('link_and')) }), 'error');
    }
  };
  return store.watch((state) => [state.totals, state.unread], tell);
}

/** What the server could not read of a filter. @param {any} error @returns {import('./types.js').Unread[]} */
function faultsOf(error) {
  return error?.type === 'urn:problem:filter_invalid' ? error.facts.faults ?? [] : [];
}

/** @param {App['t']} t @param {import('./types.js').Unread} part */
function named(t, { parameter, value, reason, near }) {
  const why = reason ?? (near ? t('link_near', { name: near }) : '');
  return t(why ? 'link_part_why' : 'link_part', { name: parameter, value, why });
}
