/**
 * The worker of the site: keeps the shell, that is the files named by the server, and nothing anybody was answered.
 * Where the browser has background sync it sends what waits, too.
 */

import { sendAll } from './queue.js';
import { server } from './server.js';
import { openStore } from './store.js';

const PREFIX = 'gongtu-site-';
export const SYNC = 'gongtu-site-send';
export const LOCK = 'gongtu-site-sending';

/** @param {{ version: string, files: string[], shell: string }} kept  `shell`: the address of the page */
export function serve({ version, files, shell }) {
  const worker = /** @type {any} */ (globalThis);
  const name = PREFIX + version;
  worker.addEventListener('install', (/** @type {any} */ event) => event.waitUntil(lay(name, [shell, ...files]).then(() => worker.skipWaiting())));
  worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(tidy(name).then(() => worker.clients.claim())));
  worker.addEventListener('fetch', (/** @type {any} */ event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (request.method !== 'GET' || origin !== worker.location.origin) return;
    const wanted = request.mode === 'navigate' && pathname === shell ? shell : pathname;
    if (wanted === shell || files.includes(wanted)) event.respondWith(fromShell(name, wanted, request));
  });
  worker.addEventListener('sync', (/** @type {any} */ event) => {
    if (event.tag === SYNC) event.waitUntil(sendWaiting());
  });
}

/** Lay the shell in as the server has it now, past every other cache. @param {string} name @param {string[]} paths */
async function lay(name, paths) {
  const cache = await caches.open(name);
  await cache.addAll(paths.map((path) => new Request(path, { cache: 'reload', credentials: 'omit' })));
}

/** @param {string} name */
async function tidy(name) {
  const old = (await caches.keys()).filter((key) => key.startsWith(PREFIX) && key !== name);
  await Promise.all(old.map((key) => caches.delete(key)));
}

/** @param {string} name @param {string} path @param {Request} request */
async function fromShell(name, path, request) {
  const kept = await (await caches.open(name)).match(path);
  return kept ?? fetch(request);
}

/** Send what waits, unless a page is about it. When the network fails again the browser asks once more. */
async function sendWaiting() {
  await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    const store = await openStore();
    try {
      const { stopped } = await sendAll(store, server);
      if (stopped === 'offline') throw new Error(stopped);
    } finally {
      store.close();
    }
  });
}
