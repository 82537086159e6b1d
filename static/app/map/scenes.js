/** What the server says of scenes in view, asked once for each place a model stands at. */

/** @typedef {import('../twin/scene.js').SceneFacts} SceneFacts */
/** @typedef {{ id?: string, revision: string, placement: any }} Row  of the list of models */
/** @typedef {Map<string, { place: string, facts: Promise<SceneFacts> }>} Scenes  by revision */

/**
 * The facts of a scene. Where the list has another placement than what is kept was asked for, they are asked anew: what
 * stands beyond the permit differs with the place, too.
 * @param {(revision: string) => Promise<SceneFacts>} ask @param {Scenes} scenes @param {Row} row
 * @returns {Promise<SceneFacts>}
 */
export function sceneOf(ask, scenes, { revision, placement }) {
  const place = JSON.stringify(placement);
  const known = scenes.get(revision);
  if (known?.place === place) return known.facts;
  const one = { place, facts: ask(revision) };
  scenes.set(revision, one);
  one.facts.catch(() => { if (scenes.get(revision) === one) scenes.delete(revision); });
  return one.facts;
}
