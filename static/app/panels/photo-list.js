/** The last photos of a project, for its progress tab: each opens its card, and the map at its place. */

import { byId, fill, h } from '../dom.js';
import { count } from '../format.js';
import { failure } from './failure.js';
import { photoRows } from './photo-facts.js';

/** @typedef {import('../app.js').App} App */

const SHOWN = 12;
const NEAR_ZOOM = 16;

/** @param {App} app @param {string} code */
export function lastPhotos(app, code) {
  const { api, t } = app;
  const box = h('section', { class: 'photo-part', 'aria-busy': 'true', data: { key: 'photo-part' } }, h('h4', {}, t('photos_last')), h('div', { class: 'skeleton' }, h('i', {}), h('i', {})));
  const ask = () => api.photos(code, { placeless: '1', limit: String(SHOWN) }).then(
    (/** @type {any} */ found) => fill(box, h('h4', {}, t('photos_last')), rows(app, found)),
    (/** @type {Error} */ error) => fill(box, h('h4', {}, t('photos_last')), failure(app, error, ask)),
  ).finally(() => box.removeAttribute('aria-busy'));
  ask();
  return box;
}

/** @param {App} app @param {any} found */
function rows(app, { features, total }) {
  const { t } = app;
  if (!features.length) return h('p', { class: 'faint' }, t('photos_none'));
  const photos = features.map((/** @type {any} */ one) => one.properties);
  return [photoRows(t, photos, (id) => open(app, photos.find((/** @type {any} */ one) => one.id === id))),
    total > features.length && h('p', { class: 'faint' }, t('photos_more', { n: count(total - features.length) }))];
}

/** @param {App} app @param {import('../map/photo-pins.js').Photo} photo */
function open({ store, verbs }, { id, position }) {
  store.set({ issue: null, issueList: null, photo: id, photoList: null });
  if (position) verbs.goTo(position, NEAR_ZOOM);
  /** @type {HTMLElement | null} */ (byId('photo-card').querySelector('[data-key=photo-close]'))?.focus({ preventScroll: true });
}
