/** The left panel: its tabs, its folding, and on a phone its height. */

import { all, byId, fill, icon, on } from '../dom.js';
import { chips } from '../filter.js';
import { tabButtons } from './tabs.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../state.js').LeftTab} LeftTab */

const TABS = /** @type {const} */ ([['projects', 'list'], ['regions', 'regions'], ['filter', 'filter'], ['charts', 'chart']]);
const HEIGHTS = ['peek', 'half', 'full'];

/**
 * @param {App} app
 * @returns {() => void}
 */
export function showLeft(app) {
  const { store } = app;
  const left = byId('left');
  left.dataset.height = 'half';
  const grow = () => {
    left.dataset.height = HEIGHTS[(HEIGHTS.indexOf(left.dataset.height ?? 'half') + 1) % HEIGHTS.length];
  };
  return all(
    store.watch((state) => [state.leftTab, state.language, chips(state.filter).length], () => tabs(app), { now: true }),
    store.watch((state) => [state.leftOpen, state.wide, state.language], () => fold(app), { now: true }),
    on(byId('fold'), 'click', () => store.set({ leftOpen: !store.get().leftOpen })),
    on(byId('grip'), 'click', grow),
    store.watch((state) => state.selected, (code) => code && byId('left').setAttribute('data-height', 'peek')),
  );
}

/** @param {App} app */
function tabs({ store, t }) {
  const { leftTab, filter } = store.get();
  const active = chips(filter).length;
  const choose = (/** @type {string} */ id) => {
    store.set({ leftTab: /** @type {LeftTab} */ (id) });
    if (id !== 'projects') byId('left').dataset.height = 'full';
  };
  fill(byId('left-tabs'), tabButtons(TABS.map(([id, picture]) => ({
    id, icon: picture, label: t(`tab_${id}`), badge: id === 'filter' && active ? String(active) : undefined,
  })), leftTab, choose));
  for (const [id] of TABS) byId(`panel-${id}`).hidden = id !== leftTab;
}

/** @param {App} app */
function fold({ store, t }) {
  const { leftOpen, wide } = store.get();
  document.body.classList.toggle('left-closed', !leftOpen);
  document.body.classList.toggle('left-wide', wide);
  const button = byId('fold');
  const label = t(leftOpen ? 'fold_left' : 'unfold_left');
  button.setAttribute('aria-expanded', String(leftOpen));
  button.setAttribute('aria-label', label);
  button.title = label;
  button.replaceChildren(icon(leftOpen ? 'left' : 'right'));
}
