/** A sentence in passing, read aloud by assistive technology. */

import { fill, h } from '../dom.js';

/** @typedef {import('../app.js').App} App */

/**
 * @param {App} app
 * @param {HTMLElement} element
 * @returns {() => void}
 */
export function showNotice({ store }, element) {
  return store.watch((state) => state.notice, (notice) => {
    fill(element, notice && h('p', { class: notice.kind }, notice.text));
  }, { now: true });
}
