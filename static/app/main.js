/** Builds the map page: state and panels first, the map as soon as its engine is there. */

import { createApi } from './api.js';
import { all, byId } from './dom.js';
import { createFeed } from './feed.js';
import { chips } from './filter.js';
import { createTranslate, translatePage } from './i18n.js';
import { followAddress, stateFromHash } from './links.js';
import { showPanels } from './panels.js';
import { failure } from './panels/failure.js';
import { initialState } from './state.js';
import { boxOf } from './shapes.js';
import { createStore } from './store.js';
import { applyTheme, currentTheme } from './theme.js';
import { createVerbs } from './verbs.js';

/** @typedef {import('./app.js').App} App */

/** What is to be undone when the page is put away. */
export const dispose = start();

function start() {
  const app = createApp();
  const { store, t } = app;
  const words = () => {
    document.documentElement.lang = store.get().language === 'zh' ? 'zh-Hans' : 'en';
    document.title = t('page_title');
    translatePage(document, t);
  };
  learn(app);
  const stopFeed = createFeed(app);
  app.verbs.retry = () => {
    learn(app);
    store.set({ changes: store.get().changes + 1 });
  };
  return all(
    stopFeed,
    store.watch((state) => state.language, words, { now: true }),
    store.watch((state) => state.theme, applyTheme),
    showPanels(app),
    followAddress(app),
    raiseMap(app),
  );
}

/** @returns {App} */
function createApp() {
  const language = document.documentElement.lang.startsWith('en') ? 'en' : 'zh';
  const store = createStore({
    ...initialState(), ...knownProvince(), ...stateFromHash(location.hash), language: /** @type {'zh' | 'en'} */ (language), theme: currentTheme(),
  });
  const csrf = () => document.querySelector('meta[name=csrf-token]')?.getAttribute('content') ?? '';
  const app = /** @type {App} */ (/** @type {unknown} */ ({
    map: null, buildings: null, stood: null,
    store, t: createTranslate(() => store.get().language),
    api: createApi({ csrf, isPublic: () => store.get().publicView }),
  }));
  app.verbs = createVerbs(app);
  return app;
}

/** The only province, where the page itself says which. @returns {Partial<import('./state.js').State>} */
function knownProvince() {
  const { root, rootZh = '', rootEn = '' } = byId('map').dataset;
  return root ? { root, names: { [root]: { zh: rootZh, en: rootEn } } } : {};
}

/** Who is looking, what the codes mean, and which province this is: what is not known yet. @param {App} app */
function learn(app) {
  const { store, api, verbs, t } = app;
  const failed = (/** @type {Error} */ error) => verbs.say(error.message || t('no_answer'), 'error');
  const lost = (/** @type {Error} */ error) => {
    failed(error);
    store.set({ root: null });
  };
  const { root, me, codes } = store.get();
  if (!root) api.regions(null).then(({ features }) => {
    const names = Object.fromEntries(features.map((/** @type {any} */ one) => [
      one.id, { zh: one.properties.name, en: one.properties.name_en }]));
    store.set({ root: features.length === 1 ? features[0].id : null, bare: !features.length, names: { ...store.get().names, ...names } });
  }, lost);
  if (!me) api.me().then((found) => store.set({ me: found }), failed);
  if (!codes) api.codelists().then((found) => store.set({ codes: found }), failed);
}

/**
 * Bring the map up while the panels already answer.
 * @param {App} app
 * @returns {() => void}
 */
function raiseMap(app) {
  let gone = false;
  let put = () => {};
  const raise = async () => {
    const [{ showMap }, extent] = await Promise.all([import('./map/map.js'), firstExtent(app)]);
    if (!gone) put = showMap(app, byId('map'), extent);
  };
  raise().catch((error) => {
    const why = error instanceof TypeError ? app.t('no_answer') : error.message;
    byId('map').replaceChildren(failure(app, new Error(`${app.t('map_failed')}${why}`), () => location.reload()));
  });
  return () => {
    gone = true;
    put();
  };
}

/**
 * Where the first look goes when the address names no view: to what this reader may see. Without a filter the page
 * itself says where that is; else the totals do.
 * @param {App} app
 * @returns {Promise<import('./shapes.js').Box | null>}
 */
function firstExtent(app) {
  const { store } = app;
  const { view, filter, publicView } = store.get();
  if (view) return Promise.resolve(null);
  const said = (byId('map').dataset.extent ?? '').split(',').map(Number);
  if (said.length === 4 && !publicView && !chips(filter).length) {
    return Promise.resolve(/** @type {import('./shapes.js').Box} */ (said));
  }
  return extentOfTotals(app);
}

/** Waits for an answer. @param {App} app @returns {Promise<import('./shapes.js').Box | null>} */
function extentOfTotals(app) {
  return new Promise((resolve) => {
    const stop = app.store.watch((state) => state.totals, async ({ status, value }) => {
      if (status !== 'ready' && status !== 'error') return;
      const extent = value?.extent ?? await extentOfProvince(app);
      if (!extent && status === 'error') return;
      resolve(extent);
      queueMicrotask(() => stop());
    }, { now: true });
  });
}

/** The only province, for who may see no project in it. @param {App} app @returns {Promise<import('./shapes.js').Box | null>} */
async function extentOfProvince({ api }) {
  const { features } = await api.regions(null).catch(() => ({ features: [] }));
  if (features.length !== 1) return null;
  return api.region(features[0].id).then(({ geometry }) => boxOf(geometry), () => null);
}
