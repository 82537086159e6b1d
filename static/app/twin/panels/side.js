/** The left panel: what is in the building, looking for it, its colours, cuts, views, issues, its place within the permit, and versions. */

import { all, byId, fill, icon, on } from '../../dom.js';
import { tabButtons } from '../../panels/tabs.js';
import { showDays } from '../days/panel.js';
import { showIssues } from '../issues/panel.js';
import { showColours } from './colours.js';
import { showCuts } from './cuts.js';
import { showFinder } from './finder.js';
import { showLand } from './land.js';
import { showTree } from './tree.js';
import { showVersions } from './versions.js';
import { showViews } from './views.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../state.js').Side} Side */

const TABS = /** @type {const} */ ([['tree', 'layers'], ['find', 'search'], ['colour', 'palette'], ['cut', 'cut'], ['views', 'eye'], ['issues', 'pin'], ['land', 'regions'], ['versions', 'versions'], ['progress', 'clock']]);
const HEIGHTS = ['peek', 'half', 'full'];

/** @param {App} app @returns {() => void} */
export function showSide(app) {
  const { store, t } = app;
  const left = byId('left');
  left.dataset.height = 'peek';
  const grow = () => {
    left.dataset.height = HEIGHTS[(HEIGHTS.indexOf(left.dataset.height ?? 'half') + 1) % HEIGHTS.length];
  };
  const fold = () => {
    const { leftOpen } = store.get();
    document.body.classList.toggle('left-closed', !leftOpen);
    const label = t(leftOpen ? 'fold_left' : 'unfold_left');
    Object.assign(byId('fold'), { title: label });
    byId('fold').setAttribute('aria-label', label);
    byId('fold').setAttribute('aria-expanded', String(leftOpen));
    byId('fold').replaceChildren(icon(leftOpen ? 'left' : 'right'));
  };
  return all(
    store.watch((state) => [state.side, state.language], () => tabs(app), { now: true }),
    store.watch((state) => [state.leftOpen, state.language], fold, { now: true }),
    store.watch((state) => state.chosen, () => document.body.classList.remove('panel-first')),
    on(byId('fold'), 'click', () => store.set({ leftOpen: !store.get().leftOpen })),
    on(byId('grip'), 'click', grow),
    showTree(app, byId('panel-tree')), showFinder(app, byId('panel-find')), showColours(app, byId('panel-colour')),
    showCuts(app, byId('panel-cut')), showViews(app, byId('panel-views')), showVersions(app, byId('panel-versions')),
    showIssues(app, byId('panel-issues')), showLand(app, byId('panel-land')), showDays(app, byId('panel-progress')),
  );
}

/** @param {App} app */
function tabs({ store, t }) {
  const { side } = store.get();
  const choose = (/** @type {string} */ id) => {
    store.set({ side: /** @type {Side} */ (id) });
    document.body.classList.add('panel-first');
    if (byId('left').dataset.height === 'peek') byId('left').dataset.height = 'half';
  };
  fill(byId('left-tabs'), tabButtons(TABS.map(([id, picture]) => ({ id, icon: picture, label: t(`side_${id}`) })), side, choose));
  for (const [id] of TABS) byId(`panel-${id}`).hidden = id !== side;
}
