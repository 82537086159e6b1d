/** What the page shows is loaded here, and loaded anew when what it depends on changes. */

import { levelOf, parentOf } from './choropleth.js';
import { all, byId, isWrittenIn } from './dom.js';
import { toQuery } from './filter.js';
import { createLoad } from './loads.js';
import { shownRegions } from './state.js';

/** @typedef {import('./app.js').App} App */

/**
 * @param {App} app
 * @returns {() => void}
 */
export function createFeed(app) {
  const { store, api } = app;
  const loads = {
    totals: createLoad(store, 'totals', (signal) => api.totals(store.get().filter, signal)),
    byRegion: createLoad(store, 'byRegion', (signal) => byRegion(app, signal)),
    project: createLoad(store, 'project', (signal) => api.project(store.get().selected ?? '', signal)),
    months: createLoad(store, 'months', (signal) => api.months(store.get().filter, store.get().clock, signal)),
  };
  const asked = (/** @type {Readonly<import('./state.js').State>} */ state) => [
    toQuery(state.filter).toString(), state.publicView, state.changes, state.heard,
  ];
  const regionsAsked = (/** @type {Readonly<import('./state.js').State>} */ state) => [
    whenKnown(state), shownRegions(state).parent, state.metric === 'execution' && Boolean(state.me?.signed_in), ...asked(state),
  ];
  const withoutDate = (/** @type {Readonly<import('./state.js').State>} */ state) => [
    toQuery({ ...state.filter, at: null, clock: null }).toString(), state.publicView, state.clock, state.timeOpen, state.changes,
  ];
  return all(
    store.watch(asked, loads.totals.run, { now: true }),
    store.watch(regionsAsked, ([level]) => level !== null && loads.byRegion.run(), { now: true }),
    store.watch((state) => [state.selected, state.publicView, state.changes], ([code]) => (code ? loads.project.run() : loads.project.clear()),
      { now: true }),
    store.watch((state) => state.heard, () => renewProject(app)),
    store.watch(withoutDate, () => store.get().timeOpen && loads.months.run(), { now: true }),
    store.watch((state) => state.filter.region, (code) => nameAncestors(app, code), { now: true }),
  );
}

/**
 * What others changed of the open project shows at once, unless somebody is writing there: then they are told.
 * @param {App} app
 */
async function renewProject({ store, api, verbs, t }) {
  const { selected, project } = store.get();
  if (!selected || project.status !== 'ready') return;
  const found = await api.project(selected).catch(() => null);
  if (!found || store.get().project !== project || JSON.stringify(found) === JSON.stringify(project.value)) return;
  if (isWrittenIn(byId('drawer'))) verbs.say(t('project_changed'), 'info');
  else store.set({ project: { ...project, value: found } });
}

/** The level to colour, or null as long as the province is unknown. @param {Readonly<import('./state.js').State>} state */
function whenKnown(state) {
  return state.root === undefined && !state.filter.region ? null : shownRegions(state).level;
}

/**
 * The regions with how far the money of the year was used, where that is asked for and open to the reader.
 * @param {Pick<App, 'store' | 'api'>} app @param {import('./types.js').ByRegion} found @param {AbortSignal} signal
 * @returns {Promise<import('./types.js').ByRegion>}
 */
async function withExecution({ store, api }, found, signal) {
  const { metric, me, publicView, filter } = store.get();
  if (metric !== 'execution' || !me?.signed_in || publicView) return found;
  const used = await api.execution(filter, shownRegions(store.get()), signal);
  const by = new Map(used.regions.map((/** @type {any} */ one) => [one.code, one.execution_pct]));
  return {
    ...found, breaks: { ...found.breaks, execution: used.breaks.map(Number) },
    regions: found.regions.map((one) => ({ ...one, execution_pct: by.get(one.code) ?? null })),
  };
}

/** @param {App} app @param {AbortSignal} signal */
async function byRegion({ store, api }, signal) {
  const state = store.get();
  const found = await withExecution({ store, api }, await api.byRegion(state.filter, shownRegions(state), signal), signal);
  const names = found.regions.map((region) => [region.code, { zh: region.name, en: region.name_en }]);
  store.set({ names: { ...store.get().names, ...Object.fromEntries(names) } });
  return found;
}

/**
 * Learn the names of a region and of those above it, for the path shown over the map. A region there is not is the
 * filter's fault, and told as one.
 * @param {App} app @param {string | null} code
 */
async function nameAncestors({ store, api, verbs, t }, code) {
  /** @type {string[]} */
  const missing = [];
  for (let one = code; one && levelOf(one) > 0; one = parentOf(one)) if (!store.get().names[one]) missing.push(one);
  try {
    const found = await Promise.all(missing.map((one) => api.region(one)));
    const names = found.map(({ id, properties }) => [id, { zh: properties.name, en: properties.name_en }]);
    if (names.length) store.set({ names: { ...store.get().names, ...Object.fromEntries(names) } });
  } catch (error) {
    if (/** @type {any} */ (error).status !== 404) verbs.say(t('no_answer'), 'error');
  }
}
