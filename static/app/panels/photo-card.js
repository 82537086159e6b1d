/** A photo picked on the map: its small picture, when, of which task, how far off, what speaks against it, and its pages. */

import { all, fill, h, icon } from '../dom.js';
import { count } from '../format.js';
import { createLoad } from '../loads.js';
import { cardHead, onEscape, takeLostFocus } from './cards.js';
import { photoBody, photoRows, photoWays, titleOf } from './photo-facts.js';
import { PHOTOS } from '../map/photo-pins.js';
import { PHOTO_COLOURS, PHOTO_GLYPHS, PHOTO_KINDS } from '../map/photo-pictures.js';
import { photosByTab } from '../state.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../map/photo-pins.js').Photo} Photo */

const NEAR_ZOOM = 17.5;
const WAITS = /** @type {const} */ (['tool', 'pin', 'placing', 'issue', 'issueList']);

/** @param {App} app @param {HTMLElement} element @returns {() => void} */
export function showPhotoCard(app, element) {
  const { store } = app;
  const one = createLoad(store, 'photoFacts', (signal) => factsOf(app, signal));
  const render = () => {
    const state = store.get();
    const { photo, photoList } = state;
    element.hidden = !(photo || photoList) || WAITS.some((name) => state[name]);
    document.body.classList.toggle('photo-shown', !element.hidden);
    if (!element.hidden) fill(element, photo ? card(app) : listCard(app));
  };
  const opened = () => (store.get().photo ? one.run() : one.clear());
  const focus = () => {
    const { photo, photoList } = store.get();
    if (photo || photoList) takeLostFocus(element, app.map?.getCanvas());
  };
  return all(
    store.watch((state) => [state.photo, state.selected, state.me?.signed_in, state.publicView], opened, { now: true }),
    store.watch((state) => [state.photo, state.photoList, state.photoFacts, state.photos, state.language, state.theme, ...WAITS.map((name) => state[name])], render, { now: true }),
    store.watch((state) => [state.photo, state.photoList], focus),
    store.watch(photosByTab, (shown) => showLayer(app, shown)),
    store.watch((state) => state.issue ?? state.issueList, (issue) => issue && store.set({ photo: null, photoList: null })),
    onEscape(element, () => put(app)),
  );
}

/** The tab of progress brings the photos onto the map, and leaving it takes them away. @param {App} app @param {boolean} shown */
function showLayer({ store }, shown) {
  const { layers } = store.get();
  const others = layers.hidden.filter((id) => id !== PHOTOS);
  store.set({ layers: { ...layers, hidden: shown ? others : [PHOTOS, ...others] } });
}

/** What is known of the photo that is picked: from the map, else from the server. @param {App} app @param {AbortSignal} signal @returns {Promise<Photo>} */
async function factsOf({ store, api, t }, signal) {
  const { photo, photos, selected } = store.get();
  const known = photos.value?.features.find((/** @type {any} */ one) => one.id === photo);
  const found = known ?? (await api.photos(selected ?? '', { photo: photo ?? '', placeless: '1' }, signal)).features[0];
  if (!found) throw new Error(t('photo_gone'));
  return found.properties;
}

/** The keyboard goes back to where the photo was opened. @param {App} app */
function put({ store, map }) {
  const { photo } = store.get();
  store.set({ photo: null, photoList: null });
  const opener = photo && /** @type {HTMLElement | null} */ (document.querySelector(`#drawer [data-key="photo-${CSS.escape(photo)}"]`));
  (opener || map?.getCanvas())?.focus();
}

/** @param {App} app @param {string} title @param {HTMLElement | null | false} [back] */
function head(app, title, back = null) {
  return cardHead(app, { title, back, key: 'photo-close', close: () => put(app) });
}

/** @param {App} app */
function card(app) {
  const { store, t } = app;
  const { photoFacts: { status, value, error }, photoList } = store.get();
  const back = photoList && h('button', { class: 'tiny', type: 'button', 'aria-label': t('photo_back'), title: t('photo_back'), data: { key: 'photo-back' }, on: { click: () => store.set({ photo: null }) } }, icon('left'));
  if (status === 'error') return [head(app, t('photo_card'), back), h('p', { class: 'warn', role: 'alert' }, error?.message || t('no_answer'))];
  if (!value) return [head(app, t('photo_card'), back), h('div', { class: 'skeleton' }, h('i', {}), h('i', {}), h('i', {}))];
  const at = /** @type {Photo} */ (value).position;
  return [head(app, titleOf(t, value), back), photoBody(t, value),
    h('div', { class: 'card-actions' }, photoWays(t, value),
      at && h('button', { class: 'button', type: 'button', data: { key: 'photo-show' }, on: { click: () => app.verbs.goTo(at, NEAR_ZOOM) } }, icon('pin'), t('photo_show')))];
}

/** @param {App} app */
function listCard(app) {
  const { store, t } = app;
  const { photos, photoList } = store.get();
  const rows = (photos.value?.features ?? []).filter((/** @type {any} */ { id }) => photoList?.includes(id)).map((/** @type {any} */ one) => one.properties);
  return [head(app, t('photos_here', { n: rows.length })),
    rows.length ? photoRows(t, rows, (id) => store.set({ photo: id })) : h('p', { class: 'faint' }, t('photos_none_here'))];
}

/** @param {'light' | 'dark'} theme @param {'plain' | 'doubt'} said */
function mark(theme, said) {
  return h('i', { class: 'photo-mark', 'aria-hidden': 'true', data: { said }, style: { '--colour': PHOTO_COLOURS[theme][said] } });
}

/** What the pins mean. @param {App} app */
export function photoSigns({ store, t }) {
  const { theme } = store.get();
  return [h('li', {}, mark(theme, 'plain'), t('photo_plain')), h('li', {}, mark(theme, 'doubt'), t('photo_doubtful')),
    ...PHOTO_KINDS.map((kind) => h('li', {}, icon(PHOTO_GLYPHS[kind]), t(`photo_kind_${kind}`)))];
}

/** How many photos nothing speaks against, and the others. @param {{ properties: Pick<Photo, 'signs'> }[]} photos */
export function countDoubts(photos) {
  const doubt = photos.filter(({ properties }) => properties.signs.length).length;
  return { plain: photos.length - doubt, doubt };
}

/** The legend's part: how many are shown, and whether that is all. @param {App} app */
export function photoPart({ store, t }) {
  const { photos: { status, value }, theme } = store.get();
  if (!value || status === 'error') return null;
  const { plain, doubt } = countDoubts(value.features);
  const row = (/** @type {'plain' | 'doubt'} */ said, /** @type {any} */ key, /** @type {number} */ n) => h('li', { class: n ? '' : 'none' }, mark(theme, said), h('span', {}, t(key)), h('b', {}, count(n)));
  return h('div', { class: 'issue-legend photo-legend' }, h('div', { class: 'issue-legend-head' }, h('span', {}, t('layer_photos'))),
    value.features.length ? h('ul', { class: 'classes' }, row('plain', 'photo_plain', plain), row('doubt', 'photo_doubtful', doubt)) : h('p', { class: 'faint' }, t('photos_none')),
    value.cut && h('p', { class: 'warn' }, t('photos_cut', { shown: count(value.features.length), total: count(value.total) })));
}
