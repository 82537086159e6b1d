/** The approved boundary a model was held against: the paper's own ground, and what the papers are called. */

import { landOf } from '../../beyond.js';
import { all } from '../../dom.js';
import { createLoad } from '../../loads.js';

/** @typedef {import('../app.js').App} App */

/** @param {App} app @returns {() => void} */
export function feedLand(app) {
  const { store, doors } = app;
  const boundary = createLoad(store, 'boundary', async (signal) => {
    const { project, scene } = store.get();
    return boundaryOf(doors, project, landOf(scene.value)?.outer ?? '', signal);
  });
  const wanted = (/** @type {any[]} */ [outer]) => (outer && store.get().project ? boundary.run() : boundary.clear());
  app.verbs.landAgain = boundary.run;
  return all(store.watch((state) => [landOf(state.scene.value)?.outer ?? '', state.language], wanted, { now: true }));
}

/** @param {import('../doors.js').Doors} doors @param {string} project @param {string} outer @param {AbortSignal} signal */
async function boundaryOf(doors, project, outer, signal) {
  const { kinds } = await doors.landCase(project, signal);
  const kind = kinds.find((/** @type {any} */ one) => one.kind === outer);
  const extents = inForce(kind?.papers ?? []).map((/** @type {any} */ paper) => paper.document?.extent).filter(Boolean);
  const shapes = await Promise.all(extents.map((/** @type {string} */ id) => doors.feature(id, signal)));
  const geometries = shapes.map(({ geometry }) => geometry).filter(Boolean);
  return {
    geometry: geometries.length ? { type: 'GeometryCollection', geometries } : null,
    names: Object.fromEntries(kinds.map((/** @type {any} */ one) => [one.kind, one.name])),
    number: inForce(kind?.papers ?? [])[0]?.number ?? '',
  };
}

/** The papers that hold; where none does, the newest that has a boundary. @param {any[]} papers */
function inForce(papers) {
  const holding = papers.filter((one) => one.document?.extent && HOLDING.includes(one.state));
  return holding.length ? holding : papers.filter((one) => one.document?.extent).slice(0, 1);
}

const HOLDING = ['granted', 'in_force', 'extended'];
