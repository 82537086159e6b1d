/** Today's tasks, the nearest first. */

import { fill, h, icon } from '../../dom.js';
import { foldTasks, sortTasks } from '../near.js';
import { momentOf, nameOf } from './frame.js';

/** @typedef {import('../main.js').App} App */

const SHOWN = 60;

/** @param {App} app @param {HTMLElement} body */
export async function showTasks(app, body) {
  const { t, list, me } = app;
  if (!me) return;
  const rows = h('ul', { class: 'site-tasks' });
  const rest = h('ul', { class: 'site-tasks' });
  const title = h('summary', {});
  const fold = h('details', { class: 'site-fold', data: { key: 'far' } }, title, rest);
  const place = h('p', { class: 'site-place' });
  const find = h('input', { type: 'search', placeholder: t('search'), 'aria-label': t('search'), 'data-key': 'find' });
  const row = rowOf(app);
  const draw = () => {
    place.textContent = placeSaid(app);
    const { near, far } = found(app, find.value);
    fill(rows, ...(near.length ? near.slice(0, SHOWN).map(row) : [h('li', { class: 'site-quiet-line' }, t(far.length ? 'none_near' : 'no_tasks'))]));
    title.textContent = t('far_n', { n: far.length });
    fill(rest, ...far.slice(0, SHOWN).map(row));
    fold.hidden = !far.length;
    if (find.value.trim() || (!near.length && !fold.dataset.shown)) fold.open = true;
    if (!near.length && far.length) fold.dataset.shown = 'yes';
  };
  find.addEventListener('input', draw);
  fill(body, h('div', { class: 'site-bar' }, place,
    h('button', { type: 'button', class: 'site-quiet', on: { click: app.verbs.sync } }, icon('refresh'), app.busy || t('sync'))),
  list ? h('p', { class: 'site-quiet-line' }, t('synced', { at: momentOf(list.at, app) }), app.confirmed ? '' : ` · ${t('not_confirmed')}`) : h('p', {}, app.busy || t('never_synced')),
  returned(app), list ? find : null, list ? rows : null, fold, list?.left_off ? h('p', { class: 'site-quiet-line' }, t('left_off', { n: list.left_off })) : null,
  ...raising(app));
  draw();
  const site = body.parentElement;
  const again = () => (body.isConnected ? draw() : site?.removeEventListener('place', again));
  site?.addEventListener('place', again);
}

/** @param {App} app */
function placeSaid({ t, fix, placeTrouble }) {
  if (fix) return t('place_known', { m: Math.round(fix.accuracy_m ?? 0) });
  return t({ denied: 'place_denied', unknown: 'place_unknown' }[placeTrouble] ?? 'place_failed');
}

/** @param {App} app @returns {(task: any) => HTMLElement} */
function rowOf(app) {
  const projects = new Map((app.list?.projects ?? []).map((/** @type {any} */ one) => [one.code, one]));
  const places = new Map((app.list?.places ?? []).map((/** @type {any} */ one) => [one.id, one]));
  return (task) => taskRow(app, task, projects.get(task.project), places.get(task.place));
}

/** The tasks that a search leaves, at hand and beyond. @param {App} app @param {string} text */
function found({ list, fix }, text) {
  if (!list) return { near: [], far: [] };
  const words = text.trim().toLowerCase();
  const projects = new Map(list.projects.map((/** @type {any} */ one) => [one.code, one]));
  const places = new Map(list.places.map((/** @type {any} */ one) => [one.id, one]));
  const sorted = sortTasks(/** @type {any[]} */ (list.tasks), list.places, fix ? [fix.lon, fix.lat] : null);
  const rows = sorted.filter((task) => {
    const said = [task.name, task.code, places.get(task.place)?.name, projects.get(task.project)?.name, task.project];
    return !words || said.some((one) => String(one ?? '').toLowerCase().includes(words));
  });
  return foldTasks(rows, new Date().toLocaleDateString('sv'));
}

/** @param {App} app @param {any} task @param {any} project @param {any} place */
function taskRow(app, task, project, place) {
  const { t } = app;
  const late = task.last < app.list.on;
  const waits = app.items.filter((one) => one.entry.project === task.project && one.entry.task === task.key && one.state !== 'done' && one.person === app.me?.person).length;
  return h('li', {}, h('a', { href: `#/task/${encodeURIComponent(task.project)}/${encodeURIComponent(task.key)}`, data: { task: task.key } },
    h('span', { class: 'site-task-name' }, task.name || task.key, waits ? h('span', { class: 'site-count' }, waits) : null),
    h('span', { class: 'site-task-where' }, place && place.kind !== 'site' ? `${nameOf(place, app)} · ` : '', nameOf(project, app)),
    h('span', { class: 'site-task-facts' },
      task.distance === null ? null : h('span', { class: 'site-away' }, awayOf(app, task.distance)),
      h('span', { class: late ? 'site-late' : '' }, late ? `${t('late')} · ` : '', t('until', { day: task.last })),
      h('span', {}, task.state ? `${t(task.state)} · ` : '', t('said', { n: Number(task.said) })))));
}

/** @param {App} app @param {number} metres */
function awayOf({ t }, metres) {
  if (metres === 0) return t('here');
  return metres < 1000 ? t('away_m', { n: Math.round(metres / 10) * 10 }) : t('away_km', { n: (metres / 1000).toFixed(1) });
}

/** Reports that came back, with why: they are mended on their own pages. @param {App} app */
function returned({ list, t }) {
  if (!list?.returned?.length) return null;
  return h('ul', { class: 'site-returned', data: { key: 'returned' } }, list.returned.map((/** @type {any} */ one) => h('li', {},
    h('a', { href: one.page }, t('report_returned', { first: one.first, last: one.last })), h('span', { class: 'site-task-where' }, one.reason))));
}

/** @param {App} app */
function raising(app) {
  const open = (app.list?.projects ?? []).filter((/** @type {any} */ one) => one.may_raise);
  if (!open.length) return [];
  return [h('h2', {}, app.t('raise_issue')), h('ul', { class: 'site-raise' }, open.map((/** @type {any} */ one) => (
    h('li', {}, h('a', { href: `#/issue/${encodeURIComponent(one.code)}` }, icon('plus'), nameOf(one, app))))))];
}
