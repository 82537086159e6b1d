/** What the viewer shows is loaded here: model, scene, elements; then details, finds, colours and differences as asked. */

import { all } from '../dom.js';
import { createLoad } from '../loads.js';
import { colourFromServer, colourLocally, LOCAL } from './colouring.js';
import { readDifference } from './difference.js';
import { readElements } from './elements.js';
import { setsOfHash } from './link.js';
import { className } from './names.js';
import { elementsOf } from './state.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app @returns {() => void} */
export function createFeed(app) {
  const { store, doors } = app;
  const revision = () => store.get().revision ?? '';
  const loads = {
    model: createLoad(store, 'model', (signal) => doors.model(store.get().modelId, signal)),
    scene: createLoad(store, 'scene', (signal) => doors.scene(revision(), signal)),
    elements: createLoad(store, 'elements', async (signal) => begin(app, readElements(await doors.elements(revision(), signal)))),
    detail: createLoad(store, 'detail', (signal) => detail(app, signal)),
    found: createLoad(store, 'found', async (signal) => elsOf(await doors.find(revision(), store.get().query, signal))),
    colours: createLoad(store, 'colours', (signal) => colours(app, signal)),
    difference: createLoad(store, 'difference', (signal) => difference(app, signal)),
  };
  const when = (/** @type {{ run: () => void, clear: () => void }} */ load) => (/** @type {any[]} */ [wanted, ready = true]) => {
    if (wanted && ready) load.run();
    else if (!wanted) load.clear();
  };
  app.verbs.retry = () => [loads.model, loads.scene, loads.elements].forEach((load) => load.run());
  return all(
    store.watch((state) => state.modelId, loads.model.run, { now: true }),
    store.watch((state) => state.model.value, (model) => model && !revision() && store.set({ revision: newest(model) })),
    store.watch((state) => state.revision, (id) => { if (id) { loads.scene.run(); loads.elements.run(); } }, { now: true }),
    store.watch((state) => [state.chosen[0] ?? -1, state.elements.value], ([el, known]) => (known && el >= 0 ? loads.detail.run() : loads.detail.clear())),
    store.watch((state) => [state.query, state.elements.value], when(loads.found)),
    store.watch((state) => [state.colour, state.elements.value, state.language], when(loads.colours)),
    store.watch((state) => [state.against, state.elements.value, state.revision], when(loads.difference)),
  );
}

/** The revision to look at first. @param {any} model @returns {string | null} */
export function newest(model) {
  const published = (model.revisions ?? []).filter((/** @type {any} */ one) => one.state === 'published');
  return model.revision ?? published[0]?.id ?? null;
}

/** What the link says of elements, now that there are some. @param {App} app @param {import('./elements.js').Elements} elements */
function begin({ store }, elements) {
  const sets = setsOfHash(location.hash, elements);
  queueMicrotask(() => store.set(sets));
  return elements;
}

/** @param {App} app @param {AbortSignal} signal */
function detail({ store, doors }, signal) {
  const { revision, chosen } = store.get();
  const elements = /** @type {import('./elements.js').Elements} */ (elementsOf(store.get()));
  return doors.element(revision ?? '', elements.globalId(chosen[0]), signal);
}

/** The server's list of element numbers, whatever it is called. @param {any} answer @returns {number[]} */
export function elsOf(answer) {
  return Array.isArray(answer) ? answer : answer.els ?? answer.el ?? answer.ids ?? [];
}

/** @param {App} app @param {AbortSignal} signal */
async function colours({ store, doors, t }, signal) {
  const { colour, language, revision } = store.get();
  const elements = elementsOf(store.get());
  if (!colour || !elements) return null;
  const by = LOCAL.find((one) => one === colour.by);
  if (by) {
    return colourLocally(elements, by, { title: t(`colour_${by}`), none: t('colour_without'), nameOfClass: (name) => className(name, language) });
  }
  return colourFromServer(await doors.colours(revision ?? '', colour.by, signal), t('colour_without'), elements.count);
}

/** @param {App} app @param {AbortSignal} signal */
async function difference({ store, doors }, signal) {
  const { against, revision } = store.get();
  const now = elementsOf(store.get());
  if (!against || !now || !revision) return null;
  const [answer, scene, raw] = await Promise.all([
    doors.difference(against, revision, signal), doors.scene(against, signal), doors.elements(against, signal)]);
  return readDifference(answer, now, readElements(raw), scene);
}
