/** A sentence in passing, read aloud by assistive technology; an error can be put away. */

import { fill, h, icon } from '../dom.js';

/** @typedef {import('../app.js').App} App */

/**
 * @param {App} app
 * @param {HTMLElement} element
 * @returns {() => void}
 */
export function showNotice({ store, t }, element) {
  const away = () => store.set({ notice: null });
  const close = () => h('button', {
    class: 'tiny', type: 'button', title: t('close'), 'aria-label': t('close'), data: { key: 'notice-away' }, on: { click: away },
  }, icon('close'));
  return store.watch((state) => state.notice, (notice) => {
    fill(element, notice && h('p', { class: notice.kind }, notice.text, notice.kind === 'error' && close()));
  }, { now: true });
}
