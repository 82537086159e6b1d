/** What is being written on an issue, how far it has come, and the pieces the panels of issues share. */

import { h } from '../../dom.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {{ title: string, description: string, assigned: string, due: string, severity: string, text: string, attach: boolean }} Draft */
/**
 * @typedef {object} Desk  what is being written, and how far it has come
 * @property {Draft} draft
 * @property {boolean} busy
 * @property {string} problem
 * @property {string} done
 * @property {() => void} render
 * @property {(work: () => Promise<unknown>) => Promise<void>} send  do, and tell in words what came of it
 */

/** @returns {Draft} */
export const emptyDraft = () => ({ title: '', description: '', assigned: '', due: '', severity: '', text: '', attach: false });

/** @param {App} app @param {Desk} desk @param {() => Promise<unknown>} work */
export async function sendFrom({ t }, desk, work) {
  if (desk.busy) return;
  Object.assign(desk, { busy: true, problem: '', done: '' });
  desk.render();
  try {
    await work();
  } catch (error) {
    desk.problem = /** @type {Error} */ (error).message || t('no_answer');
  } finally {
    desk.busy = false;
    desk.render();
  }
}

/** What came of the last thing done. @param {Desk} desk */
export function outcome({ problem, done }) {
  return [problem && h('p', { class: 'warn', role: 'alert' }, problem), done && h('p', { class: 'issue-done', role: 'status' }, done)];
}

/** A labelled field that keeps what is written when the panel is drawn anew. @param {Desk} desk @param {keyof Draft} name @param {string} label @param {HTMLInputElement | HTMLTextAreaElement} input */
export function field({ draft }, name, label, input) {
  input.dataset.key = `issue-${name}`;
  input.addEventListener('input', () => { /** @type {any} */ (draft)[name] = input.value; });
  return h('label', { class: 'field' }, h('span', {}, label), input);
}

/** A state by shape and colour; its word stands beside. @param {string} state */
export function stateMark(state) {
  return h('i', { class: 'issue-mark', 'aria-hidden': 'true', data: { state } });
}
