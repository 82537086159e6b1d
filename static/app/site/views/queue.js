/** What waits, what was refused and why, what arrived. */

import { fill, h } from '../../dom.js';
import { giveUp, retry, waitingBehind } from '../queue.js';
import { momentOf } from './frame.js';

/** @typedef {import('../main.js').App} App */
/** @typedef {import('../store.js').Item} Item */

/** @param {App} app @param {HTMLElement} body */
export async function showQueue(app, body) {
  const { t, me, verbs } = app;
  const draw = async () => {
    const items = (await app.store.items()).filter((one) => one.person === me?.person);
    const behind = waitingBehind(items);
    const open = items.some((one) => one.state !== 'done');
    fill(body, h('div', { class: 'site-bar' }, open ? h('button', { type: 'button', class: 'site-main', on: { click: verbs.send } }, t('send_now')) : h('p', {}, t('nothing_waits'))),
      h('ol', { class: 'site-queue' }, [...items].reverse().map((one) => row(app, one, behind.get(one.id)))));
  };
  await draw();
  const site = body.parentElement;
  const again = () => (body.isConnected ? draw() : site?.removeEventListener('queue', again));
  site?.addEventListener('queue', again);
}

/** @param {App} app @param {Item} item @param {Item} [before] */
function row(app, item, before) {
  const { t } = app;
  const { entry } = item;
  const said = [entry.supervision ? t(entry.supervision) : '', entry.state ? t(entry.state) : '', entry.percent ? `${entry.percent}%` : '', entry.quantity ?? '', entry.note ?? ''].filter(Boolean).join(' · ');
  return h('li', { class: `site-item ${item.state}`, data: { state: item.state, number: item.number } },
    h('b', {}, `${item.number}. ${item.label}`), h('span', {}, said),
    h('span', { class: 'site-quiet-line' }, momentOf(entry.captured_at, app), item.photos.length ? ` · ${t('photos')} ${item.photos.length}` : ''),
    h('span', { class: 'site-state', role: 'status' }, stateSaid(app, item, before)),
    item.state === 'refused' ? refusal(app, item) : null,
    item.state === 'done' ? h('a', { href: `/projects/${encodeURIComponent(entry.project)}/site/` }, t('record_of')) : null);
}

/** @param {App} app @param {Item} item @param {Item} [before] */
function stateSaid(app, item, before) {
  const { t } = app;
  if (before) return t('behind', { n: before.number });
  const facts = { n: item.photos.filter((one) => one.sent).length, all: item.photos.length, at: item.done_at ? momentOf(item.done_at, app) : '' };
  const known = item.photos.filter((one) => one.known).length;
  return [t(item.state, facts), known ? t('known_photos', { n: known }) : ''].filter(Boolean).join(' · ');
}

/** @param {App} app @param {Item} item */
function refusal(app, item) {
  const { t, store, verbs } = app;
  const { reason, entry } = item;
  const why = reason?.title || (reason?.type === 'photo_lost' ? t('photo_lost') : String(reason?.type));
  const photo = reason?.what === 'photo';
  const mend = entry.kind === 'issue' ? `#/issue/${encodeURIComponent(entry.project)}` : `#/task/${encodeURIComponent(entry.project)}/${encodeURIComponent(entry.task)}`;
  const sure = async (/** @type {() => Promise<void>} */ deed, /** @type {string} */ question) => {
    if (question && !confirm(question)) return;
    await deed();
    await verbs.send();
  };
  return h('div', { class: 'site-refusal' }, h('p', {}, photo ? t('photo_reason', { why }) : why),
    photo ? null : h('a', { class: 'site-do', href: `${mend}/${item.id}` }, t('mend')),
    h('button', { type: 'button', on: { click: () => sure(() => retry(store, item), '') } }, t('retry')),
    h('button', { type: 'button', on: { click: () => sure(() => giveUp(store, item), t(photo ? 'give_up_photo_sure' : 'give_up_sure')) } }, t(photo ? 'give_up_photo' : 'give_up')));
}
