/** How the building's coming along: how much of it is there, what went wrong, that nothing is in it, that it stands nowhere. */

import { all, fill, h, icon } from '../../dom.js';
import { failure } from '../../panels/failure.js';
import { stateOf } from './versions.js';

/** @typedef {import('../app.js').App} App */

/** @param {App} app @param {HTMLElement} element @param {HTMLElement} bar @returns {() => void} */
export function showCondition(app, element, bar) {
  const { store } = app;
  const pick = (/** @type {any} */ state) => [state.model, state.scene, state.elements, state.percent, state.tilesFailed, state.noEngine, state.language, state.revision];
  const render = () => {
    const what = condition(app);
    element.hidden = !what;
    fill(element, what);
    const { percent, scene } = store.get();
    bar.hidden = !scene.value || percent === null || percent >= 100;
    bar.setAttribute('aria-valuenow', String(percent ?? 0));
    fill(bar, h('i', { style: { '--part': `${percent ?? 0}%` } }), h('span', {}, app.t('tiles_percent', { n: percent ?? 0 })));
    document.body.dataset.twin = what || !bar.hidden || percent === null ? 'busy' : 'idle';
  };
  return all(store.watch(pick, render, { now: true }));
}

/** @param {App} app */
function condition(app) {
  const { t, store } = app;
  const { model, scene, elements, noEngine, tilesFailed, revision } = store.get();
  if (noEngine) return said('warning', t('no_webgl_title'), t('no_webgl'));
  for (const load of [model, scene, elements]) if (load.status === 'error') return failure(/** @type {any} */ (app), load.error);
  if (model.value && !revision) return said('clock', t('no_revision_title'), stateWords(app));
  if (!scene.value) return said('cube', t('loading'), '');
  if (scene.value.triangles === 0) return said('cube', t('empty_title'), t('empty_model'));
  if (tilesFailed) return failure(/** @type {any} */ (app), new Error(t('tiles_lost')), () => location.reload());
  return null;
}

/** @param {App} app */
function stateWords({ store, t }) {
  const [last] = store.get().model.value?.revisions ?? [];
  return last ? stateOf(last, t) : t('no_revision');
}

/** @param {string} picture @param {string} title @param {string} text */
function said(picture, title, text) {
  return h('div', { class: 'later' }, icon(picture), h('h3', {}, title), text && h('p', {}, text));
}
