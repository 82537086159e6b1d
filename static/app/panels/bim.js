/** The models of the picked project: what is published, how each stands on the ground, and the way into it. */

import { fill, h, icon } from '../dom.js';
import { failure } from './failure.js';
import { isMoved, isRemovable, standingOf } from './model-standing.js';

/** @typedef {import('../app.js').App} App */

const DISCIPLINES = ['architecture', 'structure', 'mep', 'civil', 'landscape'];
const WARNED = new Set(['bim_rejected', 'bim_off_ground', 'bim_off_file']);
const SENDERS = ['pu_clerk', 'pu_head', 'eng', 'con'];

/** @param {App} app @param {any} facts  of the project */
export function bim(app, facts) {
  const host = h('div', { class: 'bim', 'aria-busy': 'true' }, h('div', { class: 'skeleton' }, h('i', {}), h('i', {})));
  const list = h('div', {});
  const load = () => app.api.models({ project: facts.code }).then(
    ({ models }) => show(app, facts, list, models, load), (error) => fill(list, failure(app, error, load)),
  ).then(() => host.setAttribute('aria-busy', 'false'));
  load().then(() => {
    fill(host, element(app), list);
    if (maySend(app)) offerSending(app, facts.code, host, load);
  });
  return host;
}

/** @param {App} app @param {any} facts @param {HTMLElement} list @param {any[]} models @param {() => Promise<void>} load */
function show(app, facts, list, models, load) {
  fill(list, models.length ? h('ul', { class: 'models' }, models.map((one) => modelRow(app, one, facts, models, load))) : none(app));
  app.buildings?.look();
}

/** Who may hand models in and say where they stand, as far as the page knows; the server decides. @param {App} app */
function maySend({ store }) {
  const { me, publicView } = store.get();
  return !publicView && (me?.roles ?? []).some((role) => SENDERS.includes(role));
}

/** @param {App} app @param {string} project @param {HTMLElement} host @param {() => Promise<void>} published */
async function offerSending(app, project, host, published) {
  const [{ sendingPanel }, { models }] = await Promise.all([import('../twin/sending/panel.js'), app.api.models({ project })]);
  host.append(sendingPanel(app, project, models, published));
}

/** The element of a building that was clicked on the map. @param {App} app */
function element({ store, t }) {
  const { picked } = store.get();
  if (!picked) return null;
  return h('section', { class: 'picked-element', id: 'picked-element' }, h('h3', {}, picked.name || t('bim_element')), h('p', { class: 'faint' }, picked.ifcClass),
    h('a', { class: 'button primary', data: { key: 'open-element' }, href: `/twin/${encodeURIComponent(picked.model)}/#el=${encodeURIComponent(picked.globalId)}` }, icon('cube'), t('bim_open_element')));
}

/** @param {App} app */
function none({ t }) {
  return h('div', { class: 'later' }, icon('cube'), h('h3', {}, t('bim_none_title')), h('p', {}, t('bim_none')));
}

/** @param {App} app @param {any} model @param {any} facts @param {any[]} models  all of them @param {() => Promise<void>} load */
function modelRow(app, model, facts, models, load) {
  const { t, verbs } = app;
  const { name, discipline, revision, placement } = model;
  const kind = DISCIPLINES.includes(discipline) ? t(/** @type {any} */ (`discipline_${discipline}`)) : t('discipline_other');
  const standing = standingOf(model);
  return h('li', { class: 'model' },
    h('div', {}, h('strong', {}, name), h('p', { class: 'faint' }, [model.feature?.name, kind].filter(Boolean).join(' · ')),
      standing.map((one) => h('p', { class: WARNED.has(one.key) ? 'warn' : 'faint' }, t(one.key, one.facts)))),
    h('div', { class: 'card-actions' },
      isRemovable(model) && maySend(app) && h('button', { class: 'button', type: 'button', data: { key: `remove-${model.id}` }, on: { click: () => remove(app, model, load) } }, icon('trash'), t('bim_remove')),
      revision && placement && h('button', { class: 'button', type: 'button', data: { key: `show-${model.id}` }, on: { click: () => verbs.goTo([placement.lon, placement.lat], 18) } }, icon('target'), t('show_on_map')),
      revision && maySend(app) && h('button', { class: 'button', type: 'button', data: { key: `place-${model.id}` }, on: { click: () => begin(app, model, facts) } }, icon('pin'), t('bim_place')),
      isMoved(model) && maySend(app) && h('button', { class: 'button', type: 'button', data: { key: `as-file-${model.id}` }, on: { click: () => asFile(app, model) } }, icon('refresh'), t('bim_as_file')),
      revision && h('a', { class: 'button primary', href: `/twin/${encodeURIComponent(model.id)}/`, data: { key: `open-${model.id}` } }, icon('cube'), t('bim_open')),
      revision && firstOfSeveral(model, models) && h('a', { class: 'button', href: `/twin/${encodeURIComponent(model.id)}/#with=all`, data: { key: `all-${model.id}` } }, icon('layers'), t('bim_all'))));
}

/** @param {App} app @param {any} model @param {() => Promise<void>} load */
async function remove({ api, verbs, t }, model, load) {
  try {
    await api.send(`/api/v1/models/${encodeURIComponent(model.id)}/`, { method: 'DELETE' });
    await load();
  } catch (error) {
    verbs.say(error instanceof Error && error.message ? error.message : t('no_answer'), 'error');
  }
}

/** Take the file's own word of its place again. @param {App} app @param {any} model */
async function asFile({ store, api, verbs, t }, { id, name }) {
  try {
    await api.post(`/api/v1/models/${encodeURIComponent(id)}/placement/`, { as_file: true, reason: t('bim_as_file') });
    store.set({ changes: store.get().changes + 1 });
    verbs.say(t('bim_as_file_kept', { name }));
  } catch (error) {
    verbs.say(error instanceof Error && error.message ? error.message : t('no_answer'), 'error');
  }
}

/** Whether a structure has several models to be seen together, and this is the first of them. @param {any} model @param {any[]} models */
function firstOfSeveral(model, models) {
  const together = models.filter((one) => one.revision && one.feature?.id === model.feature?.id);
  return together.length > 1 && together[0] === model;
}

/** Take the placing tool for a model, over the project's own ground. @param {App} app @param {any} model @param {any} facts */
async function begin(app, model, facts) {
  const { store, verbs, api, map, t } = app;
  try {
    const [{ beginPlacing, closeView }, scene] = await Promise.all([import('../twin/ground/placing-state.js'), api.scene(model.revision)]);
    const anchor = /** @type {import('../types.js').LonLat} */ (scene.placement ? [scene.placement.lon, scene.placement.lat] : facts.anchor ?? map.getCenter().toArray());
    const placing = beginPlacing({ model: model.id, name: model.name, facts: scene, anchor });
    store.set({ placing, tool: null });
    const { center, zoom } = closeView(placing);
    verbs.goTo(center, zoom);
  } catch (error) {
    verbs.say(error instanceof Error && error.message ? error.message : t('no_answer'), 'error');
  }
}
