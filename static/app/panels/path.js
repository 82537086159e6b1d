/** Where in the tree of regions the view is: a path to climb back by, and the way to the link and the exports. */

import { parentOf } from '../choropleth.js';
import { regionName } from '../codes.js';
import { fill, h, icon } from '../dom.js';

/** @typedef {import('../app.js').App} App */

/**
 * @param {App} app
 * @param {HTMLElement} element
 * @returns {() => void}
 */
export function showPath(app, element) {
  const { store } = app;
  const pick = (/** @type {Readonly<import('../state.js').State>} */ state) => [
    state.filter.region, state.root, state.names, state.language];
  return store.watch(pick, () => fill(element, path(app)), { now: true });
}

/** @param {App} app */
function path(app) {
  const { store, t } = app;
  const { filter, root } = store.get();
  /** @type {string[]} */
  const codes = [];
  for (let code = filter.region; code && code !== root; code = parentOf(code)) codes.unshift(code);
  const top = step(app, null, root ? regionName(store.get(), root) : t('all_regions'), codes.length === 0);
  const steps = codes.map((code, i) => step(app, code, regionName(store.get(), code), i === codes.length - 1));
  return h('nav', { 'aria-label': t('path'), class: 'path' }, h('ol', {}, top, steps));
}

/** @param {App} app @param {string | null} code @param {string} name @param {boolean} here */
function step({ verbs }, code, name, here) {
  return h('li', {}, code !== null && icon('right'), h('button', {
    type: 'button', 'aria-current': here ? 'location' : null, data: { key: `path-${code}` },
    on: { click: () => verbs.drill(code) },
  }, name));
}
