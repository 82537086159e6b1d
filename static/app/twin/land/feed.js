/** The paper a model was held against: what the papers of the project are called, and its number. */

import { landOf } from '../../beyond.js';
import { all } from '../../dom.js';
import { createLoad } from '../../loads.js';

/** @typedef {import('../app.js').App} App */

/** @param {App} app @returns {() => void} */
export function feedLand(app) {
  const { store, doors } = app;
  const paper = createLoad(store, 'paper', async (signal) => {
    const { project, scene } = store.get();
    return paperOf(doors, project, landOf(scene.value)?.outer ?? '', signal);
  });
  const wanted = (/** @type {any[]} */ [outer]) => (outer && store.get().project ? paper.run() : paper.clear());
  app.verbs.landAgain = paper.run;
  return all(store.watch((state) => [landOf(state.scene.value)?.outer ?? '', state.language], wanted, { now: true }));
}

/** @param {import('../doors.js').Doors} doors @param {string} project @param {string} outer @param {AbortSignal} signal */
async function paperOf(doors, project, outer, signal) {
  const { kinds } = await doors.landCase(project, signal);
  const kind = kinds.find((/** @type {any} */ one) => one.kind === outer);
  return { names: Object.fromEntries(kinds.map((/** @type {any} */ one) => [one.kind, one.name])), number: kind?.papers[0]?.number ?? '' };
}
