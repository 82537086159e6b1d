/** Builds the map page: state first, then the map, then the panels round it. */

import { createApi } from './api.js';
import { all, byId } from './dom.js';
import { createFeed } from './feed.js';
import { createTranslate, translatePage } from './i18n.js';
import { followAddress, stateFromHash } from './links.js';
import { drawWithTool } from './map/drawing.js';
import { showFindings } from './map/colouring.js';
import { followPointer } from './map/pointer.js';
import { createMap, tendMap } from './map/view.js';
import { showPanels } from './panels.js';
import { initialState } from './state.js';
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
    const { language } = store.get();
    document.documentElement.lang = language === 'zh' ? 'zh-Hans' : 'en';
    document.title = t('page_title');
    translatePage(document, t);
  };
  store.watch((state) => state.language, words, { now: true });
  store.watch((state) => state.theme, applyTheme);
  app.map = createMap(app, byId('map'));
  const feed = createFeed(app);
  const put = all(feed.dispose, showPanels(app, feed.retry), tendMap(app, app.map), followAddress(app));
  const late = whenLoaded(app.map, () => all(showFindings(app), followPointer(app, byId('tip')), drawWithTool(app)));
  learn(app);
  return all(() => app.map.remove(), put, late);
}

/** @returns {App} */
function createApp() {
  const language = document.documentElement.lang.startsWith('en') ? 'en' : 'zh';
  const store = createStore({
    ...initialState(), ...stateFromHash(location.hash), language: /** @type {'zh' | 'en'} */ (language), theme: currentTheme(),
  });
  const csrf = () => document.querySelector('meta[name=csrf-token]')?.getAttribute('content') ?? '';
  const app = /** @type {App} */ ({
    store, t: createTranslate(() => store.get().language),
    api: createApi({ csrf, isPublic: () => store.get().publicView }),
  });
  app.verbs = createVerbs(app, () => app.map);
  return app;
}

/** Who is looking, what the codes mean, and which province this is. @param {App} app */
function learn(app) {
  const { store, api, verbs, t } = app;
  const failed = (/** @type {Error} */ error) => verbs.say(error.message || t('no_answer'), 'error');
  api.me().then((me) => store.set({ me }), failed);
  api.codelists().then((codes) => store.set({ codes }), failed);
  api.regions(null).then(({ features }) => {
    const names = Object.fromEntries(features.map((/** @type {any} */ one) => [
      one.id, { zh: one.properties.name, en: one.properties.name_en }]));
    store.set({ root: features.length === 1 ? features[0].id : null, names: { ...store.get().names, ...names } });
  }, failed);
}

/** @param {import('maplibre-gl').Map} map @param {() => () => void} begin @returns {() => void} */
function whenLoaded(map, begin) {
  /** @type {() => void} */
  let end = () => {};
  map.once('style.load', () => {
    end = begin();
  });
  return () => end();
}
