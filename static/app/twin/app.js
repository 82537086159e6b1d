/**
 * What every part of the viewer is given.
 *
 * @typedef {object} App
 * @property {ReturnType<typeof import('../store.js').createStore<import('./state.js').State>>} store
 * @property {import('../api.js').Api} api
 * @property {import('./doors.js').Doors} doors
 * @property {import('./words.js').Translate} t
 * @property {import('./engine/view.js').View | null} view  there once the engine has come
 * @property {Verbs} verbs
 *
 * @typedef {import('./verbs.js').Verbs} Verbs
 */
export {};
