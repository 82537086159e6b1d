/** The switch of photos in the panel of progress: how many are shown, up to which day, and at what height. */

import { all, fill, h } from '../../dom.js';
import { failure } from '../../panels/failure.js';
import { dayShown, until } from './feed.js';

/** @typedef {import('../app.js').App} App */

/** @param {App} app @param {HTMLElement} element @returns {() => void} */
export function photosSwitch(app, element) {
  const { store, t } = app;
  const render = () => {
    const { photosOn } = store.get();
    fill(element, h('label', {}, h('input', { type: 'checkbox', checked: photosOn, data: { key: 'photos-on' }, on: { change: () => store.set({ photosOn: !photosOn }) } }), t('twin_photos')),
      photosOn && h('div', { 'aria-live': 'polite' }, told(app)));
  };
  return all(store.watch((state) => [state.photosOn, state.photos, state.language, dayShown(state)], render, { now: true }));
}

/** @param {App} app */
function told(app) {
  const { store, t, verbs } = app;
  const { photos: { status, value, error } } = store.get();
  if (status === 'error') return failure(/** @type {any} */ (app), /** @type {Error} */ (error), () => verbs.photosAgain());
  if (!value) return h('p', { class: 'faint' }, t('loading'));
  if (!value.placed) return h('p', { class: 'faint' }, t('twin_photos_unplaced'));
  if (!value.photos.length) return h('p', { class: 'faint' }, t('twin_photos_none'));
  const day = dayShown(store.get());
  return [h('p', { data: { key: 'photos-told' } }, t(day ? 'twin_photos_until' : 'twin_photos_shown', { shown: until(value.photos, day).length, all: value.total, day })),
    h('p', { class: 'faint' }, t('twin_photos_height'))];
}
