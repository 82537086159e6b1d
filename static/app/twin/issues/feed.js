/** Issues of the structure, the one that is open, and the pins of those in the list. */

import { all } from '../../dom.js';
import { createLoad } from '../../loads.js';
import { placeOf } from './looking.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../state.js').State} State */

/** @param {App} app @returns {() => void} */
export function feedIssues(app) {
  const { store, doors } = app;
  const list = createLoad(store, 'issues', (signal) => doors.issues(structureOf(store.get()), signal));
  const one = createLoad(store, 'issue', (signal) => doors.issue(store.get().pinned ?? '', signal));
  const open = () => (store.get().pinned ? one.run() : one.clear());
  app.verbs.issuesAgain = () => {
    list.run();
    open();
  };
  const opened = (/** @type {string | null} */ id) => {
    open();
    if (id) store.set({ side: 'issues', leftOpen: true, raising: false });
  };
  return all(
    store.watch(structureOf, (id) => id && list.run(), { now: true }),
    store.watch((state) => state.pinned, opened, { now: true }),
    store.watch((state) => state.elements.value, () => store.set({ before: null })),
    store.watch((state) => [state.issues.value, state.issuesAll, state.scene.value, state.language], () => store.set({ pins: pinsOf(app) })),
  );
}

/** @param {Readonly<State>} state @returns {string} empty until the model is known */
export function structureOf({ model }) {
  return model.value?.feature?.id ?? '';
}

/** @param {Readonly<State>} state @returns {any[]} */
export function listed({ issues, issuesAll }) {
  return (issues.value ?? []).filter((/** @type {any} */ one) => issuesAll || one.state !== 'closed');
}

/** Whether an issue's place is told in this model's axes. @param {any} issue @param {string} modelId */
export function isHere({ model }, modelId) {
  return !model || model === modelId;
}

/** @param {App} app @returns {State['pins']} */
function pinsOf({ store, t }) {
  const { scene, modelId } = store.get();
  if (!scene.value) return [];
  const { origin } = placeOf(scene.value);
  return listed(store.get()).filter((one) => one.at?.length === 3 && isHere(one, modelId)).map(({ id, at, number, title, state }) => ({
    id, kind: state, label: String(number), title: `${number} ${title} · ${t(/** @type {any} */ (`issue_${state}`))}`,
    at: /** @type {any} */ (at.map((/** @type {number} */ value, /** @type {number} */ i) => value - origin[i])),
  }));
}
