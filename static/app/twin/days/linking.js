/** Link by rule or by hand, seen before it is saved: what is new, linked already, or another's, each in its colour. */

import { all, fill, h } from '../../dom.js';
import { cssColour, OTHER } from '../colouring.js';
import { elementsOf } from '../state.js';
import { billFeed, billPart } from './bill.js';

/** @typedef {import('../app.js').App} App */

const TASKS = 'link-tasks';
const TARGETS = /** @type {const} */ (['task', 'item']);
export const PREVIEW = /** @type {Record<string, number>} */ ({ new: 0x3f9c6d, same: 0x3d7fc4, conflicts: 0xc7543f });

/** @param {App} app @param {HTMLElement} element @returns {() => void} */
export function linkingPart(app, element) {
  const { store } = app;
  const parts = { form: h('form', { class: 'colour-form', on: { submit: (/** @type {Event} */ event) => { event.preventDefault(); ask(app, parts.form, false); } } }), told: h('div', { class: 'link-told', tabindex: -1, 'aria-live': 'polite' }), bill: h('div', { class: 'bill-part' }) };
  /** @type {any[] | null} */
  let schedules = null;
  const show = () => { if (schedules) fill(parts.form, form(app, schedules, parts, typed(parts.form))); };
  const load = async () => {
    const { project, side } = store.get();
    if (!project || side !== 'progress') return;
    ({ schedules } = await app.doors.schedules(project));
    show();
  };
  element.replaceChildren(h('h3', {}, ''), parts.form, parts.told, parts.bill);
  const title = /** @type {HTMLElement} */ (element.firstChild);
  return all(
    billFeed(app), billPart(app, parts.bill),
    store.watch((state) => [state.side === 'progress', state.language], () => { title.textContent = app.t('link_title'); load().catch((error) => app.verbs.say(String(error.message), 'error')); }, { now: true }),
    store.watch((state) => [state.schedule ?? state.days.value?.schedule], ([shown]) => choose(app, parts.form, shown)),
    store.watch((state) => [state.target, state.bill.value, state.item], show),
    store.watch((state) => [state.preview, state.language], () => fill(parts.told, told(app)), { now: true }),
    store.watch((state) => state.preview, (found) => { if (found) reveal(parts.told); }),
    store.watch((state) => state.side, (side) => { if (side !== 'progress' && store.get().preview) store.set({ preview: null }); }),
  );
}

/** An answer below the fold was not given: bring it into view, and let the keyboard go on there. @param {HTMLElement} element */
function reveal(element) {
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: 'nearest' });
}

/** What stands in the form stays when it is drawn anew. @param {HTMLElement} element @returns {Record<string, string>} */
function typed(element) {
  return /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(/** @type {HTMLFormElement} */ (element)).entries()));
}

/** @param {App} app @param {any[]} schedules @param {{ form: HTMLElement }} parts @param {Record<string, string>} before */
function form(app, schedules, parts, before) {
  const { store, t } = app;
  const { target } = store.get();
  const bring = h('a', { href: `${pageOf(app, '')}#send`, data: { key: 'link-bring' } }, t('link_bring'));
  const fields = target === 'item' ? itemFields(app, before.key) : taskFields(app, schedules, parts.form);
  const button = (/** @type {any} */ key, /** @type {() => void} */ click, type = 'button') => h('button', { class: 'button small', type, data: { key }, on: { click } }, t(key));
  return [
    h('div', { class: 'segments', role: 'group', 'aria-label': t('link_to') }, TARGETS.map((one) => h('button', {
      type: 'button', 'aria-pressed': one === target, data: { key: `link-to-${one}` }, on: { click: () => store.set({ target: one, preview: null, playing: false }) } }, t(/** @type {any} */ (`link_to_${one}`))))),
    fields && [fields.side,
      h('label', { class: 'field' }, h('span', { class: 'faint' }, t('link_question')), h('input', { name: 'question', maxlength: 1000, value: before.question || store.get().query, placeholder: 'class=IfcColumn storey="L2"', data: { key: 'link-question' } })),
      fields.key,
      h('div', { class: 'find-actions' }, h('button', { class: 'button small primary', type: 'submit', data: { key: 'link_preview' } }, t('link_preview')),
        button('link_save', () => ask(app, parts.form, true)), button('link_chosen', () => byHand(app, parts.form))),
      h('p', { class: 'part-links' }, h('a', { href: fields.page, data: { key: 'link-page' } }, t(target === 'item' ? 'link_bill_page' : 'link_page')), target === 'task' && bring)],
    !fields && h('p', { class: 'empty' }, t(target === 'item' ? (store.get().bill.value ? 'link_no_contract' : 'loading') : 'link_no_schedule'), ' ', target === 'task' && bring),
  ];
}

/** @typedef {{ side: HTMLElement, key: HTMLElement, page: string }} Fields */

/** @param {App} app @param {any[]} schedules @param {HTMLElement} element @returns {Fields | null} */
function taskFields(app, schedules, element) {
  const { store, t } = app;
  if (!schedules.length) return null;
  const chosen = store.get().schedule ?? store.get().days.value?.schedule ?? schedules[0].id;
  return {
    side: h('label', { class: 'field' }, h('span', { class: 'faint' }, t('link_schedule')), h('select', { name: 'of', data: { key: 'link-schedule' }, on: { change: (/** @type {any} */ event) => store.set({ schedule: event.target.value, day: null }) } },
      schedules.map((/** @type {any} */ one) => h('option', { value: one.id, selected: one.id === chosen }, one.name)))),
    key: h('label', { class: 'field' }, h('span', { class: 'faint' }, t('link_task')), h('input', { name: 'key', maxlength: 64, required: true, list: TASKS, data: { key: 'link-task' }, on: { focus: () => offer(app, element, schedules) } }), h('datalist', { id: TASKS })),
    page: pageOf(app, chosen),
  };
}

/** @param {App} app @param {string} [before]  the item chosen in the form @returns {Fields | null} */
function itemFields({ store, t }, before) {
  const { bill } = store.get();
  const item = before || store.get().item;
  const { contracts, contract, lines } = /** @type {import('./bill.js').Bill} */ (bill.value ?? { contracts: [], contract: null, lines: [] });
  if (!contract) return null;
  return {
    side: h('label', { class: 'field' }, h('span', { class: 'faint' }, t('link_contract')), h('select', { name: 'of', data: { key: 'link-contract' }, on: { change: (/** @type {any} */ event) => store.set({ contract: event.target.value, item: null, preview: null }) } },
      contracts.map((one) => h('option', { value: one.id, selected: one.id === contract }, `${one.number} ${one.name}`)))),
    key: h('label', { class: 'field' }, h('span', { class: 'faint' }, t('link_item')), h('select', { name: 'key', required: true, data: { key: 'link-item' } },
      lines.map((line) => h('option', { value: line.item, selected: line.item === item }, `${line.code} ${line.name} (${line.unit})`)))),
    page: `/contracts/${encodeURIComponent(contract)}/links/`,
  };
}

/** @param {App} app @param {string} schedule  empty: of all of them */
const pageOf = ({ store }, schedule) => `/projects/${encodeURIComponent(store.get().project)}/schedules/${schedule && `${encodeURIComponent(schedule)}/`}`;

/** What is linked is the schedule that is played, once that is known. @param {App} app @param {HTMLElement} element @param {string | null | undefined} shown */
function choose(app, element, shown) {
  const list = /** @type {HTMLSelectElement | null} */ (element.querySelector('[data-key=link-schedule]'));
  if (!list || !shown || ![...list.options].some(({ value }) => value === shown)) return;
  list.value = shown;
  /** @type {HTMLAnchorElement} */ (element.querySelector('[data-key=link-page]')).href = pageOf(app, shown);
}

/** The tasks to choose from, once somebody wants one. @param {App} app @param {HTMLElement} element @param {any[]} schedules */
async function offer({ doors, verbs, t }, element, schedules) {
  const chosen = /** @type {HTMLSelectElement} */ (element.querySelector('[data-key=link-schedule]')).value;
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

/** What a form says: of what, and the body of the question. @param {Readonly<import('../state.js').State>} state @param {Record<string, string>} said @returns {{ target: import('../doors.js').Target, body: Record<string, unknown> }} */
export function wantedOf({ target, revision }, { of, question, key }) {
  return { target: { kind: target, id: of }, body: { revision, question, [target]: key } };
}

/** @param {App} app @param {HTMLElement} element */
function given({ store }, element) {
  return wantedOf(store.get(), typed(element));
}

/** @param {App} app @param {HTMLElement} element @param {boolean} save @returns {Promise<void>} */
async function ask(app, element, save) {
  const { target, body } = given(app, element);
  if (!target.id) return;
  if (!save) return after(app, app.doors.linkPreview(target, body).then((/** @type {any} */ found) => ({ ...found, rule: { target, body } })), false);
  const written = app.doors.linkByRule(target, body);
  if (await written.then(() => false, foundNothing)) return ask(app, element, false);
  return after(app, written, true);
}

/** Whether a rule was refused since it finds nothing: then the preview says so and lets it be meant. @param {any} error */
const foundNothing = (error) => error?.type === 'urn:problem:rule_finds_nothing';

/** @param {App} app @param {HTMLElement} element */
async function byHand(app, element) {
  const { store, doors, verbs, t } = app;
  const { target, body: { question: _question, ...rest } } = given(app, element);
  const elements = elementsOf(store.get());
  const { chosen } = store.get();
  if (!elements || !chosen.length) return verbs.say(t('link_choose'));
  const hand = { target, body: { ...rest, elements: chosen.map(elements.globalId) } };
  return after(app, doors.linkPreview(target, hand.body).then((/** @type {any} */ found) => ({ ...found, hand })), false);
}

/** @param {App} app @param {Promise<any>} answer @param {boolean} saved */
async function after({ store, verbs, t }, answer, saved) {
  try {
    const found = await answer;
    if (!saved) return store.set({ preview: found, playing: false, notice: null });
    store.set({ preview: null });
    verbs.say(t('link_done', { n: found.linked, c: found.conflicts }));
    return store.get().target === 'item' ? verbs.billAgain() : verbs.daysAgain();
  } catch (error) {
    if (!saved) store.set({ preview: null });
    return verbs.say(error instanceof Error ? error.message : t('no_answer'), 'error');
  }
}

/** @param {App} app */
function told(app) {
  const { store, t } = app;
  const { preview } = store.get();
  if (!preview) return null;
  return [h('p', {}, preview.words), preview.milestone && h('p', { class: 'faint' }, t('link_milestone')), h('ul', { class: 'colour-rows' }, Object.keys(PREVIEW).map((kind) => h('li', { data: { kind } }, h('span', { class: 'row-button' },
    h('i', { class: 'swatch', style: { '--colour': cssColour(PREVIEW[kind]) } }), h('span', {}, t(/** @type {any} */ (`link_${kind}`))), h('b', {}, String(preview.counts[kind])))))),
  preview.rule && preview.matched === 0 && nothing(app, preview.rule),
  preview.hand && confirming(app, preview),
  h('button', { class: 'link-button', type: 'button', data: { key: 'link-forget' }, on: { click: () => store.set({ preview: null }) } }, t('link_forget'))];
}

/** A rule may be meant for elements that a later revision brings. @param {App} app @param {{ target: import('../doors.js').Target, body: Record<string, unknown> }} rule */
function nothing(app, { target, body }) {
  const write = () => after(app, app.doors.linkByRule(target, { ...body, finds_nothing: true }), true);
  return [h('p', { role: 'alert' }, app.t('link_nothing')),
    h('div', { class: 'find-actions' }, h('button', { class: 'button small', type: 'button', data: { key: 'link-ahead' }, on: { click: write } }, app.t('link_ahead')))];
}

/** A choice by hand is linked when its count was seen; what another task holds is asked of that task, or taken. @param {App} app @param {any} preview */
function confirming(app, { hand, counts, held, held_names: names = {} }) {
  const { doors, t } = app;
  const link = (/** @type {boolean} */ take) => after(app, doors.linkByHand(hand.target, { ...hand.body, take }), true);
  const others = Object.entries(held ?? {}).map(([key, n]) => `${names[key] ?? key} (${n})`).join(', ');
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
