/** The site on a phone: raises the page, keeps it in step with network, sign-in, place and queue. */

import { byId, fill, h } from '../dom.js';
import { translator } from '../i18n.js';
import { siteEn } from './i18n/en.js';
import { siteZh } from './i18n/zh.js';
import { languageOf } from './language.js';
import { sendAll } from './queue.js';
import { server } from './server.js';
import { openStore } from './store.js';
import { followPlace } from './taking.js';
import { showForm } from './views/form.js';
import { showFrame } from './views/frame.js';
import { showQueue } from './views/queue.js';
import { showTasks } from './views/tasks.js';
import { whoFollows } from './who.js';

const [SYNC, LOCK] = ['gongtu-site-send', 'gongtu-site-sending'];
const LITTLE_MB = 100;
const AGAIN_MS = 30_000;

/**
 * @typedef {'zh' | 'en'} Language
 * @typedef {object} App
 * @property {import('./store.js').Store} store
 * @property {import('./store.js').Me | null} me
 * @property {import('./store.js').Last | null} last  who it was, once nobody is signed in
 * @property {any} list  what was taken along
 * @property {import('./store.js').Item[]} items
 * @property {import('./store.js').Fix | null} fix
 * @property {string} placeTrouble
 * @property {boolean} confirmed  the server said who this is since the page was opened
 * @property {boolean} expired
 * @property {string} busy
 * @property {string[]} notices
 * @property {string} said
 * @property {(key: string, facts?: Record<string, string | number>) => string} t
 * @property {() => Language} language
 * @property {ReturnType<typeof followPlace>} place
 * @property {Record<'render' | 'send' | 'sync' | 'signOut' | 'turn', () => Promise<void>>} verbs
 */

const language = () => (/** @type {Language} */ (document.documentElement.lang.startsWith('en') ? 'en' : 'zh'));
const t = translator({ zh: siteZh, en: siteEn }, language);

raise().catch((error) => fill(byId('site'), h('p', { class: 'site-alert', role: 'alert' }, error.message)));

async function raise() {
  speak(languageOf({ kept: localStorageSaid(), cookie: document.cookie, browser: navigator.language }));
  if (!globalThis.isSecureContext) throw new Error(t('no_secure'));
  const store = await openStore().catch(() => { throw new Error(t('no_store')); });
  const me = await store.me();
  /** @type {App} */
  const app = {
    store, me, last: await store.last(), list: me ? await store.list(me.person) : null, items: await store.items(), fix: null, placeTrouble: 'unknown',
    confirmed: false, expired: false, busy: '', notices: [], said: '', t, language, place: /** @type {any} */ (null),
    verbs: /** @type {any} */ ({}),
  };
  app.verbs = { render: () => render(app), send: () => send(app), sync: () => sync(app), signOut: () => signOut(app), turn: () => turn(app) };
  app.place = followPlace(({ fix, trouble }) => {
    app.fix = fix ?? app.fix;
    app.placeTrouble = trouble;
    byId('site').dispatchEvent(new CustomEvent('place'));
  });
  listen(app);
  await render(app);
  await Promise.all([register(app), room(app)]);
  await sync(app);
  await send(app);
}

/** @param {App} app */
function listen(app) {
  addEventListener('hashchange', () => app.verbs.render());
  addEventListener('online', () => app.verbs.sync().then(app.verbs.send));
  addEventListener('offline', () => app.verbs.render());
  document.addEventListener('visibilitychange', () => { if (!document.hidden) app.verbs.send(); });
  setInterval(() => { if (navigator.onLine && app.items.some((one) => one.state === 'waiting' || one.state === 'entered')) app.verbs.send(); }, AGAIN_MS);
}

/** @param {App} app */
async function render(app) {
  app.items = await app.store.items();
  document.title = t('site_title');
  const [view, ...rest] = location.hash.slice(2).split('/').map(decodeURIComponent);
  const body = { queue: showQueue, task: showForm, issue: showForm }[view] ?? showTasks;
  fill(byId('site'), ...showFrame(app, view));
  await body(app, byId('site-body'), view, rest);
}

/** Send what waits; one sender at a time, whichever window or worker it is. @param {App} app */
async function send(app) {
  await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    const open = app.items.some((one) => one.person === app.me?.person && one.state !== 'done');
    const { sent, stopped } = await sendAll(app.store, server, () => byId('site').dispatchEvent(new CustomEvent('queue')));
    const waits = { offline: t('no_network'), signed_out: t('signed_out_stop') };
    if (sent) app.said = t('sent_n', { n: sent });
    else if (stopped && open) app.said = waits[stopped];
    if (stopped === 'offline' && open) await later();
  });
  await afterwards(app);
}

/** Let forms stand as they are; show lists and queue anew. @param {App} app */
async function afterwards(app) {
  if (/^#\/(task|issue)\//.test(location.hash)) {
    app.items = await app.store.items();
    byId('site').dispatchEvent(new CustomEvent('queue'));
  } else await render(app);
}

/** Ask the browser to send when there is a network again, where it can. */
async function later() {
  const registration = await navigator.serviceWorker?.getRegistration();
  await /** @type {any} */ (registration)?.sync?.register(SYNC).catch(() => {});
}

/** Learn who this is and take the list along. @param {App} app */
async function sync(app) {
  const session = await server.session().catch(() => null);
  if (!session) return afterwards(app);
  const { me, wipe, expired } = whoFollows(app.me, session, Date.now());
  if (wipe) await app.store.wipeLists(me?.person ?? null);
  if (wipe && me === null) app.list = null;
  await app.store.keepMe(me);
  Object.assign(app, { me, last: await app.store.last(), expired, confirmed: Boolean(session.person), list: me ? await app.store.list(me.person) : null });
  if (session.person) await takeAlong(app);
  await afterwards(app);
}

/** @param {App} app */
async function takeAlong(app) {
  app.busy = t('syncing');
  try {
    const list = await server.tasks(app.fix);
    const kept = { ...list, person: /** @type {import('./store.js').Me} */ (app.me).person };
    await app.store.keepList(kept);
    app.list = kept;
  } catch (error) {
    app.said = /** @type {Error} */ (error).message;
  }
  app.busy = '';
}

/** @param {App} app */
async function signOut(app) {
  const open = app.items.filter((one) => one.person === app.me?.person && one.state !== 'done').length;
  if (open && !confirm(t('sign_out_waits', { n: open }))) return;
  try {
    await server.signOut();
  } catch {
    app.said = t('sign_out_failed');
    return render(app);
  }
  await app.store.wipeLists(null);
  await app.store.keepMe(null);
  Object.assign(app, { me: null, last: await app.store.last(), list: null, confirmed: false, expired: false });
  location.hash = '#/';
  await render(app);
}

/** @param {App} app */
async function turn(app) {
  speak(language() === 'zh' ? 'en' : 'zh-hans');
  try {
    localStorage.setItem('gongtu-site-language', document.documentElement.lang);
  } catch { /* Only this time, then. */ }
  await render(app);
}

/** @param {string} code */
function speak(code) {
  document.documentElement.lang = code;
  document.title = t('site_title');
}

function localStorageSaid() {
  try {
    return localStorage.getItem('gongtu-site-language');
  } catch {
    return null;
  }
}

/** @param {App} app */
async function register(app) {
  try {
    await navigator.serviceWorker.register('/site/worker.js', { type: 'module', scope: '/site/', updateViaCache: 'none' });
  } catch {
    if (navigator.onLine) app.notices.push(t('no_worker'));
  }
}

/** Ask that nothing be cleared, and tell when room is short. @param {App} app */
async function room(app) {
  const lasting = await navigator.storage?.persist?.().catch(() => false);
  const { quota = 0, usage = 0 } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
  const left = (quota - usage) / 2 ** 20;
  if (quota && left < LITTLE_MB) app.notices.push(t('little_room', { mb: LITTLE_MB }));
  else if (!lasting && app.items.some((one) => one.state !== 'done')) app.notices.push(t('keep_open'));
}
