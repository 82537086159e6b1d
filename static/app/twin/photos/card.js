/** The card of a photo in the viewer, or the list of those in one place: the same words as on the map. */

import { all, byId, fill, h, icon } from '../../dom.js';
import { cardHead, onEscape } from '../../panels/cards.js';
import { photoBody, photoRows, photoWays, titleOf } from '../../panels/photo-facts.js';
import { elementsOf } from '../state.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../../map/photo-pins.js').Photo} Photo */

const NEAR_ZOOM = '18.00';

/** @param {App} app @param {HTMLElement} element @returns {() => void} */
export function showPhotoCard(app, element) {
  const { store } = app;
  const render = () => {
    const { photo, photoList, tool, measured } = store.get();
    const known = photo ? known_(app, photo) : null;
    element.hidden = !(known || photoList) || Boolean(tool || measured.length);
    document.body.classList.toggle('photo-shown', !element.hidden);
    if (!element.hidden) fill(element, known ? card(app, known) : list(app));
  };
  return all(
    store.watch((state) => [state.photo, state.photoList, state.photos.value, state.detail.value, state.language, state.tool, state.measured], render, { now: true }),
    store.watch((state) => [state.photo, state.photoList], ([photo, found]) => { if ((photo || found) && !element.hidden) focus(element); }),
    onEscape(element, () => put(app)),
  );
}

/** @param {HTMLElement} element */
function focus(element) {
  /** @type {HTMLElement | null} */ (element.querySelector('[data-key=photo-close]'))?.focus({ preventScroll: true });
}

/** A photo of those near the model, or of the chosen element's tasks. @param {App} app @param {string} id @returns {Photo | null} */
function known_({ store }, id) {
  const { photos, detail } = store.get();
  return [...photos.value?.photos ?? [], ...detail.value?.photos?.value?.photos ?? []].find((one) => one.id === id) ?? null;
}

/** Open the card of a photo of the chosen element. @param {App} app @param {string} id */
export function openPhotoOf({ store }, id) {
  store.set({ photo: id, photoList: null });
}

/** @param {App} app */
function put({ store }) {
  const { photo, photoList } = store.get();
  const id = photo ?? photoList?.[0] ?? '';
  store.set({ photo: null, photoList: null });
  const opener = /** @type {HTMLElement | null} */ (byId('drawer').querySelector(`[data-key="photo-${CSS.escape(id)}"]`) ?? document.querySelector(`.pin-mark[data-pin="${CSS.escape(id)}"]`) ?? document.querySelector('#canvas-host canvas'));
  opener?.focus({ preventScroll: true });
}

/** @param {App} app @param {string} title @param {HTMLElement | null | false} [back] */
function head(app, title, back = null) {
  return cardHead(app, { title, back, key: 'photo-close', close: () => put(app) });
}

/** @param {App} app @param {Photo} photo */
function card(app, photo) {
  const { store, t } = app;
  const back = store.get().photoList && h('button', { class: 'tiny', type: 'button', 'aria-label': t('photo_back'), title: t('photo_back'), data: { key: 'photo-back' }, on: { click: () => store.set({ photo: null }) } }, icon('left'));
  const say = /** @type {import('../../panels/photo-facts.js').Say} */ (t);
  const map = photoOnMap(store.get().project, photo);
  return [head(app, titleOf(say, photo), back), photoBody(say, photo), h('div', { class: 'card-actions' }, photoWays(say, photo), ofTask(app, photo),
    map && h('a', { class: 'button', href: map, data: { key: 'photo-map' } }, icon('pin'), t('twin_photo_map')))];
}

/** The elements its task makes, where the days are known. @param {App} app @param {Photo} photo */
function ofTask({ store, t }, { task }) {
  const { days } = store.get();
  const made = task && elementsOf(store.get()) && days.value?.tasks.some((/** @type {any} */ one) => one.key === task);
  return made && h('button', { class: 'button', type: 'button', data: { key: 'photo-task' }, on: { click: () => store.set({ task, side: 'progress' }) } }, icon('cube'), t('photo_task'));
}

/** Where the map shows a photo; nothing for one without a place. @param {string} project @param {Pick<Photo, 'id' | 'position'>} photo */
export function photoOnMap(project, { id, position }) {
  if (!position || !project) return '';
  const [lon, lat] = position.map((degrees) => degrees.toFixed(5));
  return `/#map=${NEAR_ZOOM}/${lat}/${lon}&project=${encodeURIComponent(project)}&tab=progress&photo=${id}`;
}

/** @param {App} app */
function list(app) {
  const { store, t } = app;
  const { photos, photoList } = store.get();
  const rows = (photos.value?.photos ?? []).filter((/** @type {Photo} */ { id }) => photoList?.includes(id));
  return [head(app, t('photos_here', { n: rows.length })), photoRows(/** @type {any} */ (t), rows, (id) => store.set({ photo: id }))];
}
