/** The tools at the right of the top bar: whose eyes, which language, light or dark, help, and the account. */

import { all, fill, h, icon } from '../dom.js';
import { openPopover } from './popover.js';

/** @typedef {import('../app.js').App} App */

/**
 * @param {App} app
 * @param {HTMLElement} element
 * @returns {() => void}
 */
export function showTopbar(app, element) {
  const { store } = app;
  const render = () => fill(element,
    checkLink(app), fileLink(app), publicSwitch(app), languageSwitch(app), themeButton(app), helpLink(app), accountButton(app));
  return all(store.watch((state) => [state.language, state.theme, state.publicView, state.me], render, { now: true }));
}

/** @param {App} app */
function publicSwitch({ store, t }) {
  const { me, publicView } = store.get();
  if (!me?.signed_in) return null;
  return h('button', {
    class: 'switch', type: 'button', role: 'switch', 'aria-checked': publicView, data: { key: 'public' },
    title: t('public_view_hint'), 'aria-label': t('public_view'), on: { click: () => store.set({ publicView: !publicView }) },
  }, icon('eye'), h('span', { class: 'wider-only' }, t('public_view')));
}

/** @param {App} app */
function languageSwitch({ store, api, t }) {
  const { language } = store.get();
  const other = language === 'zh' ? 'en' : 'zh';
  const change = () => {
    store.set({ language: other });
    api.keepLanguage(other === 'zh' ? 'zh-hans' : 'en').catch(() => undefined);
  };
  const short = other === 'zh' ? '中文' : 'EN';
  return h('button', {
    class: 'ghost', type: 'button', data: { key: 'language' }, title: t('language_hint'),
    'aria-label': `${short} · ${t('language_hint')}`, on: { click: change },
  }, icon('language'), h('span', { lang: other === 'zh' ? 'zh-Hans' : 'en' }, short));
}

/** @param {App} app */
function themeButton({ store, t }) {
  const { theme } = store.get();
  const label = t(theme === 'dark' ? 'theme_light' : 'theme_dark');
  return h('button', {
    class: 'ghost', type: 'button', data: { key: 'theme' }, title: label, 'aria-label': label,
    on: { click: () => store.set({ theme: theme === 'dark' ? 'light' : 'dark' }) },
  }, icon(theme === 'dark' ? 'sun' : 'moon'));
}

/** @param {App} app */
function helpLink({ t }) {
  return h('a', { class: 'ghost wide-only', href: '/help/', title: t('help'), 'aria-label': t('help') }, icon('help'));
}

/** Only for who may file a project. @param {App} app */
function fileLink({ store, t }) {
  if (!store.get().me?.can_file) return null;
  return h('a', { class: 'ghost wide-only', href: '/projects/new/', title: t('file_project'), 'aria-label': t('file_project'),
    data: { key: 'file' } }, icon('plus'), h('span', { class: 'wider-only' }, t('file_project')));
}

/** Only for who may check what surveyors send. @param {App} app */
function checkLink({ store, t }) {
  if (!store.get().me?.can_check) return null;
  return h('a', { class: 'ghost wide-only', href: '/land/check/', title: t('check_survey'), 'aria-label': t('check_survey'),
    data: { key: 'check' } }, icon('area'), h('span', { class: 'wider-only' }, t('check_survey')));
}

/** @param {App} app */
function accountButton(app) {
  const { store, t } = app;
  const { me } = store.get();
  if (!me?.signed_in) {
    return h('a', { class: 'ghost strong', href: '/accounts/login/?next=/', data: { key: 'account' } },
      icon('user'), h('span', {}, t('sign_in')));
  }
  const button = h('button', {
    class: 'ghost', type: 'button', 'aria-haspopup': 'dialog', 'aria-expanded': 'false', data: { key: 'account' },
    'aria-label': `${t('account')}: ${me.name ?? ''}`,
  }, icon('user'), h('span', { class: 'wide-only account' }, me.name ?? ''));
  button.addEventListener('click', () => openPopover(button, accountMenu(app), t('account')));
  return button;
}

/** @param {App} app */
function accountMenu({ store, t }) {
  const me = /** @type {import('../types.js').Me} */ (store.get().me);
  return h('div', { class: 'menu' },
    h('div', { class: 'menu-head' },
      h('strong', {}, me.name ?? ''), h('span', {}, me.organisation ?? ''),
      me.role_names.length > 0 && h('span', { class: 'faint' },
        me.role_names.map((role) => role[store.get().language]).join(' · '))),
    me.can_file && h('a', { href: '/projects/new/' }, icon('plus'), t('file_project')),
    me.can_check && h('a', { href: '/land/check/' }, icon('area'), t('check_survey')),
    me.can_import && h('a', { href: '/imports/' }, icon('upload'), t('import')),
    h('a', { href: '/help/' }, icon('help'), t('help')),
    h('a', { href: '/accounts/logout/' }, icon('logout'), t('sign_out')));
}
