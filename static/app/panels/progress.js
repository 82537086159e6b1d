/** The progress of the picked project: its schedules, how far models are linked to them, and the way to both. */

import { fill, h, icon } from '../dom.js';
import { failure } from './failure.js';

/** @typedef {import('../app.js').App} App */

/** @param {App} app @param {any} facts  of the project */
export function progress(app, facts) {
  const box = h('div', { class: 'land-case', 'aria-busy': 'true' }, h('div', { class: 'skeleton' }, h('i', {}), h('i', {})));
  const ask = () => gather(app, facts.code).then(
    ({ schedules, models }) => fill(box, schedules.length ? h('ul', { class: 'documents' }, schedules.map((one) => item(app, one, models))) : h('p', { class: 'faint' }, app.t('progress_none')),
      h('p', {}, h('a', { href: `/projects/${encodeURIComponent(facts.code)}/progress/`, data: { key: 'progress-page' } }, app.t('progress_page')))),
    (error) => fill(box, failure(app, error, ask)),
  ).finally(() => box.removeAttribute('aria-busy'));
  ask();
  return box;
}

/** @param {App} app @param {string} code */
async function gather({ api }, code) {
  const [{ schedules }, { models }] = await Promise.all([api.schedules(code), api.models({ project: code })]);
  const whole = await Promise.all(schedules.map((/** @type {any} */ one) => api.schedule(one.id)));
  return { schedules: whole, models: models.filter((/** @type {any} */ one) => one.revision) };
}

/** @param {App} app @param {any} schedule @param {any[]} models */
function item(app, schedule, models) {
  const { t } = app;
  const [latest] = schedule.revisions;
  const address = `/projects/${encodeURIComponent(schedule.project)}/schedules/${encodeURIComponent(schedule.id)}/`;
  const reach = h('div', { 'aria-live': 'polite' }, models.length ? null : h('span', { class: 'faint' }, t('progress_unlinked')));
  coverage(app, schedule, models).then((rows) => rows.length && fill(reach, rows), (error) => fill(reach, failure(app, error, () => {})));
  return h('li', {}, h('strong', {}, h('a', { href: address, data: { key: `schedule-${schedule.id}` } }, schedule.name)),
    latest && h('span', {}, t('progress_revision', { n: latest.number, tasks: latest.tasks, start: latest.start ?? '–', finish: latest.finish ?? '–' })), reach);
}

/** @param {App} app @param {any} schedule @param {any[]} models */
async function coverage({ api, t }, schedule, models) {
  const found = await Promise.all(models.map(async (model) => ({ model, ...(await api.scheduleLinks(schedule.id, model.revision)) })));
  return found.map(({ model, coverage: of }) => h('p', {}, t('progress_coverage', { model: model.name, linked: of.linked, elements: of.elements, tasks: of.tasks_linked, all: of.tasks }),
    of.claimed + of.unsure > 0 && h('b', {}, ` ${t('progress_waiting', { n: of.claimed + of.unsure })}`), ' ',
    of.linked > 0 && h('a', { href: `/twin/${encodeURIComponent(model.id)}/#side=progress&schedule=${encodeURIComponent(schedule.id)}`, data: { key: `play-${model.id}` } }, icon('clock'), t('progress_play'))));
}
