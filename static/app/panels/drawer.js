/** The drawer of the picked project: its tabs, and what its record holds so far. */

import { nameOf, nameOfCode } from '../codes.js';
import { all, byId, fill, h, icon, on } from '../dom.js';
import { alerts } from './alerts.js';
import { bim } from './bim.js';
import { budget } from './budget.js';
import { contracts } from './contracts.js';
import { failure } from './failure.js';
import { land } from './land.js';
import { overview } from './overview.js';
import { performance } from './performance.js';
import { PLACE_TABS, placeTab } from './place.js';
import { progress } from './progress.js';
import { tabButtons } from './tabs.js';
import { statusDot } from './totals.js';

/** @typedef {import('../app.js').App} App */

const TABS = /** @type {const} */ (['overview', 'land', 'bim', 'budget', 'contracts', 'payments', 'progress', 'alerts', 'performance']);

/**
 * @param {App} app
 * @param {HTMLElement} element
 * @returns {() => void}
 */
export function showDrawer(app, element) {
  const { store } = app;
  const pick = (/** @type {Readonly<import('../state.js').State>} */ state) => [
    state.selected, state.section, state.project, state.tab, state.language, state.codes, state.publicView, state.me, state.picked, state.changes];
  /** @type {Element | null} */
  let opener = null;
  const focus = (/** @type {string | null} */ code, /** @type {unknown} */ before) => {
    if (code && !before) opener = document.activeElement;
    if (code) byId('drawer-title').focus({ preventScroll: true });
    else if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
  };
  return all(
    store.watch(pick, () => render(app, element), { now: true }),
    store.watch((state) => state.selected, focus),
    on(document, 'keydown', (event) => escape(app, event)),
  );
}

/** @param {App} app @param {HTMLElement} element */
function render(app, element) {
  const { selected, project } = app.store.get();
  element.hidden = !selected;
  document.body.classList.toggle('drawer-open', Boolean(selected));
  if (!selected) return fill(element);
  const scroll = element.querySelector('.drawer-body')?.scrollTop ?? 0;
  const facts = project.value?.properties?.code === selected ? project.value.properties : null;
  fill(element, head(app, selected, facts), facts && tabs(app),
    h('div', { class: 'drawer-body', id: `drawer-panel-${app.store.get().tab}`, role: 'tabpanel', 'aria-busy': project.status === 'loading' },
      project.status === 'error' ? failure(app, project.error)
        : facts ? body(app, facts) : h('div', { class: 'skeleton' }, Array.from({ length: 7 }, () => h('i', {})))));
  if (facts) /** @type {HTMLElement} */ (element.querySelector('.drawer-body')).scrollTop = scroll;
  return undefined;
}

/** @param {App} app @param {string} code @param {any} facts */
function head({ store, verbs, t }, code, facts) {
  const state = store.get();
  const zoom = () => verbs.fit(state.project.value?.geometry);
  return h('div', { class: 'drawer-head' },
    h('div', { class: 'drawer-title' },
      h('h2', { id: 'drawer-title', tabindex: -1, data: { key: 'drawer-title' } }, facts ? titleOf(state, facts) : code),
      facts && sectionOf(state, facts) && h('p', {}, h('button', { type: 'button', class: 'link-button', data: { key: 'drawer-of' }, on: { click: () => store.set({ section: null }) } }, nameOf(state, facts))),
      facts && h('p', {}, statusDot(facts.status), nameOfCode(state, 'status', facts.status), h('span', { class: 'tag' },
        nameOfCode(state, 'stage', facts.stage)), h('code', {}, facts.code))),
    facts && sectionOf(state, facts) && tool('up', t('place_whole'), 'whole', () => store.set({ section: null })),
    facts && state.project.value.geometry && tool('target', t('show_on_map'), 'show', zoom),
    h('a', { class: 'tool', href: `/projects/${encodeURIComponent(code)}/`, title: t('open_record'), 'aria-label': t('open_record') }, icon('open')),
    tool('close', t('close'), 'close', () => verbs.pick(null)));
}

/** The section or structure in view, of those the project names. @param {any} state @param {any} facts */
function sectionOf({ section, me, publicView }, facts) {
  if (!section || publicView || !me?.signed_in) return null;
  return [...facts.sections ?? [], ...facts.structures ?? []].find((one) => one.id === section) ?? { id: section };
}

/** @param {any} state @param {any} facts */
function titleOf(state, facts) {
  const place = sectionOf(state, facts);
  return (place && [place.code, nameOf(state, place)].filter(Boolean).join(' ')) || nameOf(state, facts);
}

/** @param {string} name @param {string} label @param {string} key @param {() => void} click */
function tool(name, label, key, click) {
  return h('button', { class: 'tool', type: 'button', title: label, 'aria-label': label, data: { key: `drawer-${key}` }, on: { click } }, icon(name));
}

/** The public has one tab: the records of the others are not open to it. @param {App} app */
function tabs({ store, t }) {
  const { tab, me, publicView, section } = store.get();
  const isPublic = publicView || !me?.signed_in;
  const open = isPublic ? TABS.slice(0, 1) : section ? TABS.filter((one) => PLACE_TABS.includes(one)) : TABS;
  if (open.length === 1) return null;
  return h('div', { class: 'tabs scroll', role: 'tablist', 'aria-label': t('drawer') }, tabButtons(
    open.map((id) => ({ id, label: t(`drawer_${id}`) })), tab, (id) => store.set({ tab: id }), 'drawer-'));
}

/** @param {App} app @param {any} facts */
function body(app, facts) {
  const { tab, me, publicView, section } = app.store.get();
  const isPublic = publicView || !me?.signed_in;
  if (section && !isPublic) return placeTab(app, facts, PLACE_TABS.includes(tab) ? tab : 'overview');
  if (tab === 'payments' && !isPublic) return placeTab(app, facts, tab);
  if (tab === 'overview' || isPublic) return overview(app, facts);
  if (tab === 'land') return land(app, facts);
  if (tab === 'budget') return budget(app, facts);
  if (tab === 'contracts') return contracts(app, facts);
  if (tab === 'performance') return performance(app, facts);
  if (tab === 'alerts') return alerts(app, facts);
  return tab === 'bim' ? bim(app, facts) : progress(app, facts);
}

/** Escape puts away the tool in hand, else the drawer. @param {App} app @param {KeyboardEvent} event */
function escape({ store, verbs }, event) {
  const { tool: inHand, selected } = store.get();
  const typing = /** @type {HTMLElement} */ (event.target).matches?.('input, textarea, select');
  if (event.key !== 'Escape' || event.defaultPrevented || typing || !byId('popover').hidden) return;
  if (inHand) store.set({ tool: null });
  else if (selected) verbs.pick(null);
}
