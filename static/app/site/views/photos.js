/** The photos of a form: from the camera, with hash, time and place of the moment they were taken. */

import { fill, h, icon } from '../../dom.js';
import { otherTime, take } from '../taking.js';
import { momentOf } from './frame.js';

/**
 * @param {import('./form.js').Form} form @param {() => Promise<void>} keep  keeps the draft
 * @param {(error: Error) => void} failed
 */
export function showPhotos(form, keep, failed) {
  const { app } = form;
  const { t } = app;
  const rows = h('ul', { class: 'site-photos' });
  const busy = h('span', { class: 'site-quiet-line', role: 'status' });
  const draw = () => fill(rows, ...form.photos.map((one) => row(form, one, () => {
    form.photos = form.photos.filter((other) => other !== one);
    draw();
    keep().catch(failed);
  })));
  const taken = async (/** @type {Event} */ event) => {
    const camera = /** @type {HTMLInputElement} */ (event.target);
    busy.textContent = t('hashing');
    try {
      const fix = await app.place.now();
      for (const file of camera.files ?? []) {
        const photo = await take(file, fix);
        if (!form.photos.some((one) => one.sha256 === photo.sha256)) form.photos.push(photo);
      }
      await keep();
    } catch (error) {
      failed(/** @type {Error} */ (error));
    }
    camera.value = '';
    busy.textContent = '';
    draw();
  };
  draw();
  return h('section', { 'aria-label': t('photos') }, h('label', { class: 'site-camera' }, icon('camera'), t('take_photo'),
    h('input', { type: 'file', accept: 'image/*', capture: 'environment', multiple: true, on: { change: taken } })), busy, rows);
}

/** @param {import('./form.js').Form} form @param {import('../store.js').Taken} photo @param {() => void} remove */
function row({ app }, photo, remove) {
  const { t } = app;
  const address = URL.createObjectURL(photo.blob);
  const at = momentOf(photo.taken_at, app);
  const said = photo.fix ? t('photo_at', { at, m: Math.round(photo.fix.accuracy_m ?? 0) }) : t('photo_no_place', { at });
  const own = otherTime(photo);
  return h('li', {}, h('img', { src: address, alt: t('photos'), on: { load: () => URL.revokeObjectURL(address) } }),
    h('span', {}, said, own ? h('span', { class: 'site-late', data: { key: 'own-time' } }, t('own_time', { at: momentOf(own, app) })) : null, h('code', { title: photo.sha256 }, photo.sha256.slice(0, 12))),
    h('button', { type: 'button', class: 'site-quiet', on: { click: remove } }, t('remove')));
}
