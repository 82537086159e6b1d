/** The play as pictures, a day in the name of each, or as a film where the browser makes one. */

import { zipOf } from '../../zip.js';
import { textOf } from './course.js';
import { filmOf } from './film.js';
import { captionOf, daysOfPlay, momentsOf } from './pair.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {'png' | 'film'} Kind */

/** A picture is drawn at least so large, and kept at most so wide, in pixels. */
const LEAST_PX = [1280, 720];
const WIDEST_PX = 1920;
const FRAME_MS = 250;
const TILES_MS = 20_000;
/** The last picture stays so many times as long. */
const LAST_STAYS = 4;

/** Take the whole play along; the day seen before is seen again. @param {App} app @param {Kind} kind */
export async function takePlay(app, kind) {
  const { store, t, verbs } = app;
  const { days, day, taking } = store.get();
  if (taking || !days.value || !app.view) return;
  const { first, last } = days.value;
  const plan = daysOfPlay(first, last, store.get().pace);
  store.set({ taking: { done: 0, of: plan.length }, playing: false });
  const dull = app.view.sharpen(LEAST_PX[0], LEAST_PX[1]);
  try {
    await allCame(app);
    const made = kind === 'png' ? await pictures(app, plan) : await film(app, plan);
    if (made) keep(made, `${store.get().project || 'twin'}-${textOf(first)}-${textOf(last)}.${kind === 'png' ? 'zip' : 'webm'}`);
  } catch (error) {
    verbs.say(error instanceof Error && error.message ? error.message : t('no_answer'), 'error');
  } finally {
    dull();
    store.set({ taking: null, day });
  }
}

/** Tiles of the view are waited for, but not for ever: then the pictures show what has come. @param {App} app */
async function allCame({ store }) {
  const until = performance.now() + TILES_MS;
  while (store.get().percent !== null && /** @type {number} */ (store.get().percent) < 100 && performance.now() < until) await pause(100);
}

/** @param {App} app @param {number[]} plan @returns {Promise<Blob | null>} */
async function pictures(app, plan) {
  const files = [];
  for (const day of plan) {
    const canvas = frame(app, day);
    if (!canvas) return null;
    const blob = await new Promise((/** @type {(blob: Blob | null) => void} */ give) => canvas.toBlob(give, 'image/png'));
    if (!blob) throw new Error(app.t('days_take_failed'));
    files.push({ name: `${app.store.get().project || 'twin'}-${textOf(day)}.png`, bytes: new Uint8Array(await blob.arrayBuffer()) });
  }
  return zipOf(files);
}

/** @param {App} app @param {number[]} plan @returns {Promise<Blob | null>} */
async function film(app, plan) {
  const canvas = document.createElement('canvas');
  const days = [...plan, ...Array.from({ length: LAST_STAYS - 1 }, () => plan[plan.length - 1])];
  /** @type {import('./film.js').Film | null} */
  let made = null;
  try {
    for (const day of days) {
      if (!frame(app, day, canvas)) return null;
      made ??= await filmOf({ width: canvas.width, height: canvas.height, ms: FRAME_MS });
      await made.add(canvas);
      await pause(0);
    }
    return made && await made.end();
  } finally {
    made?.drop();
  }
}

/** A day's picture with its date; null when it was called off. @param {App} app @param {number} day @param {HTMLCanvasElement} [canvas] */
function frame(app, day, canvas = document.createElement('canvas')) {
  const { store, t, view } = app;
  const { taking } = store.get();
  if (!taking || !view) return null;
  store.set({ day, taking: { ...taking, done: Math.min(taking.done + 1, taking.of) } });
  const source = view.frame();
  const [width, height] = [Math.min(source.width, WIDEST_PX), Math.round((source.height * Math.min(source.width, WIDEST_PX)) / source.width)];
  const size = [width, height].map((value) => value - (value % 2));
  if (canvas.width !== size[0] || canvas.height !== size[1]) Object.assign(canvas, { width: size[0], height: size[1] });
  const pen = canvas.getContext('2d');
  pen?.drawImage(source, 0, 0, canvas.width, canvas.height);
  const moments = momentsOf(store.get()) ?? [{ day, clock: store.get().clock }];
  if (pen) moments.forEach((moment, part) => caption(pen, captionOf(t, moment), (part * canvas.width) / moments.length, canvas.height));
  return canvas;
}

/** @param {CanvasRenderingContext2D} pen @param {string} text @param {number} left @param {number} height */
function caption(pen, text, left, height) {
  pen.font = '600 20px system-ui, "Noto Sans SC", sans-serif';
  pen.fillStyle = 'rgba(16, 32, 48, 0.78)';
  pen.fillRect(left + 12, height - 46, pen.measureText(text).width + 20, 34);
  pen.fillStyle = '#fff';
  pen.fillText(text, left + 22, height - 22);
}

/** @param {Blob} blob @param {string} name */
function keep(blob, name) {
  const link = document.createElement('a');
  Object.assign(link, { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @param {number} ms */
const pause = (ms) => new Promise((go) => { setTimeout(go, ms); });
