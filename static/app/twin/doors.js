/** What the viewer asks the server for: models, revisions, elements, colours, differences, placements. */

/** @typedef {import('../api.js').Api} Api */
/** @typedef {ReturnType<typeof createDoors>} Doors */

/** @param {Api} api */
export function createDoors({ get, post }) {
  const revision = (/** @type {string} */ id) => `/api/v1/revisions/${encodeURIComponent(id)}`;
  const model = (/** @type {string} */ id) => `/api/v1/models/${encodeURIComponent(id)}`;
  return {
    /** @param {Record<string, string>} where `project` or `bbox` @param {AbortSignal} [signal] */
    models: (where, signal) => get('/api/v1/models/', new URLSearchParams(where), signal),
    /** @param {string} id @param {AbortSignal} [signal] */
    model: (id, signal) => get(`${model(id)}/`, undefined, signal),
    /** @param {string} id @param {AbortSignal} [signal] @returns {Promise<import('./scene.js').SceneFacts>} */
    scene: (id, signal) => get(`${revision(id)}/scene/`, undefined, signal),
    /** @param {string} id @param {AbortSignal} [signal] @returns {Promise<import('./elements.js').RawElements>} */
    elements: (id, signal) => get(`${revision(id)}/elements/index/`, undefined, signal),
    /** @param {string} id @param {string} globalId @param {AbortSignal} [signal] */
    element: (id, globalId, signal) => get(`${revision(id)}/elements/${encodeURIComponent(globalId)}/`, undefined, signal),
    /** The numbers of the elements a question finds. @param {string} id @param {string} q @param {AbortSignal} [signal] */
    find: (id, q, signal) => get(`${revision(id)}/elements/`, new URLSearchParams({ q, ids: '1' }), signal),
    /** @param {string} id @param {string} by @param {AbortSignal} [signal] */
    colours: (id, by, signal) => get(`${revision(id)}/colours/`, new URLSearchParams({ by }), signal),
    /** @param {string} id @param {string} to @param {AbortSignal} [signal] */
    difference: (id, to, signal) => get(`${revision(id)}/difference/`, new URLSearchParams({ to }), signal),
    /** Keep where a model stands. @param {string} id @param {unknown} decision */
    place: (id, decision) => post(`${model(id)}/placement/`, decision),
  };
}
