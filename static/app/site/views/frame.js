/** What stands around every view: who, network, place, what waits. */

import { h, icon } from '../../dom.js';
import { waitingOf } from '../who.js';

/** @typedef {import('../main.js').App} App */

/** @param {App} app @param {string} view @returns {HTMLElement[]} */
export function showFrame(app, view) {
  const { t, me, verbs } = app;
  const deep = view === 'task' || view === 'issue';
  const head = h('header', { class: 'site-head' },
    deep ? h('a', { class: 'site-back', href: '#/', 'aria-label': t('back') }, icon('left'))
      : h('img', { src: '/static/img/seal.svg', alt: '', width: 26, height: 26 }),
    h('b', {}, t('site_title')), h('span', { class: 'site-who' }, me?.name ?? ''),
    h('button', { type: 'button', class: 'site-quiet', on: { click: verbs.turn } }, t('language')),
    me ? h('button', { type: 'button', class: 'site-quiet', on: { click: verbs.signOut } }, t('sign_out')) : null);
  return [head, ...notices(app), h('main', { id: 'site-body' }), tabs(app, view)];
}

/** @param {App} app */
function notices(app) {
  const { t, me, last } = app;
  const { own, others } = waitingOf(app.items, me, last);
  const nobody = own && last ? t('yours_wait', { name: last.name, n: own }) : t('nobody');
  const signIn = (/** @type {string} */ text) => h('p', { class: 'site-alert', role: 'status' }, text, ' ',
    h('a', { class: 'site-do', href: '/accounts/login/?next=/site/' }, t('sign_in')));
  return [
    navigator.onLine ? null : h('p', { class: 'site-note', role: 'status' }, t(me ? 'offline' : 'offline_nobody')),
    me ? null : signIn(nobody), app.expired ? signIn(t('expired')) : null,
    ...app.notices.map((text) => h('p', { class: 'site-note', role: 'status' }, text)),
    app.said ? h('p', { class: 'site-note', role: 'status' }, app.said) : null,
    others ? h('p', { class: 'site-note' }, t('others', { n: others })) : null,
  ].filter((one) => one !== null);
}

/** @param {App} app @param {string} view */
function tabs(app, view) {
  const { t, me } = app;
  const open = app.items.filter((one) => one.person === me?.person && one.state !== 'done').length;
  const tab = (/** @type {string} */ href, /** @type {string} */ name, /** @type {boolean} */ here, /** @type {any} */ more) => (
    h('a', { href, 'aria-current': here ? 'page' : null }, name, more));
  return h('nav', { class: 'site-tabs', 'aria-label': t('site_title') },
    tab('#/', t('tasks'), view !== 'queue', null),
    tab('#/queue', t('queue'), view === 'queue', open ? h('span', { class: 'site-count' }, open) : null));
}

/** A moment as people say it. @param {string} at @param {App} app */
export function momentOf(at, app) {
  return new Date(at).toLocaleString(app.language() === 'zh' ? 'zh-CN' : 'en-GB', { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' });
}

/** A name in the reader's language. @param {{ name: string, name_en?: string }} one @param {App} app */
export function nameOf({ name, name_en }, app) {
  return (app.language() === 'en' && name_en) || name;
}
