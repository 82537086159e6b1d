/** A tab whose record does not exist yet says so, and says what will stand there. */

import { h, icon } from '../dom.js';

/** @typedef {import('../app.js').App} App */

const ICONS = /** @type {Record<string, string>} */ ({
  progress: 'clock',
});

/** @param {App} app @param {string} tab */
export function later({ t }, tab) {
  const key = /** @type {import('../i18n.js').Key} */ (`later_${tab}`);
  return h('div', { class: 'later' }, icon(ICONS[tab] ?? 'file'), h('h3', {}, t('later_title')), h('p', {}, t(key)));
}
