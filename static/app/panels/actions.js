/** The steps the reader may take with a project now. Each asks once more, with room for a reason. */

import { h } from '../dom.js';
import { isKey } from '../i18n.js';

/** @typedef {import('../app.js').App} App */

const GRAVE = ['withdraw', 'return', 'reject', 'suspend', 'cancel'];

/** @param {App} app @param {any} facts */
export function actions(app, facts) {
  const { t } = app;
  if (!facts.allowed_actions?.length || app.store.get().publicView) return null;
  const place = h('div', { class: 'action-form' });
  const ask = (/** @type {string} */ action) => {
    place.replaceChildren(form(app, facts, action, () => place.replaceChildren()));
    place.querySelector('textarea')?.focus();
  };
  return h('section', { class: 'block actions' }, h('h3', {}, t('actions')),
    h('div', { class: 'action-buttons' }, facts.allowed_actions.map((/** @type {string} */ action) => h('button', {
      type: 'button', class: GRAVE.includes(action) ? 'button grave' : 'button', data: { action, key: `action-${action}` }, on: { click: () => ask(action) },
    }, actionName(app, action)))), place);
}

/** @param {App} app @param {string} action */
function actionName({ t }, action) {
  const key = `action_${action}`;
  return isKey(key) ? t(key) : action;
}

/** @param {App} app @param {any} facts @param {string} action @param {() => void} away */
function form(app, facts, action, away) {
  const { api, verbs, t } = app;
  const reason = h('textarea', { id: 'action-reason', rows: 2, maxlength: 2000 });
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    try {
      await api.act(facts.code, action, { version: facts.version, reason: reason.value.trim() });
      verbs.say(t('action_done', { action: actionName(app, action) }));
      app.store.set({ changes: app.store.get().changes + 1 });
    } catch (error) {
      verbs.say(error instanceof Error && error.message ? error.message : t('no_answer'), 'error');
    }
  };
  return h('form', { on: { submit } },
    h('label', { for: 'action-reason' }, t(GRAVE.includes(action) ? 'reason_needed' : 'reason')), reason,
    h('div', { class: 'card-actions' },
      h('button', { type: 'button', class: 'button', on: { click: away } }, t('cancel')),
      h('button', { type: 'submit', class: 'button primary' }, t('action_confirm', { action: actionName(app, action) }))));
}
