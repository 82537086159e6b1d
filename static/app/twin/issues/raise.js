/** Raising an issue here: what is wrong, and the view of the moment with its picture. */

import { h, icon } from '../../dom.js';
import { emptyDraft, field, outcome } from './desk.js';
import { structureOf } from './feed.js';
import { SEVERITIES } from './quality.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('./desk.js').Desk} Desk */

/** @param {App} app @param {Desk} desk */
export function raiseForm(app, desk) {
  const { store, t, view } = app;
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    raise(app, desk);
  };
  return h('form', { class: 'issue-form', on: { submit } },
    h('h3', {}, t('issue_raise')), outcome(desk),
    field(desk, 'title', t('issue_title'), h('input', { maxlength: 500, required: true, value: desk.draft.title })),
    field(desk, 'description', t('issue_description'), h('textarea', { rows: 5, maxlength: 20000, value: desk.draft.description })),
    field(desk, 'assigned', t('issue_assigned'), h('input', { maxlength: 500, value: desk.draft.assigned })),
    field(desk, 'due', t('issue_due'), h('input', { type: 'date', value: desk.draft.due })),
    h('label', { class: 'field' }, h('span', {}, t('quality_kind')), h('select', { data: { key: 'issue-severity' }, on: { change: (/** @type {any} */ event) => { desk.draft.severity = event.target.value; } } },
      ['', ...SEVERITIES].map((one) => h('option', { value: one, selected: one === desk.draft.severity }, t(/** @type {any} */ (one ? `severity_${one}` : 'severity_none')))))),
    h('p', { class: 'faint' }, t(view ? 'issue_takes_view' : 'issue_without_view')),
    h('div', { class: 'find-actions' },
      h('button', { class: 'button primary', type: 'submit', disabled: desk.busy, data: { key: 'issue-send' } }, icon('check'), t(desk.busy ? 'issue_sending' : 'issue_send')),
      h('button', { class: 'button', type: 'button', data: { key: 'issue-cancel' }, on: { click: () => store.set({ raising: false }) } }, t('cancel'))));
}

/** @param {App} app @param {Desk} desk */
function raise({ store, doors, verbs }, desk) {
  const { title, description, assigned, due, severity } = desk.draft;
  return desk.send(async () => {
    const made = await doors.raiseIssue({
      structure: structureOf(store.get()), model: store.get().modelId, title: title.trim(), description, assigned_to: assigned.trim(),
      severity, ...(due ? { due_date: `${due}T12:00` } : {}), ...verbs.takeLook(),
    });
    desk.draft = emptyDraft();
    store.set({ raising: false, pinned: made.id });
    verbs.issuesAgain();
  });
}
