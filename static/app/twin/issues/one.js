/** One issue: what it says, its views of the model, its talk, and the steps that are open. */

import { h, icon } from '../../dom.js';
import { moment } from '../../format.js';
import { failure } from '../../panels/failure.js';
import { field, outcome, stateMark } from './desk.js';
import { isHere } from './feed.js';
import { gradePart, qualityPart } from './quality.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('./desk.js').Desk} Desk */

const STEPS = ['start', 'resolve', 'close', 'reopen'];
/** Somebody else was faster: what stands there is out of date. */
const CHANGED = 409;
const WITH_REASON = ['resolve', 'reopen'];

/** @param {App} app @param {Desk} desk */
export function openIssue(app, desk) {
  const { store, t } = app;
  const { issue, pinned } = store.get();
  const back = h('button', { class: 'button small', type: 'button', data: { key: 'issue-list' }, on: { click: () => store.set({ pinned: null }) } }, icon('left'), t('issues_back'));
  if (issue.status === 'error') return [back, failure(/** @type {any} */ (app), issue.error, app.verbs.issuesAgain)];
  if (issue.value?.id !== pinned) return [back, h('div', { class: 'skeleton' }, Array.from({ length: 6 }, () => h('i', {})))];
  return [back, says(app, issue.value), qualityPart(app, issue.value), views(app, issue.value), talk(app, issue.value), answer(app, desk, issue.value)];
}

/** @param {App} app @param {any} issue */
function says({ t }, issue) {
  const fact = (/** @type {any} */ key, /** @type {string} */ value) => value && [h('dt', {}, t(key)), h('dd', {}, value)];
  return [h('h3', { class: 'issue-title' }, stateMark(issue.state), `${issue.number} ${issue.title}`),
    h('p', { class: 'issue-tags' }, [t(/** @type {any} */ (`issue_${issue.state}`)), kindOf(t, issue.kind), issue.priority, ...issue.labels].filter(Boolean).map((word) => h('span', { class: 'tag' }, word))),
    h('dl', { class: 'facts' }, fact('issue_author', issue.author), fact('issue_raised', moment(issue.created_at)),
      fact('issue_assigned', issue.assigned_to), fact('issue_due', issue.due_on), fact('issue_stage', issue.stage)),
    h('p', {}, h('a', { class: 'button small', href: onMap(issue), data: { key: 'issue-map' } }, icon('pin'), t('issue_on_map'))),
    issue.description && h('p', { class: 'issue-words' }, issue.description),
    issue.disagreement && h('p', {}, h('a', { class: 'button small', href: lineOf(issue.disagreement), data: { key: 'issue-line' } }, icon('open'), t('issue_line')))];
}

/** Our own kinds in words; those of other programs as they say them. @param {App['t']} t @param {string} kind */
const kindOf = (t, kind) => (kind === 'quality' || kind === 'progress' ? t(`issue_kind_${kind}`) : kind);

/** Its pin on the map, with its card. @param {{ id: string, project: string, position: [number, number] }} issue */
export function onMap({ id, project, position: [lon, lat] }) {
  return `/#map=18.50/${lat.toFixed(5)}/${lon.toFixed(5)}${project ? `&project=${encodeURIComponent(project)}&tab=bim` : ''}&issue=${encodeURIComponent(id)}`;
}

/** The line of the list of disagreements an issue was raised of. @param {{ project: string, feature: string, task: string, address: string }} line */
export function lineOf({ project, feature, task, address }) {
  const own = `/projects/${encodeURIComponent(project)}/disagreements/`;
  return address.startsWith(own) ? address : `${own}#line-${feature}-${task}`;
}

/** @param {App} app @param {any} issue */
function views(app, issue) {
  const { t } = app;
  if (!issue.views.length) return h('p', { class: 'faint' }, t('issue_no_view'));
  return [h('h3', {}, t('issue_views')), h('ul', { class: 'issue-views' }, issue.views.map((/** @type {any} */ one, /** @type {number} */ i) => h('li', {},
    one.snapshot && h('img', { src: one.snapshot, alt: t('issue_picture', { n: i + 1 }) }), seeing(app, issue, one, `look-${i}`))))];
}

/** The way to a view, here or on the page of the model it belongs to. @param {App} app @param {any} issue @param {any} view @param {string} key */
function seeing({ store, verbs, t }, issue, view, key) {
  const { modelId, elements } = store.get();
  if (!isHere(issue, modelId)) {
    return h('a', { class: 'button small', href: `/twin/${encodeURIComponent(issue.model)}/#issue=${encodeURIComponent(issue.id)}` }, icon('open'), t('issue_other_model'));
  }
  return h('button', { class: 'button small', type: 'button', disabled: !elements.value, data: { key }, on: { click: () => verbs.showLook(view.look) } }, icon('eye'), t('issue_see'));
}

/** @param {App} app @param {any} issue */
function talk(app, issue) {
  if (!issue.comments.length) return null;
  const line = (/** @type {any} */ said, /** @type {number} */ i) => {
    const view = issue.views.find((/** @type {any} */ one) => one.guid === said.view);
    return h('li', {}, h('small', { class: 'faint' }, [said.author, moment(said.at)].filter(Boolean).join(' · ')), h('p', { class: 'issue-words' }, said.text),
      view && seeing(app, issue, view, `said-${i}`));
  };
  return [h('h3', {}, app.t('issue_talk')), h('ol', { class: 'issue-talk' }, issue.comments.map(line))];
}

/** @param {App} app @param {Desk} desk @param {any} issue */
function answer(app, desk, issue) {
  const { doors, t, verbs } = app;
  const { allowed_actions: allowed, state } = issue;
  const steps = issue.quality ? [] : STEPS.filter((one) => allowed.includes(one));
  const words = allowed.includes('comment');
  if (!words && !steps.length) return h('p', { class: 'faint' }, t('issue_read_only'));
  const text = () => desk.draft.text.trim();
  const step = (/** @type {string} */ one) => (WITH_REASON.includes(one) && !text()
    ? wantsReason(app, desk, one) : done(app, desk, () => doors.stepIssue(issue.id, one, text())));
  const remark = (/** @type {Event} */ event) => {
    event.preventDefault();
    done(app, desk, () => doors.remark(issue.id, { text: text(), ...(desk.draft.attach ? verbs.takeLook() : {}) }));
  };
  return h('form', { class: 'issue-form', on: { submit: remark } },
    field(desk, 'text', t('issue_answer'), h('textarea', { rows: 3, maxlength: 2000, value: desk.draft.text, 'aria-invalid': desk.problem && !text() ? 'true' : null })),
    steps.some((one) => WITH_REASON.includes(one)) && h('p', { class: 'faint' }, t('issue_reason_hint')),
    words && app.view && attach(app, desk), outcome(desk),
    h('div', { class: 'find-actions' },
      words && h('button', { class: 'button primary', type: 'submit', disabled: desk.busy, data: { key: 'issue-remark' } }, t('issue_remark')),
      steps.map((one) => h('button', { class: 'button', type: 'button', disabled: desk.busy, data: { key: `issue-${one}` }, on: { click: () => step(one) } }, t(/** @type {any} */ (`issue_do_${one}`))))),
    gradePart(app, desk, issue, (work) => done(app, desk, work)),
    state === 'resolved' && !issue.quality && !allowed.includes('close') && h('p', { class: 'faint' }, t('issue_closing')));
}

/** Say that the step wants words, and go where they are written. @param {App} app @param {Desk} desk @param {string} step */
function wantsReason({ t }, desk, step) {
  Object.assign(desk, { problem: t('issue_reason_first', { step: t(/** @type {any} */ (`issue_do_${step}`)) }), done: '' });
  desk.render();
  /** @type {HTMLElement | null} */ (document.querySelector('[data-key="issue-text"]'))?.focus();
}

/** @param {App} app @param {Desk} desk */
function attach({ t }, desk) {
  const box = h('input', { type: 'checkbox', checked: desk.draft.attach, data: { key: 'issue-attach' }, on: { change: () => { desk.draft.attach = box.checked; } } });
  return h('label', { class: 'issue-attach' }, box, t('issue_attach'));
}

/** Do it, forget what was written, and ask anew. @param {App} app @param {Desk} desk @param {() => Promise<any>} work */
function done({ store, verbs }, desk, work) {
  return desk.send(async () => {
    const value = await work().catch((error) => {
      if (error.status === CHANGED) verbs.issuesAgain();
      throw error;
    });
    Object.assign(desk.draft, { text: '', attach: false });
    if (value?.id === store.get().pinned) store.set({ issue: { status: 'ready', value, error: null } });
    verbs.issuesAgain();
  });
}
