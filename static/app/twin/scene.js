/**
 * What the server says of a revision's scene.
 *
 * @typedef {object} SceneFacts
 * @property {string} revision
 * @property {string} model
 * @property {string} name
 * @property {number} number  of the revision
 * @property {string | null} discipline
 * @property {string} tileset  address
 * @property {string | null} [spaces]  address of the rooms' own tiles
 * @property {string} elements  address
 * @property {number} count
 * @property {number} triangles
 * @property {[number, number, number]} origin
 * @property {import('./engine/placing.js').Placement | null} placement
 * @property {[number, number, number, number, number, number]} box  metres about the origin
 * @property {{ name: string, elevation_m: number, el: number }[]} storeys
 * @property {any} [land]  what stands beyond the approved boundary: import('../beyond.js').landOf
 * @property {any} [outlines]  `heights.ground_m`: the ground's level, metres about the origin
 */
export {};
