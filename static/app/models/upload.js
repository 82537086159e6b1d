/** The form that sends a model: how much is sent, then how far the reading is, then what came of it. */

import { createApi } from '../api.js';
import { sendInParts } from '../twin/sending/parts.js';

const MIB = 1024 * 1024;
const EVERY_MS = 1500;
const form = /** @type {HTMLFormElement | null} */ (document.getElementById('model-form'));
const api = createApi({
  csrf: () => document.querySelector('meta[name="csrf-token"]')?.getAttribute('content') ?? '', isPublic: () => false,
});

/** @param {number} ms */
const pause = (ms) => new Promise((wake) => { setTimeout(wake, ms); });

/** @param {string} text @param {number | null} percent */
function show(text, percent) {
  const line = form?.querySelector('.model-progress');
  const bar = /** @type {HTMLProgressElement | null | undefined} */ (form?.querySelector('.model-percent'));
  if (line) line.textContent = text;
  if (!bar) return;
  bar.hidden = percent === null;
  bar.value = percent ?? 0;
}

/** @param {HTMLFormElement} place */
async function send(place) {
  const file = /** @type {File | null} */ (new FormData(place).get('file'));
  if (!file || !file.size) return;
  const { project = '', limitMb, tooLarge = '', sending = '', broken = '' } = place.dataset;
  if (file.size > Number(limitMb) * MIB) {
    show(tooLarge, null);
    return;
  }
  const words = { project };
  for (const name of ['structure', 'name', 'discipline']) Object.assign(words, { [name]: String(new FormData(place).get(name) ?? '') });
  const upload = await sendInParts(api.send, file, words, {
    memory: localStorage, signal: new AbortController().signal,
    tell: (part) => show(`${sending} ${Math.floor(part * 100)} %`, part * 100),
    pause: (tries) => {
      show(broken, null);
      return pause(500 * 2 ** tries);
    },
  });
  await follow(upload, place);
}

/** Ask until the model is published or rejected. @param {string} upload @param {HTMLFormElement} place */
async function follow(upload, place) {
  for (;;) {
    const { revision, error } = await api.get(upload);
    if (error) return void show(error.title, null);
    if (revision?.state === 'rejected') return void show(revision.sentence, null);
    if (revision?.state === 'published') {
      show(place.dataset.done ?? '', 100);
      location.reload();
      return undefined;
    }
    const percent = revision?.percent ?? 0;
    show(`${place.dataset.reading} ${percent} %`, percent);
    await pause(EVERY_MS);
  }
}

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  const button = form.querySelector('button');
  button?.setAttribute('disabled', '');
  send(form).catch((error) => show(error.message, null)).finally(() => button?.removeAttribute('disabled'));
});

/** A line of the list that a worker has. @param {HTMLElement} cell */
async function watch(cell) {
  const bar = cell.querySelector('progress');
  for (;;) {
    await pause(EVERY_MS * 2);
    const { state, percent } = await api.get(`/api/v1/revisions/${cell.dataset.revision}/`);
    if (bar) bar.value = percent;
    if (state === 'published' || state === 'rejected') return location.reload();
  }
}

for (const cell of document.querySelectorAll('[data-revision]')) watch(/** @type {HTMLElement} */ (cell)).catch(() => undefined);
