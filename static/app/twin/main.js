/** Builds the page of one model: panels at once, the engine as soon as it and the scene have come. */

import { createApi } from '../api.js';
import { all, byId, quiet } from '../dom.js';
import { translatePage } from '../i18n.js';
import { showNotice } from '../panels/notice.js';
import { createStore } from '../store.js';
import { applyTheme, currentTheme } from '../theme.js';
import { createDoors } from './doors.js';
import { feedDays } from './days/feed.js';
import { createFeed } from './feed.js';
import { freshCanvas, graphics } from './graphics.js';
import { followKeys } from './keyboard.js';
import { feedIssues, isHere } from './issues/feed.js';
import { feedPhotos } from './photos/feed.js';
import { feedLand } from './land/feed.js';
import { awaitsMates, matesShown } from './joining.js';
import { stateOfHash, toLink } from './link.js';
import { showPanels } from './panels.js';
import { initialState } from './state.js';
import { feedRecords } from './records.js';
import { createVerbs } from './verbs.js';
import { createTranslate } from './words.js';

/** @typedef {import('./app.js').App} App */

const WRITE_MS = 400;

/** What is to be undone when the page is put away. */
export const dispose = start();

function start() {
  const app = createApp();
  const { store, t } = app;
  const words = () => {
    document.documentElement.lang = store.get().language === 'zh' ? 'zh-Hans' : 'en';
    translatePage(document, /** @type {any} */ (t));
  };
  return all(
    createFeed(app),
    feedIssues(app),
    feedLand(app),
    feedDays(app),
    feedRecords(app),
    feedPhotos(app),
    store.watch((state) => state.language, words, { now: true }),
    store.watch((state) => state.theme, applyTheme),
    store.watch((state) => [state.language, state.model.value], () => { document.title = `${store.get().model.value?.name ?? t('twin')} · ${t('brand')}`; }, { now: true }),
    showPanels(app),
    showNotice(/** @type {any} */ (app), byId('notice')),
    followKeys(app),
    keepAddress(app),
    raiseView(app),
  );
}

/** @returns {App} */
function createApp() {
  const language = document.documentElement.lang.startsWith('en') ? 'en' : 'zh';
  const { model = '', revision = '', project = '' } = byId('twin').dataset;
  const store = createStore({
    ...initialState(), ...stateOfHash(location.hash), language: /** @type {'zh' | 'en'} */ (language), theme: currentTheme(), modelId: model, project, revision: revision || null,
  });
  const csrf = () => document.querySelector('meta[name=csrf-token]')?.getAttribute('content') ?? '';
  const api = createApi({ csrf, isPublic: () => false });
  const app = /** @type {App} */ (/** @type {unknown} */ ({ view: null, store, t: createTranslate(() => store.get().language), api, doors: createDoors(api) }));
  app.verbs = createVerbs(app);
  return app;
}

/** The address follows the view, so that reloading or sending it shows the same. @param {App} app */
function keepAddress({ store }) {
  const write = quiet(WRITE_MS, () => {
    if (store.get().elements.value) history.replaceState(null, '', `#${toLink(store.get())}`);
  });
  return all(store.watch(toLink, write), write.cancel);
}

/** The engine is large; it comes while the panels already answer. A new revision gets a new view. @param {App} app */
function raiseView(app) {
  const { store } = app;
  const engine = graphics().works ? import('./engine/view.js') : null;
  if (!engine) store.set({ noEngine: true });
  let put = () => {};
  let latest = 0;
  const arrive = arriving(app);
  const raise = async (/** @type {any} */ scene) => {
    const mine = (latest += 1);
    put();
    put = () => {};
    if (!scene || !engine) return;
    const { createView } = await engine;
    if (mine !== latest) return;
    const canvas = freshCanvas();
    canvas.tabIndex = 0;
    canvas.setAttribute('aria-label', app.t('canvas_label'));
    byId('canvas-host').replaceChildren(canvas);
    const view = createView(app, canvas, byId('labels'));
    app.view = view;
    arrive();
    put = () => {
      app.view = null;
      view.dispose();
    };
  };
  const lost = (/** @type {Error} */ error) => {
    console.error(error);
    store.set({ noEngine: true });
  };
  return all(store.watch((state) => state.scene.value, (scene) => { raise(scene).catch(lost); }, { now: true }),
    store.watch((state) => [state.elements.value, state.issue, state.days], () => queueMicrotask(arrive)), () => put());
}

/** A link that names elements, a task or an issue and no view leads to what it names, once that and the engine are there. @param {App} app */
function arriving(app) {
  let arrived = Boolean(stateOfHash(location.hash).view);
  return () => {
    const { elements, chosen, pinned, issue, modelId, task, days } = app.store.get();
    if (arrived || !app.view || !elements.value || awaitsMates(app.store.get())) return;
    if (elements.value.parts.length <= matesShown(app.store.get()).length) return;
    if (task && !chosen.length && days.status !== 'error') return;
    const named = issue.value?.id === pinned ? issue.value : null;
    if (pinned && !chosen.length && !named && issue.status !== 'error') return;
    arrived = true;
    if (chosen.length) app.verbs.flyTo(chosen);
    else if (named?.views.length && isHere(named, modelId)) app.verbs.showLook(named.views[0].look);
  };
}
