/** The progress of the picked project: how it stands today, what disagrees, its schedules, and the way to each. */

import { fill, h, icon } from '../dom.js';
import { exactMoney, percent } from '../format.js';
import { failure } from './failure.js';
import { lastPhotos } from './photo-list.js';

/** @typedef {import('../app.js').App} App */

const UNDEFINED = '–';
const MOST_LINES = 3;
const FORESEEN_YEARS = 50;

/** @param {App} app @param {any} facts  of the project */
export function progress(app, facts) {
  const box = h('div', { class: 'land-case', 'aria-busy': 'true' }, h('div', { class: 'skeleton' }, h('i', {}), h('i', {})));
  const ask = () => gather(app, facts.code).then(
    ({ schedules, models, stands }) => fill(box, figures(app, stands), disagreements(app, facts.code, stands),
      schedules.length ? h('ul', { class: 'documents' }, schedules.map((one) => item(app, one, models))) : h('p', { class: 'faint' }, app.t('progress_none')),
      h('p', {}, way(app, facts, 'progress')), h('p', {}, way(app, facts, 'schedules'))),
    (error) => fill(box, failure(app, error, ask)),
  ).finally(() => box.removeAttribute('aria-busy'));
  ask();
  return h('div', {}, box, lastPhotos(app, facts.code));
}

/** The way to one of the project's pages. @param {App} app @param {any} facts @param {'progress' | 'schedules'} page */
function way({ t }, { code }, page) {
  return h('a', { href: `/projects/${encodeURIComponent(code)}/${page}/`, data: { key: `${page}-page` } }, t(`${page}_page`));
}

/** @param {App} app @param {string} code */
async function gather({ api }, code) {
  const [{ schedules }, { models }, stands] = await Promise.all([api.schedules(code), api.models({ project: code }), api.progress(code)]);
  const whole = await Promise.all(schedules.map((/** @type {any} */ one) => api.schedule(one.id)));
  return { schedules: whole, models: models.filter((/** @type {any} */ one) => one.revision), stands };
}

/** How the project stands today; what has no meaning is a dash, never nought. @param {App} app @param {any} stands */
function figures({ t }, stands) {
  const part = (/** @type {string | null} */ text) => (text === null ? UNDEFINED : percent(Number(text)));
  const rows = [
    [t('progress_physical'), `${part(stands.percent)} / ${part(stands.planned_percent)}`], ['SPI', index(stands.spi)], ['SPI(t)', index(stands.spi_t)],
    ...(stands.money ? [['CPI', index(stands.cpi)]] : []), [t('progress_finish'), foretold(stands.forecast_finish, t)],
  ];
  return h('dl', { class: 'facts', data: { key: 'progress-figures' } }, rows.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

/** A day that is foretold; beyond half a century the pace tells nothing. @param {string | null} day @param {App['t']} t */
export function foretold(day, t) {
  const most = new Date().getFullYear() + FORESEEN_YEARS;
  return day && Number(day.slice(0, 4)) > most ? t('progress_later', { year: most }) : day ?? UNDEFINED;
}

/** An index with two decimals. @param {string | null | undefined} text */
export function index(text) {
  return text === null || text === undefined ? UNDEFINED : Number(text).toFixed(2);
}

/** The lines on which most money hangs. @param {App} app @param {string} code @param {any} stands */
function disagreements({ t, store }, code, stands) {
  if (!stands.money) return null;
  const address = `/projects/${encodeURIComponent(code)}/disagreements/`;
  const lines = top(stands.disagreements);
  if (!lines.length) return h('p', { class: 'faint' }, t(stands.compared ? 'progress_agrees' : 'progress_uncompared'));
  const { language } = store.get();
  return [h('h4', {}, t('progress_disagrees')), h('ul', { class: 'documents' }, lines.map((line) => h('li', { class: 'expired' },
    h('strong', {}, h('a', { href: `${address}#line-${line.feature}-${line.task}`, data: { key: `dispute-${line.feature}-${line.task}` } }, line.name)),
    h('span', {}, line.messages.join(' · ')), h('span', {}, t('progress_at_stake', { yuan: exactMoney(line.at_stake_yuan, language) }))))),
  h('p', {}, h('a', { href: address, data: { key: 'disagreements' } }, t('progress_all_lines', { n: stands.disagreements.length })))];
}

/** @param {any[]} lines @returns {any[]} */
export function top(lines) {
  return [...lines].sort((a, b) => Number(b.at_stake_yuan) - Number(a.at_stake_yuan)).slice(0, MOST_LINES);
}

/** @param {App} app @param {any} schedule @param {any[]} models */
function item(app, schedule, models) {
  const { t } = app;
  const latest = schedule.revisions.find((/** @type {any} */ one) => !one.withdrawn);
  const address = `/projects/${encodeURIComponent(schedule.project)}/schedules/${encodeURIComponent(schedule.id)}/`;
  const reach = h('div', { 'aria-live': 'polite' }, models.length ? null : h('span', { class: 'faint' }, t('progress_unlinked')));
  coverage(app, schedule, models).then((rows) => rows.length && fill(reach, rows), (error) => fill(reach, failure(app, error, () => {})));
  return h('li', {}, h('strong', {}, h('a', { href: address, data: { key: `schedule-${schedule.id}` } }, schedule.name)),
    latest && h('span', {}, t('progress_revision', { n: latest.number, tasks: latest.tasks, start: latest.start ?? '–', finish: latest.finish ?? '–' })), reach);
}

/**
 * How far a schedule reaches into each model.
 * @param {{ scheduleLinks: (schedule: string, revision: string) => Promise<any> }} api @param {any} schedule @param {any[]} models
 * @returns {Promise<{ model: any, coverage: any }[]>}
 */
export async function reached(api, schedule, models) {
  return Promise.all(models.map(async (model) => ({ model, coverage: (await api.scheduleLinks(schedule.id, model.revision)).coverage })));
}

/** @param {App} app @param {any} schedule @param {any[]} models */
async function coverage({ api, t }, schedule, models) {
  return (await reached(api, schedule, models)).map(({ model, coverage: of }) => h('p', {}, t('progress_coverage', { model: model.name, linked: of.linked, elements: of.elements, tasks: of.tasks_linked, all: of.tasks }),
    of.claimed + of.unsure > 0 && h('b', {}, ` ${t('progress_waiting', { n: of.claimed + of.unsure })}`), ' ',
    of.linked > 0 && h('a', { href: `/twin/${encodeURIComponent(model.id)}/#side=progress&schedule=${encodeURIComponent(schedule.id)}`, data: { key: `play-${model.id}` } }, icon('clock'), t('progress_play'))));
}
