/** What the viewer shows is loaded here: model, scene, elements; then details, finds, colours and differences as asked. */

import { all } from '../dom.js';
import { createLoad } from '../loads.js';
import { colourFromServer, colourLocally, groupsTogether, LOCAL } from './colouring.js';
import { readDifference } from './difference.js';
import { readElements } from './elements.js';
import { awaitsMates, between, joined, matesShown, sharing } from './joining.js';
import { setsOfHash } from './link.js';
import { className } from './names.js';
import { tried } from './records.js';
import { elementsOf, hiddenAtFirst } from './state.js';

/** What became of an element's geometry, as the server says it. */
const SHAPES = ['ok', 'none', 'empty', 'failed'];

/** @typedef {import('./app.js').App} App */

/** @param {App} app @returns {() => void} */
export function createFeed(app) {
  const { store, doors } = app;
  const revision = () => store.get().revision ?? '';
  const loads = {
    model: createLoad(store, 'model', (signal) => doors.model(store.get().modelId, signal)),
    scene: createLoad(store, 'scene', (signal) => doors.scene(revision(), signal)),
    elements: createLoad(store, 'elements', async (signal) => begin(app, readElements(await together(app, signal)))),
    suggestions: createLoad(store, 'suggestions', (signal) => doors.suggestions(revision(), signal)),
    mates: createLoad(store, 'mates', (signal) => mates(app, signal)),
    detail: createLoad(store, 'detail', (signal) => detail(app, signal)),
    found: createLoad(store, 'found', (signal) => findAll(app, signal)),
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
    store.watch((state) => state.model.value, (model) => model && loads.mates.run()),
    store.watch((state) => state.revision, (id) => { if (id) { loads.scene.run(); loads.elements.run(); } }, { now: true }),
    store.watch((state) => ['find', 'colour'].includes(state.side) && [state.revision, state.language].join(), (wanted) => { if (wanted && revision()) loads.suggestions.run(); }, { now: true }),
    store.watch((state) => matesShown(state).map(({ id }) => id).join(), () => revision() && loads.elements.run()),
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

/** The other models of the structure that can be looked at. @param {App} app @param {AbortSignal} signal */
async function mates({ store, doors }, signal) {
  const { model, project, modelId } = store.get();
  if (!project) return [];
  const { models } = await doors.models({ project }, signal);
  return models.filter((/** @type {any} */ one) => one.revision && one.id !== modelId && one.feature?.id === model.value.feature?.id);
}

/** The elements of the model in view and of those beside it. @param {App} app @param {AbortSignal} signal */
async function together({ store, doors }, signal) {
  const { revision, model } = store.get();
  const own = /** @type {string} */ (revision);
  const others = matesShown(store.get());
  const all_ = await Promise.all([own, ...others.map(({ revision: id }) => id)].map(async (id) => ({ raw: await doors.elements(id, signal), scene: await doors.scene(id, signal) })));
  let offset = 0;
  return joined(all_.map(({ raw, scene }, i) => {
    const count = raw.global_id.length;
    const matrix = between(scene, all_[0].scene, i > 0 && sharing(mateOf(others[i - 1]), mateOf(model.value)));
    offset += count;
    return { raw, part: { scene, offset: offset - count, count, matrix } };
  }));
}

/** @param {any} model @returns {import('./joining.js').Mate | null} */
function mateOf(model) {
  return model && { model: model.id, name: model.name, discipline: model.discipline, federation: model.federation?.id ?? null };
}

/** @param {App} app @param {AbortSignal} signal @returns {Promise<number[]>} */
async function findAll({ store, doors }, signal) {
  const { query } = store.get();
  const parts = elementsOf(store.get())?.parts ?? [];
  const found = await Promise.all(parts.map(async ({ scene, offset }) => elsOf(await doors.find(scene.revision, query, signal)).map((el) => el + offset)));
  return found.flat();
}

/**
 * What the link says of elements, now that there are some; when models come and go beside this one, its own stay as they
 * are. What it says of models that stand beside is heard once they have come, unless something was chosen meanwhile.
 * @param {App} app @param {import('./elements.js').Elements} elements
 */
function begin({ store }, elements) {
  const state = store.get();
  const before = elementsOf(state);
  const goesOn = before && before.parts[0].scene.revision === elements.parts[0].scene.revision;
  const heard = goesOn ? awaited : location.hash;
  awaited = awaitsMates(state) ? heard : '';
  const sets = heard && !(goesOn && state.chosen.length) ? setsOfHash(heard, elements) : carriedOver(state, elements);
  queueMicrotask(() => store.set(sets));
  return elements;
}

/** A link that speaks of models which are not here yet. */
let awaited = '';

/** @param {Readonly<import('./state.js').State>} state @param {import('./elements.js').Elements} elements */
function carriedOver({ hidden, ghosted, chosen }, elements) {
  const { count: own } = elements.parts[0];
  const [gone, ghosts] = [hiddenAtFirst(elements), new Uint8Array(elements.count)];
  gone.set(hidden.subarray(0, own));
  ghosts.set(ghosted.subarray(0, own));
  return { hidden: gone, ghosted: ghosts, chosen: chosen.filter((el) => el < own) };
}

/** An element with the bill items it belongs to and the photos of its tasks; who may not read those is told of none. @param {App} app @param {AbortSignal} signal */
async function detail({ store, doors }, signal) {
  const { revision, chosen } = store.get();
  const elements = /** @type {import('./elements.js').Elements} */ (elementsOf(store.get()));
  const [id, globalId] = [elements.partOf(chosen[0])?.scene.revision ?? revision ?? '', elements.globalId(chosen[0])];
  const [found, items, photos] = await Promise.all([doors.element(id, globalId, signal), tried(() => doors.elementItems(id, globalId, signal)), tried(() => doors.elementPhotos(id, globalId, signal))]);
  return { ...found, items, photos };
}

/** The server's list of element numbers, whatever it is called. @param {any} answer @returns {number[]} */
export function elsOf(answer) {
  return Array.isArray(answer) ? answer : answer.els ?? answer.el ?? answer.ids ?? [];
}

/** @param {App} app @param {AbortSignal} signal */
async function colours({ store, doors, t }, signal) {
  const { colour, language } = store.get();
  const elements = elementsOf(store.get());
  if (!colour || !elements) return null;
  const by = LOCAL.find((one) => one === colour.by);
  if (by) {
    return colourLocally(elements, by, { title: t(`colour_${by}`), none: t('colour_without'), nameOfClass: (name) => className(name, language) });
  }
  const answers = await Promise.all(elements.parts.map(async ({ scene, offset }) => ({ offset, answer: await doors.colours(scene.revision, colour.by, signal) })));
  const together = groupsTogether(answers);
  if (together.by === 'status') for (const group of together.groups) group.label = SHAPES.includes(group.label) ? t(/** @type {any} */ (`shape_${group.label}`)) : group.label;
  return colourFromServer(together, t('colour_without'), elements.count);
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
