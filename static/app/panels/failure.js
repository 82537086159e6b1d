/** What is shown when an answer did not come: the server's own words, and a way to ask again. */

import { h, icon } from '../dom.js';

/** @typedef {import('../app.js').App} App */

/**
 * @param {App} app
 * @param {Error | null} error
 * @param {() => void} [retry]  usually: everything that did not come
 */
export function failure({ t, verbs }, error, retry = verbs.retry) {
  return h('div', { class: 'failure', role: 'alert' }, icon('warning'),
    h('p', {}, error?.message || t('no_answer')),
    h('button', { class: 'button', type: 'button', on: { click: retry } }, icon('refresh'), t('retry')));
}
