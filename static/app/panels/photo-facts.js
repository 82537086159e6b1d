/** A photo in words, the same on the map and in the viewer: its small picture, its facts, its pages; and photos as a list. */

import { h, icon } from '../dom.js';
import { count, date } from '../format.js';

/** @typedef {import('../map/photo-pins.js').Photo} Photo */
/** @typedef {(key: any, facts?: Record<string, any>) => string} Say */

/** @param {Say} t @param {Photo} photo */
export const titleOf = (t, photo) => photo.task_name || photo.task || t(`photo_kind_${photo.kind}`);

/** The picture and its facts. @param {Say} t @param {Photo} photo */
export function photoBody(t, photo) {
  const { small, file, kind, task, task_name: name, signs, taken_at: taken, day, position } = photo;
  return [
    h('a', { href: file, target: '_blank', rel: 'noopener', class: 'photo-open', title: t('photo_original'), data: { key: 'photo-open' } }, h('img', { class: 'photo-picture', src: small, alt: t('photo_alt', { day, task: name || task }) })),
    signs.length > 0 && h('ul', { class: 'photo-signs', 'aria-label': t('photo_against') }, signs.map(({ told }) => h('li', {}, icon('warning'), told))),
    h('dl', { class: 'facts' },
      h('dt', {}, t('photo_when')), h('dd', {}, taken ? momentOf(taken) : t('photo_came', { day: date(day) })),
      h('dt', {}, t('photo_from')), h('dd', {}, t(`photo_kind_${kind}`)),
      (name || task) && [h('dt', {}, t('photo_task')), h('dd', {}, name || task)],
      h('dt', {}, t('photo_where')), h('dd', {}, position ? [...position].map((degrees) => degrees.toFixed(5)).join(', ') : t('photo_placeless')),
      distanceOf(t, photo) && [h('dt', {}, t('photo_distance')), h('dd', {}, distanceOf(t, photo))]),
  ];
}

/** The pages that show a photo. @param {Say} t @param {Photo} photo */
export function photoWays(t, { report_page: report, entry_page: entry, issue_page: issue, number }) {
  const way = (/** @type {string} */ href, /** @type {string} */ key, /** @type {string} */ text) => href && h('a', { class: 'button', href, data: { key } }, icon('open'), text);
  return [way(report, 'photo-report', t('photo_report')), way(entry, 'photo-entry', t('photo_entry')), way(issue, 'photo-issue', t('photo_issue', { n: number ?? '' }))];
}

/** How far from the site, or from the issue, in words. @param {Say} t @param {Pick<Photo, 'distance_m' | 'distance_from'>} photo */
export function distanceOf(t, { distance_m: metres, distance_from: from }) {
  if (metres === null) return '';
  if (from === 'site' && metres < 0.5) return t('photo_inside');
  return t(`photo_off_${from}`, { m: count(Math.round(metres)) });
}

/** The day and minute at the site, as the server tells it. @param {string} taken */
export const momentOf = (taken) => `${taken.slice(0, 10)} ${taken.slice(11, 16)}`;

/** Photos as a list with small pictures. @param {Say} t @param {Photo[]} photos @param {(id: string) => void} pick */
export function photoRows(t, photos, pick) {
  return h('ul', { class: 'photo-rows' }, photos.map((photo) => h('li', {}, h('button', {
    class: 'row-button', type: 'button', data: { key: `photo-${photo.id}` }, on: { click: () => pick(photo.id) } },
  h('img', { src: photo.small, alt: '', loading: 'lazy', width: 64, height: 48 }),
  h('span', {}, titleOf(t, photo), h('small', { class: 'faint' }, [date(photo.day), t(`photo_kind_${photo.kind}`), !photo.position && t('photo_placeless')].filter(Boolean).join(' · ')),
    photo.signs.length > 0 && h('small', { class: 'photo-doubt' }, photo.signs.map(({ told }) => told).join(' · ')))))));
}
