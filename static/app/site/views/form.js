/** Writing one thing down: a task's progress or record, or an issue; anew, or to mend what was refused. */

import { fill, h } from '../../dom.js';
import { entryOf, flawOf, isRecord, percentOf, saidOf } from '../entry.js';
import { nearestPlace } from '../near.js';
import { mend } from '../queue.js';
import { nameOf } from './frame.js';
import { showPhotos } from './photos.js';

const SUPERVISIONS = ['standing_by', 'patrol', 'parallel_test', 'witnessed', 'other'];

/** @typedef {import('../main.js').App} App */
/** @typedef {import('../store.js').Item} Item */
/** @typedef {{ app: App, issue: boolean, project: any, task: any, place: any, mended: Item | null, key: string,
 *   fields: Record<string, string>, photos: import('../store.js').Taken[], total: number }} Form */

/** @param {App} app @param {HTMLElement} body @param {string} view @param {string[]} address */
export async function showForm(app, body, view, address) {
  const issue = view === 'issue';
  const [code, key] = address;
  const { list, me, t } = app;
  const mended = app.items.find((one) => one.id === address[issue ? 1 : 2] && one.person === me?.person && one.state === 'refused') ?? null;
  const project = list?.projects.find((/** @type {any} */ one) => one.code === code);
  const task = issue ? null : list?.tasks.find((/** @type {any} */ one) => one.project === code && one.key === key);
  if (!me || !project || (!issue && !task)) return fill(body, h('p', { class: 'site-alert' }, me ? t('gone_task') : t('nobody')));
  const name = `${me.person}/${view}/${code}/${key ?? ''}`;
  const draft = mended ? undefined : await app.store.draft(name);
  /** @type {Form} */
  const form = {
    app, issue, project, task, mended, key: name, total: Number(task?.quantity ?? 0),
    place: list.places.find((/** @type {any} */ one) => one.id === task?.place), photos: draft?.photos ?? [],
    fields: mended ? fieldsOf(mended) : draft?.fields ?? { state: issue ? '' : usualState(project, task) },
  };
  draw(form, body);
}

/** @param {any} project @param {any} task */
function usualState(project, task) {
  if (project.states.includes(task.state)) return task.state;
  return project.states.includes('in_progress') ? 'in_progress' : project.states.at(-1) ?? '';
}

/** @param {Item} item */
function fieldsOf({ entry }) {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => typeof value === 'string'));
}

/** @param {Form} form @param {HTMLElement} body */
function draw(form, body) {
  const { app, issue, task, mended } = form;
  const { t } = app;
  const trouble = h('p', { class: 'site-alert', role: 'alert', hidden: true });
  const changed = () => {
    const { correction } = body.dataset;
    const falls = !issue && fallsBelow(form);
    if (String(falls) !== correction) draw(form, body);
    if (!mended) keep(form).catch((error) => tell(form, trouble, error));
  };
  body.dataset.correction = String(!issue && fallsBelow(form));
  const photos = mended ? null : showPhotos(form, () => keep(form), (error) => tell(form, trouble, error));
  fill(body, h('form', { class: 'site-form', on: { submit: (/** @type {Event} */ event) => {
    event.preventDefault();
    save(form, trouble).catch((error) => tell(form, trouble, error));
  } } },
  heading(form), mended ? h('p', { class: 'site-note' }, t('mending', { n: mended.number }), ' ', mended.reason?.title) : null,
  ...(issue ? issueFields(form, changed) : taskFields(form, changed)),
  field(t('note'), h('textarea', { rows: 3, maxlength: 1000, 'data-key': 'note', value: form.fields.note ?? '', on: input(form, 'note', changed) })),
  photos, trouble, h('button', { class: 'site-main', type: 'submit', data: { key: 'save' } }, t(navigator.onLine ? 'save' : 'save_queued'))));
  if (task && !form.project.states.length) trouble.after(h('p', { class: 'site-quiet-line' }, t('not_yours')));
}

/** @param {Form} form */
function heading({ app, issue, project, task, place }) {
  const where = [place && place.kind !== 'site' ? nameOf(place, app) : '', nameOf(project, app)].filter(Boolean).join(' · ');
  return h('div', {}, h('h1', {}, issue ? app.t('raise_issue') : task.name || task.key), h('p', { class: 'site-quiet-line' }, where,
    task ? ` · ${task.first} – ${task.last} · ${app.t('said', { n: Number(task.said) })}` : ''));
}

/** @param {Form} form */
function fallsBelow({ fields, task, total }) {
  const percent = percentOf(fields, total);
  return ['not_started', 'in_progress', 'installed'].includes(fields.state) && percent !== null && percent < Number(task.said);
}

/** @param {Form} form @param {() => void} changed */
function taskFields(form, changed) {
  const { app, project, task, fields, total } = form;
  const { t } = app;
  const states = [...project.states, ''];
  const choose = h('fieldset', { class: 'site-states' }, h('legend', {}, t('state')), states.map((state) => h('label', {},
    h('input', { type: 'radio', name: 'state', value: state, checked: fields.state === state, on: { change: () => { fields.state = state; redraw(form); changed(); } } }),
    t(state || 'only_record'))));
  const number = (/** @type {string} */ name, /** @type {string} */ label) => field(label, h('input', {
    type: 'text', inputmode: 'decimal', 'data-key': name, value: fields[name] ?? '', on: input(form, name, changed) }));
  const amounts = fields.state === 'in_progress' ? [number('percent', t('percent')),
    total ? number('quantity', t('quantity', { unit: task.unit, n: total })) : null] : [];
  const correction = fallsBelow(form) ? field(t('falls', { n: Number(task.said) }), h('input', {
    type: 'text', maxlength: 500, 'data-key': 'correction', value: fields.correction ?? '', 'aria-label': t('correction'), on: input(form, 'correction', changed) })) : null;
  const kinds = ['', ...SUPERVISIONS].map((kind) => h('option', { value: kind, selected: (fields.supervision ?? '') === kind }, t(kind || 'choose')));
  const supervision = project.supervises && isRecord(fields) ? field(t('supervision'), h('select', { 'data-key': 'supervision', on: input(form, 'supervision', changed) }, kinds)) : null;
  return [choose, supervision, ...amounts, correction];
}

/** @param {Form} form */
function redraw(form) {
  const body = document.getElementById('site-body');
  if (body) draw(form, body);
}

/** @param {Form} form @param {() => void} changed */
function issueFields(form, changed) {
  const { app, project, fields } = form;
  const { t } = app;
  const places = partsOf(app, project);
  fields.feature ||= app.fix ? nearestPlace(places, [app.fix.lon, app.fix.lat]) : '';
  fields.severity ||= 'minor';
  const choice = (/** @type {string} */ name, /** @type {[string, string][]} */ options) => h('select', { 'data-key': name, on: input(form, name, changed) },
    options.map(([value, label]) => h('option', { value, selected: fields[name] === value }, label)));
  return [
    field(t('title'), h('input', { type: 'text', maxlength: 200, 'data-key': 'title', value: fields.title ?? '', on: input(form, 'title', changed) })),
    field(t('where'), choice('feature', [['', t('choose')], ...places.map((one) => /** @type {[string, string]} */ ([one.id, partName(app, places, one)]))])),
    field(t('severity'), choice('severity', [['minor', t('minor')], ['major', t('major')], ['critical', t('critical')]])),
  ];
}

/** The site, its sections, and what stands on each. @param {App} app @param {any} project @returns {any[]} */
function partsOf({ list }, project) {
  const own = list.places.filter((/** @type {any} */ one) => one.site === project.site);
  const below = (/** @type {any} */ at) => own.filter((/** @type {any} */ one) => one.parent === at.id).flatMap((/** @type {any} */ one) => [one, ...below(one)]);
  const tops = own.filter((/** @type {any} */ one) => !own.some((/** @type {any} */ other) => other.id === one.parent));
  return tops.flatMap((/** @type {any} */ one) => [one, ...below(one)]);
}

/** @param {App} app @param {any[]} places @param {any} place */
function partName(app, places, place) {
  if (place.kind === 'site') return app.t('whole_site');
  const above = places.find((one) => one.id === place.parent && one.kind !== 'site');
  return above ? `${nameOf(above, app)} · ${nameOf(place, app)}` : nameOf(place, app);
}

/** @param {string} label @param {HTMLElement} control */
function field(label, control) {
  return h('label', { class: 'site-field' }, h('span', {}, label), control);
}

/** @param {Form} form @param {string} name @param {() => void} changed */
function input(form, name, changed) {
  return { input: (/** @type {any} */ event) => {
    form.fields[name] = event.target.value;
    changed();
  } };
}

/** Keep the draft: a killed browser loses nothing of it. @param {Form} form */
function keep({ app, key, fields, photos }) {
  return app.store.keepDraft({ key, person: /** @type {import('../store.js').Me} */ (app.me).person, fields, photos });
}

/** @param {Form} form @param {HTMLElement} trouble @param {Error} error */
function tell({ app }, trouble, error) {
  const full = error.name === 'QuotaExceededError';
  trouble.textContent = full ? app.t('full') : app.t('not_saved', { why: error.message || error.name });
  trouble.hidden = false;
}

/** @param {Form} form @param {HTMLElement} trouble */
async function save(form, trouble) {
  const { app, issue, fields, photos, project, task, mended, total } = form;
  const known = { issue, supervises: project.supervises, photos: photos.length + (mended?.photos.length ?? 0), said: Number(task?.said ?? 0), total };
  const flaw = flawOf(fields, known);
  trouble.textContent = flaw ? app.t(flaw) : '';
  trouble.hidden = !flaw;
  if (flaw) return;
  if (mended) await mend(app.store, mended, saidOf(fields, { task: task?.key, issue }));
  else await add(form);
  location.hash = mended ? '#/queue' : '#/';
  await app.verbs.send();
}

/** @param {Form} form */
async function add({ app, issue, fields, photos, task, project, key }) {
  const fix = await app.place.now();
  const entry = entryOf(fields, { project: project.code, task: task?.key, issue, at: new Date().toISOString(), fix, photos });
  const item = await app.store.add({
    id: crypto.randomUUID(), person: /** @type {import('../store.js').Me} */ (app.me).person, device: await app.store.device(),
    entry, photos: photos.map(({ sha256, taken_at, fix: place }) => ({ sha256, taken_at, fix: place })), state: 'waiting',
    reason: null, tries: 0, done_at: null, label: issue ? fields.title.trim() : task.name || task.key,
  }, photos, key);
  app.said = app.t('saved', { n: item.number });
}
