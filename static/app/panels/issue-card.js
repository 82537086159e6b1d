/** An issue picked on the map: what it is, who has it, and the way to it; and the list of those in view. */

import { all, fill, h, icon } from '../dom.js';
import { createLoad } from '../loads.js';
import { cardHead, onEscape, takeLostFocus } from './cards.js';
import { ISSUES } from '../map/issue-pins.js';
import { ISSUE_COLOURS, ISSUE_STATES } from '../map/issue-pictures.js';

/** @typedef {import('../app.js').App} App */

const NEAR_ZOOM = 18.5;

/** @param {App} app @param {HTMLElement} element @returns {() => void} */
export function showIssueCard(app, element) {
  const { store, api } = app;
  const one = createLoad(store, 'issueFacts', (signal) => api.issue(store.get().issue ?? '', signal));
  const render = () => {
    const { issue, issueList, tool, pin, placing } = store.get();
    element.hidden = !(issue || issueList) || Boolean(tool || pin || placing);
    if (!element.hidden) fill(element, issue ? card(app) : listCard(app));
  };
  const opened = () => {
    const { issue } = store.get();
    if (issue) one.run();
    else one.clear();
  };
  const focus = () => {
    const { issue, issueList } = store.get();
    if (issue || issueList) takeLostFocus(element, app.map?.getCanvas());
  };
  return all(
    store.watch((state) => [state.issue, state.me?.signed_in], opened, { now: true }),
    store.watch((state) => [state.issue, state.issueList, state.issueFacts, state.issues, state.language, state.theme, state.tool, state.pin, state.placing], render, { now: true }),
    store.watch((state) => [state.issue, state.issueList], focus),
    onEscape(element, () => put(app)),
  );
}

/** @param {App} app */
function put({ store, map }) {
  store.set({ issue: null, issueList: null });
  map?.getCanvas().focus();
}

/** @param {App} app @param {string} title @param {HTMLElement | null | false} [back] */
function head(app, title, back = null) {
  return cardHead(app, { title, back, key: 'issue-close', close: () => put(app) });
}

/** @param {App} app */
function card(app) {
  const { store, t } = app;
  const { issueFacts: { status, value, error }, issueList } = store.get();
  const back = issueList && h('button', { class: 'tiny', type: 'button', 'aria-label': t('issue_back'), title: t('issue_back'), data: { key: 'issue-back' }, on: { click: () => store.set({ issue: null }) } }, icon('left'));
  if (status === 'error') return [head(app, t('issue_card'), back), h('p', { class: 'warn', role: 'alert' }, error?.message || t('no_answer'))];
  if (!value) return [head(app, t('issue_card'), back), h('div', { class: 'skeleton' }, h('i', {}), h('i', {}), h('i', {}))];
  const fact = (/** @type {any} */ key, /** @type {string} */ text) => text && [h('dt', {}, t(key)), h('dd', {}, text)];
  const picture = value.views.find((/** @type {any} */ one) => one.snapshot)?.snapshot;
  return [head(app, `${value.number} ${value.title}`, back),
    picture && h('img', { class: 'issue-picture', src: picture, alt: '' }),
    h('dl', { class: 'facts' }, h('dt', {}, t('issue_state')), h('dd', {}, h('span', { class: 'issue-said' }, mark(store.get().theme, value.state), t(/** @type {any} */ (`issue_${value.state}`)))),
      fact('issue_assigned', value.assigned_to || t('issue_nobody')), fact('issue_due', value.due_on), fact('issue_structure', value.structure.name), fact('issue_author', value.author)),
    !value.place_known && h('p', { class: 'faint' }, t('issue_place_unknown')),
    h('div', { class: 'card-actions' },
      value.model && h('a', { class: 'button primary', href: `/twin/${encodeURIComponent(value.model)}/#side=issues&issue=${encodeURIComponent(value.id)}`, data: { key: 'issue-twin' } }, icon('cube'), t(wayIn(value))),
      value.page && h('a', { class: 'button', href: value.page, data: { key: 'issue-page' } }, icon('open'), t('issue_page')),
      h('button', { class: 'button', type: 'button', data: { key: 'issue-show' }, on: { click: () => app.verbs.goTo(value.position, NEAR_ZOOM) } }, icon('pin'), t('issue_show')))];
}

/** @param {App} app */
function listCard(app) {
  const { store, t } = app;
  const { issues, issueList } = store.get();
  const rows = (issues.value?.issues ?? []).filter((/** @type {any} */ one) => issueList === 'view' || issueList?.includes(one.id));
  return [head(app, issueList === 'view' ? t('issues_in_view') : t('issues_here', { n: rows.length })),
    issues.value?.more && issueList === 'view' && h('p', { class: 'faint' }, t('issues_many', { n: rows.length })),
    rows.length ? h('ul', { class: 'issue-rows' }, rows.map((/** @type {any} */ one) => h('li', {}, row(app, one)))) : h('p', { class: 'faint' }, t('issues_none_here'))];
}

/** @param {App} app @param {any} issue */
function row({ store, t }, { id, number, title, state, assigned_to: assigned, due_on: due }) {
  const facts = [t(/** @type {any} */ (`issue_${state}`)), assigned || t('issue_nobody'), due].filter(Boolean).join(' · ');
  return h('button', { class: 'row-button', type: 'button', data: { key: `issue-${id}` }, on: { click: () => store.set({ issue: id }) } },
    mark(store.get().theme, state), h('b', {}, String(number)), h('span', {}, title, h('small', { class: 'faint' }, facts)));
}

/** @param {'light' | 'dark'} theme @param {string} state */
function mark(theme, state) {
  return h('i', { class: 'issue-mark', 'aria-hidden': 'true', data: { state }, style: { '--colour': ISSUE_COLOURS[theme][state] } });
}

/** What the pins mean. @param {App} app */
export function issueSigns({ store, t }) {
  return ISSUE_STATES.map((state) => h('li', {}, mark(store.get().theme, state), t(`issue_${state}`)));
}

/** The legend's part: how many of each state are in view, and the way to their list. @param {App} app */
export function issuePart(app) {
  const { store, t } = app;
  const { me, publicView, issues, layers, theme } = store.get();
  if (!me?.signed_in || publicView || layers.hidden.includes(ISSUES) || !issues.value) return null;
  const found = /** @type {any[]} */ (issues.value.issues);
  if (!found.length) return null;
  const list = () => store.set({ issue: null, issueList: 'view' });
  return h('div', { class: 'issue-legend' },
    h('div', { class: 'issue-legend-head' }, h('span', {}, t('issues_in_view')), h('button', { class: 'link-button', type: 'button', data: { key: 'issues-list' }, on: { click: list } }, t('issues_list'))),
    h('ul', { class: 'classes' }, countStates(found).map(({ state, n }) => h('li', { class: n ? '' : 'none' }, mark(theme, state), h('span', {}, t(`issue_${state}`)), h('b', {}, String(n))))));
}

/** @param {{ state: string }[]} issues */
export function countStates(issues) {
  return ISSUE_STATES.map((state) => ({ state, n: issues.filter((one) => one.state === state).length }));
}

/** What the way into the model is called: only an issue with a view leads back to it. @param {{ views: unknown[] }} issue */
export function wayIn({ views }) {
  return views.length ? 'issue_open_twin' : 'bim_open';
}
