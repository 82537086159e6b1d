/** Link by rule or by hand, seen before it is saved: what is new, linked already, or another task's, each in its colour. */

import { all, fill, h } from '../../dom.js';
import { cssColour, OTHER } from '../colouring.js';
import { elementsOf } from '../state.js';

/** @typedef {import('../app.js').App} App */

const TASKS = 'link-tasks';
export const PREVIEW = /** @type {Record<string, number>} */ ({ new: 0x3f9c6d, same: 0x3d7fc4, conflicts: 0xc7543f });

/** @param {App} app @param {HTMLElement} element @returns {() => void} */
export function linkingPart(app, element) {
  const { store } = app;
  const parts = { form: h('form', { class: 'colour-form', on: { submit: (/** @type {Event} */ event) => { event.preventDefault(); ask(app, parts.form, false); } } }), told: h('div', { 'aria-live': 'polite' }) };
  /** @type {any} */
  let known = { schedules: [] };
  const load = async () => {
    const { project, side } = store.get();
    if (!project || side !== 'progress') return;
    known = await app.doors.schedules(project);
    fill(parts.form, form(app, known, parts));
  };
  element.replaceChildren(h('h3', {}, ''), parts.form, parts.told);
  const title = /** @type {HTMLElement} */ (element.firstChild);
  return all(
    store.watch((state) => [state.side === 'progress', state.language], () => { title.textContent = app.t('link_title'); load().catch((error) => app.verbs.say(String(error.message), 'error')); }, { now: true }),
    store.watch((state) => [state.schedule ?? state.days.value?.schedule], ([shown]) => choose(app, parts.form, shown)),
    store.watch((state) => [state.preview, state.language], () => fill(parts.told, told(app)), { now: true }),
    store.watch((state) => state.side, (side) => { if (side !== 'progress' && store.get().preview) store.set({ preview: null }); }),
  );
}

/** @param {App} app @param {any} known @param {{ form: HTMLElement }} parts */
function form(app, { schedules }, parts) {
  const { store, t } = app;
  const bring = h('a', { href: `${pageOf(app, '')}#send`, data: { key: 'link-bring' } }, t('link_bring'));
  if (!schedules.length) return h('p', { class: 'empty' }, t('link_no_schedule'), ' ', bring);
  const chosen = store.get().schedule ?? store.get().days.value?.schedule ?? schedules[0].id;
  const button = (/** @type {any} */ key, /** @type {() => void} */ click, type = 'button') => h('button', { class: 'button small', type, data: { key }, on: { click } }, t(key));
  return [
    h('label', { class: 'field' }, h('span', { class: 'faint' }, t('link_schedule')), h('select', { name: 'schedule', data: { key: 'link-schedule' }, on: { change: (/** @type {any} */ event) => store.set({ schedule: event.target.value, day: null }) } },
      schedules.map((/** @type {any} */ one) => h('option', { value: one.id, selected: one.id === chosen }, one.name)))),
    h('label', { class: 'field' }, h('span', { class: 'faint' }, t('link_question')), h('input', { name: 'question', maxlength: 1000, value: store.get().query, placeholder: 'class=IfcColumn storey="L2"', data: { key: 'link-question' } })),
    h('label', { class: 'field' }, h('span', { class: 'faint' }, t('link_task')), h('input', { name: 'task', maxlength: 64, required: true, list: TASKS, data: { key: 'link-task' }, on: { focus: () => offer(app, parts.form, schedules) } }), h('datalist', { id: TASKS })),
    h('div', { class: 'find-actions' }, h('button', { class: 'button small primary', type: 'submit', data: { key: 'link_preview' } }, t('link_preview')),
      button('link_save', () => ask(app, parts.form, true)), button('link_chosen', () => byHand(app, parts.form))),
    h('p', { class: 'part-links' }, h('a', { href: pageOf(app, chosen), data: { key: 'link-page' } }, t('link_page')), bring),
  ];
}

/** @param {App} app @param {string} schedule  empty: of all of them */
const pageOf = ({ store }, schedule) => `/projects/${encodeURIComponent(store.get().project)}/schedules/${schedule && `${encodeURIComponent(schedule)}/`}`;

/** What is linked is the schedule that is played, once that is known. @param {App} app @param {HTMLElement} element @param {string | null | undefined} shown */
function choose(app, element, shown) {
  const list = /** @type {HTMLSelectElement | null} */ (element.querySelector('select'));
  if (!list || !shown || ![...list.options].some(({ value }) => value === shown)) return;
  list.value = shown;
  /** @type {HTMLAnchorElement} */ (element.querySelector('[data-key=link-page]')).href = pageOf(app, shown);
}

/** The tasks to choose from, once somebody wants one. @param {App} app @param {HTMLElement} element @param {any[]} schedules */
async function offer({ doors, verbs, t }, element, schedules) {
  const chosen = /** @type {HTMLSelectElement} */ (element.querySelector('select')).value;
  const list = /** @type {HTMLElement} */ (element.querySelector('datalist'));
  if (list.dataset.of === chosen) return;
  list.dataset.of = chosen;
  try {
    const tasks = await doors.tasks(chosen, schedules.find(({ id }) => id === chosen).latest);
    fill(list, tasks.filter(({ node }) => !node).map(({ key, code, name }) => h('option', { value: key }, [code, name].filter(Boolean).join(' '))));
  } catch (error) {
    delete list.dataset.of;
    verbs.say(error instanceof Error && error.message ? error.message : t('no_answer'), 'error');
  }
}

/** @param {HTMLElement} element */
function given(element) {
  return Object.fromEntries(new FormData(/** @type {HTMLFormElement} */ (element)).entries());
}

/** @param {App} app @param {HTMLElement} element @param {boolean} save */
async function ask(app, element, save) {
  const { schedule, question, task } = /** @type {Record<string, string>} */ (given(element));
  const body = { revision: app.store.get().revision, question, task };
  await after(app, save ? app.doors.linkByRule(schedule, body) : app.doors.linkPreview(schedule, body), save);
}

/** @param {App} app @param {HTMLElement} element */
async function byHand(app, element) {
  const { store, doors, verbs, t } = app;
  const { schedule, task } = /** @type {Record<string, string>} */ (given(element));
  const elements = elementsOf(store.get());
  const { chosen, revision } = store.get();
  if (!elements || !chosen.length) return verbs.say(t('link_choose'));
  const hand = { schedule, body: { revision, task, elements: chosen.map(elements.globalId) } };
  return after(app, doors.linkPreview(schedule, hand.body).then((/** @type {any} */ found) => ({ ...found, hand })), false);
}

/** @param {App} app @param {Promise<any>} answer @param {boolean} saved */
async function after({ store, verbs, t }, answer, saved) {
  try {
    const found = await answer;
    if (!saved) return store.set({ preview: found, playing: false });
    store.set({ preview: null });
    verbs.say(t('link_done', { n: found.linked, c: found.conflicts }));
    return verbs.daysAgain();
  } catch (error) {
    return verbs.say(error instanceof Error ? error.message : t('no_answer'), 'error');
  }
}

/** @param {App} app */
function told(app) {
  const { store, t } = app;
  const { preview } = store.get();
  if (!preview) return null;
  return [h('p', {}, preview.words), h('ul', { class: 'colour-rows' }, Object.keys(PREVIEW).map((kind) => h('li', { data: { kind } }, h('span', { class: 'row-button' },
    h('i', { class: 'swatch', style: { '--colour': cssColour(PREVIEW[kind]) } }), h('span', {}, t(/** @type {any} */ (`link_${kind}`))), h('b', {}, String(preview.counts[kind])))))),
  preview.hand && confirming(app, preview),
  h('button', { class: 'link-button', type: 'button', data: { key: 'link-forget' }, on: { click: () => store.set({ preview: null }) } }, t('link_forget'))];
}

/** A choice by hand is linked when its count was seen; what another task holds is asked of that task, or taken. @param {App} app @param {any} preview */
function confirming(app, { hand, counts, held }) {
  const { doors, t } = app;
  const link = (/** @type {boolean} */ take) => after(app, doors.linkByHand(hand.schedule, { ...hand.body, take }), true);
  const others = Object.entries(held ?? {}).map(([task, n]) => `${task} (${n})`).join(', ');
  return [counts.conflicts > 0 && h('p', { class: 'faint' }, t('link_held', { tasks: others })),
    h('div', { class: 'find-actions' },
      h('button', { class: 'button small primary', type: 'button', disabled: !counts.new && !counts.conflicts, data: { key: 'link-hand' }, on: { click: () => link(false) } }, t('link_hand', { n: counts.new, c: counts.conflicts })),
      counts.conflicts > 0 && h('button', { class: 'button small', type: 'button', data: { key: 'link-take' }, on: { click: () => link(true) } }, t('link_take', { n: counts.new + counts.conflicts })))];
}

/** The elements of a preview in their colours, all others grey. @param {any} preview @param {number} count */
export function previewColours(preview, count) {
  const of = new Uint32Array(count).fill(OTHER + 1);
  for (const kind of Object.keys(PREVIEW)) for (const el of preview[kind]) of[el] = PREVIEW[kind] + 1;
  return of;
}
