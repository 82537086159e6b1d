/** Issues as pins on the map: those in view the reader may see, gathered where they stand close together. */

import { all, quiet } from '../dom.js';
import { createLoad, IDLE } from '../loads.js';
import { collection, feature } from '../shapes.js';
import { FONT } from './fonts.js';
import { ISSUE_COLOURS, ISSUE_STATES } from './issue-pictures.js';
import { WORKS } from './palette.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('maplibre-gl').LayerSpecification} LayerSpecification */
/** @typedef {import('maplibre-gl').GeoJSONSource} GeoJSONSource */
/** @typedef {import('./palette.js').Theme} Theme */

export const ISSUES = 'issues';
export const ISSUE_LAYERS = ['issue-pin', 'issue-cluster'];
export const ISSUES_FROM = 10;
const WAIT_MS = 250;
const MOST_PAGES = 5;
/** More than can be told apart by zooming in. */
const MOST_LISTED = 100;
/** Some stand in the very same place, as those whose place is not told: nothing parts them, and a click lists them. */
export const ISSUE_SOURCE = /** @type {import('maplibre-gl').SourceSpecification} */ ({
  type: 'geojson', data: collection([]), maxzoom: 23, cluster: true, clusterRadius: 30, clusterMaxZoom: 22,
  clusterProperties: { gravest: ['min', ['get', 'rank']] },
});

/** @param {Theme} theme @returns {LayerSpecification[]} */
export function issuePins(theme) {
  const { paper, ink } = WORKS[theme];
  const colours = ISSUE_COLOURS[theme];
  const ranked = ISSUE_STATES.slice(0, -1).flatMap((state, rank) => [rank, colours[state]]);
  const small = /** @type {any} */ ({ 'text-font': FONT, 'text-size': 12, 'text-allow-overlap': true, 'text-ignore-placement': true });
  return /** @type {any} */ ([
    { id: 'issue-cluster', type: 'circle', source: ISSUES, minzoom: ISSUES_FROM, filter: ['has', 'point_count'],
      paint: { 'circle-radius': ['step', ['get', 'point_count'], 13, 10, 16, 100, 20], 'circle-color': paper, 'circle-stroke-width': 4,
        'circle-stroke-color': ['match', ['get', 'gravest'], ...ranked, colours.closed] } },
    { id: 'issue-count', type: 'symbol', source: ISSUES, minzoom: ISSUES_FROM, filter: ['has', 'point_count'],
      layout: { 'text-field': ['get', 'point_count_abbreviated'], ...small }, paint: { 'text-color': ink } },
    { id: 'issue-pin', type: 'symbol', source: ISSUES, minzoom: ISSUES_FROM, filter: ['!', ['has', 'point_count']],
      layout: { 'icon-image': ['concat', `issue/${theme}/`, ['get', 'state']], 'icon-anchor': 'bottom', 'icon-allow-overlap': true, 'icon-ignore-placement': true,
        'text-field': ['to-string', ['get', 'number']], 'text-offset': [0, -1.55], ...small, 'text-size': 11 },
      paint: { 'text-color': theme === 'dark' ? WORKS.dark.paper : '#ffffff' } },
  ]);
}

/** @param {any[]} issues  as the server lists them */
export function pinsOf(issues) {
  return collection(issues.map(({ id, position, number, title, state, assigned_to: assigned }) => feature(
    { type: 'Point', coordinates: position }, { id, number, title, state, assigned, rank: ISSUE_STATES.indexOf(state) })));
}

/** @param {App} app @returns {() => void} */
export function showIssuePins(app) {
  const { map, store, verbs } = app;
  const list = createLoad(store, 'issues', (signal) => inView(app, signal));
  const look = quiet(WAIT_MS, () => (wanted(app) ? list.run() : list.clear()));
  const draw = (/** @type {import('../types.js').Loadable} */ { status, value }) => {
    if (status === 'loading') return;
    /** @type {GeoJSONSource | undefined} */ (map.getSource(ISSUES))?.setData(pinsOf(value?.issues ?? []));
    document.body.dataset.issues = String(value?.issues.length ?? 0);
  };
  map.on('moveend', look);
  return all(
    store.watch((state) => [state.me?.signed_in, state.publicView, state.changes, state.layers.hidden.includes(ISSUES)], look, { now: true }),
    store.watch((state) => state.issues, draw),
    store.watch((state) => state.issueFacts.value, (/** @type {any} */ one) => void (one?.position && verbs.uncover(one.position))),
    () => map.off('moveend', look), look.cancel, list.clear,
  );
}

/** @param {App} app */
function wanted({ map, store }) {
  const { me, publicView, layers } = store.get();
  return Boolean(me?.signed_in && !publicView && !layers.hidden.includes(ISSUES) && map.getZoom() >= ISSUES_FROM);
}

/** The issues in view, the last changed first; `more`: not all of them came. @param {App} app @param {AbortSignal} signal */
async function inView({ map, api }, signal) {
  const box = map.getBounds().toArray().flat().map((degrees) => degrees.toFixed(6)).join(',');
  let page = await api.issues(box, signal);
  const issues = [...page.issues];
  for (let pages = 1; page.next && pages < MOST_PAGES; pages += 1) {
    page = await api.follow(page.next, signal);
    issues.push(...page.issues);
  }
  return { issues, more: Boolean(page.next) };
}

/** A pin opens its card, several in one place their list. @param {App} app @param {import('maplibre-gl').MapGeoJSONFeature} found */
export async function openPin({ map, store }, { layer, properties }) {
  if (layer.id === 'issue-pin') return store.set({ issue: String(properties.id), issueList: null });
  const source = /** @type {GeoJSONSource} */ (map.getSource(ISSUES));
  const leaves = await source.getClusterLeaves(properties.cluster_id, MOST_LISTED, 0).catch(() => []);
  return store.set({ issue: null, issueList: leaves.map((one) => String(one.properties?.id)), issueFacts: IDLE });
}
