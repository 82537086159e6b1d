/**
 * What every part of the page is given.
 *
 * @typedef {object} App
 * @property {ReturnType<typeof import('./store.js').createStore<import('./state.js').State>>} store
 * @property {import('./api.js').Api} api
 * @property {import('./i18n.js').Translate} t
 * @property {import('maplibre-gl').Map} map  there once the engine has come; before that, null at run time
 * @property {Verbs} verbs
 * @property {Buildings | null} buildings  there once the map is
 * @property {(() => void) | null} stood  told when buildings came to stand on the map
 *
 * @typedef {object} Verbs  What a person can do, wherever they do it.
 * @property {(patch: Partial<import('./types.js').Filter>) => void} narrow  change the filter
 * @property {() => void} clear  remove every condition
 * @property {(code: string | null) => void} drill  go into a region, or back out
 * @property {(code: string | null, section?: string | null) => void} pick  open a project's drawer, at a section of it, or close it
 * @property {(position: import('./types.js').LonLat, zoom?: number) => void} goTo
 * @property {(position: import('./types.js').LonLat) => void} uncover  move the map only if the place is not seen
 * @property {(geometry: any) => void} fit
 * @property {() => void} retry  ask again for what did not come
 * @property {(text: string, kind?: 'info' | 'error') => void} say  tell the person something in passing
 */
/**
 * @typedef {object} Buildings  What stands on the map.
 * @property {(point: { x: number, y: number }) => ((import('./twin/engine/rays.js').Hit & { standing: import('./twin/engine/on-map.js').Standing }) | null)} under
 * @property {() => Promise<import('./twin/engine/on-map.js').MapLayer>} layer
 * @property {() => void} look  ask anew what stands in view
 * @property {() => Iterable<import('./twin/engine/on-map.js').Standing>} standing  those in view
 */
export {};
