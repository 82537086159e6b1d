/** Issues of the structure: the list, one that is open, or one that is being raised. Strangers' words are set as text. */

import { all, byId, fill, h, icon } from '../../dom.js';
import { failure } from '../../panels/failure.js';
import { emptyDraft, outcome, sendFrom, stateMark } from './desk.js';
import { listed, isHere, structureOf } from './feed.js';
import { openIssue } from './one.js';
import { raiseForm } from './raise.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('./desk.js').Desk} Desk */

/** @param {App} app @param {HTMLElement} element @returns {() => void} */
export function showIssues(app, element) {
  const { store } = app;
  /** @type {Desk} */
  const desk = { draft: emptyDraft(), busy: false, problem: '', done: '', render: () => {}, send: (work) => sendFrom(app, desk, work) };
  desk.render = () => {
    const { scrollTop } = element;
    fill(element, h('div', { class: 'issues-panel', 'aria-busy': String(desk.busy) }, body(app, desk)));
    element.scrollTop = scrollTop;
  };
  const turned = (/** @type {any[]} */ _, /** @type {any[] | undefined} */ before) => {
    Object.assign(desk, { problem: '', done: '', draft: { ...desk.draft, text: '', attach: false } });
    desk.render();
    element.scrollTop = 0;
    if (document.activeElement === document.body) goOn(element, before?.[0]);
    if (store.get().pinned && byId('left').dataset.height === 'peek') byId('left').dataset.height = 'half';
  };
  const pick = (/** @type {any} */ state) => [state.language, state.issues, state.issue, state.issuesAll, state.before, state.model.value, state.elements.value];
  return all(
    store.watch(pick, desk.render, { now: true }),
    store.watch((state) => [state.pinned, state.raising], turned),
  );
}

/** Where the keyboard goes on when what it was on is gone. @param {HTMLElement} element @param {string | null} left  the issue that was open */
function goOn(element, left) {
  const keys = ['issue-list', 'issue-title', ...(left ? [`issue-${left}`] : []), 'issue-raise'];
  const found = keys.map((key) => element.querySelector(`[data-key="${CSS.escape(key)}"]`)).find(Boolean);
  /** @type {HTMLElement | undefined} */ (found ?? undefined)?.focus();
}

/** @param {App} app @param {Desk} desk */
function body(app, desk) {
  const { pinned, raising } = app.store.get();
  if (raising) return raiseForm(app, desk);
  return pinned ? openIssue(app, desk) : list(app, desk);
}

/** @param {App} app @param {Desk} desk */
function list(app, desk) {
  const { store, t } = app;
  const { issues } = store.get();
  return [h('div', { class: 'find-actions' }, filter(app),
    h('button', { class: 'button primary', type: 'button', disabled: !structureOf(store.get()), data: { key: 'issue-raise' }, on: { click: () => store.set({ raising: true, pinned: null }) } }, icon('plus'), t('issue_raise'))),
  outcome(desk),
  issues.status === 'error' ? failure(/** @type {any} */ (app), issues.error, app.verbs.issuesAgain) : rows(app),
  exchange(app, desk)];
}

/** @param {App} app */
function filter({ store, t }) {
  const { issuesAll } = store.get();
  const choice = (/** @type {boolean} */ all_, /** @type {any} */ key) => h('button', {
    type: 'button', 'aria-pressed': String(issuesAll === all_), data: { key }, on: { click: () => store.set({ issuesAll: all_ }) } }, t(key));
  return h('div', { class: 'segments', role: 'group', 'aria-label': t('issues_which') }, choice(false, 'issues_open'), choice(true, 'issues_all'));
}

/** @param {App} app */
function rows(app) {
  const { store, t } = app;
  const { issues } = store.get();
  if (!issues.value) return h('div', { class: 'skeleton' }, Array.from({ length: 5 }, () => h('i', {})));
  const found = listed(store.get());
  if (!found.length) return h('p', { class: 'faint' }, t(issues.value.length ? 'issues_none_open' : 'issues_none'));
  return h('ul', { class: 'plain-list' }, found.map((one) => h('li', {}, row(app, one))));
}

/** @param {App} app @param {any} issue */
function row({ store, t }, issue) {
  const { modelId } = store.get();
  const facts = [t(/** @type {any} */ (`issue_${issue.state}`)), issue.assigned_to, issue.due_on && t('issue_due_on', { date: issue.due_on }), !isHere(issue, modelId) && t('issue_elsewhere')];
  return h('button', { class: 'row-button issue-row', type: 'button', data: { key: `issue-${issue.id}` }, on: { click: () => store.set({ pinned: issue.id }) } },
    stateMark(issue.state), h('b', {}, String(issue.number)), h('span', {}, issue.title), h('small', { class: 'faint' }, facts.filter(Boolean).join(' · ')));
}

/** Archives for other programs, and from them. @param {App} app @param {Desk} desk */
function exchange(app, desk) {
  const { store, doors, verbs, t } = app;
  const structure = structureOf(store.get());
  if (!structure) return null;
  const out = (/** @type {string} */ version) => h('a', {
    class: 'button small', download: '', data: { key: `bcf-${version}` }, href: `/api/v1/issues/archive/?${new URLSearchParams({ structure, version })}` }, icon('export'), `BCF ${version}`);
  const bring = (/** @type {Event} */ event) => {
    const [file] = /** @type {HTMLInputElement} */ (event.target).files ?? [];
    if (file) desk.send(async () => {
      const done = await doors.bringIssues(structure, file);
      desk.done = t('issues_brought', { made: done.made.length, renewed: done.renewed.length, unchanged: done.unchanged.length });
      verbs.issuesAgain();
    });
  };
  const field = h('input', { type: 'file', accept: '.bcf,.bcfzip,.zip', hidden: true, 'aria-label': t('issues_bring'), on: { change: bring } });
  return h('section', { class: 'issue-exchange' }, h('h3', {}, t('issues_exchange')), h('div', { class: 'find-actions' }, out('3.0'), out('2.1'), field,
    h('button', { class: 'button small', type: 'button', disabled: desk.busy, data: { key: 'bcf-bring' }, on: { click: () => field.click() } }, icon('upload'), t('issues_bring'))));
}
