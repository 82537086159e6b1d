/** Putting a model on the ground by hand or by two matched points: what is decided so far. Pure. */

import { lonLatOf, matchTwoPoints, placedByHand } from '../engine/placing.js';

/** @typedef {import('../../types.js').LonLat} LonLat */
/** At zoom 0 on the equator. */
export const METRES_PER_PIXEL = 78271.517;
const WANTED_PX = 260;

/** @typedef {[number, number]} Local  metres about the model's origin */

/**
 * @typedef {object} Placing
 * @property {string} model
 * @property {string} name
 * @property {import('../scene.js').SceneFacts} facts
 * @property {'hand' | 'points'} mode
 * @property {LonLat} anchor  where the origin lies
 * @property {number} rotationDeg  of the x axis, clockwise from east
 * @property {number} heightM
 * @property {Local[]} local  points taken on the model, one ahead of its place while that is waited for
 * @property {LonLat[]} places
 * @property {number | null} stretch  distance on the map by distance in the model
 * @property {string} reason
 * @property {boolean} sending
 * @property {'' | 'beside' | 'other'} [missed]  what the last click met instead of the model
 * @property {boolean} [snapped]  the point taken last is a corner
 * @property {{ label: string, given: string, min: number, max: number } | null} [refused]  a figure that was not taken
 */

/** @param {{ model: string, name: string, facts: import('../scene.js').SceneFacts, anchor: LonLat }} what @returns {Placing} */
export function beginPlacing({ model, name, facts, anchor }) {
  const known = facts.placement;
  return {
    model, name, facts, mode: 'hand', anchor: known ? [known.lon, known.lat] : anchor, rotationDeg: known?.rotation_deg ?? 0, heightM: known?.height_m ?? 0,
    local: [], places: [], stretch: null, reason: '', sending: false,
  };
}

/** The middle of a model, and the zoom at which it fills a good part of a map. @param {Placing} placing @returns {{ center: LonLat, zoom: number }} */
export function closeView(placing) {
  const { facts: { box }, anchor } = placing;
  const size = Math.max(5, box[3] - box[0], box[4] - box[1]);
  const zoom = Math.log2(((METRES_PER_PIXEL * Math.cos((anchor[1] * Math.PI) / 180)) / size) * WANTED_PX);
  return { center: lonLatOf(placementOf(placing), [(box[0] + box[3]) / 2, (box[1] + box[4]) / 2]), zoom: Math.min(20.5, Math.max(15, zoom)) };
}

/** @typedef {{ of: 'model' | 'ground', n: number, place: LonLat }} Mark */

/** The points that were taken, to be shown on the map: those of the model where it stands now. @param {Placing} placing @returns {Mark[]} */
export function marksOf(placing) {
  const { mode, local, places } = placing;
  if (mode !== 'points') return [];
  const standing = placementOf(placing);
  return [...local.map((point, i) => ({ of: /** @type {const} */ ('model'), n: i + 1, place: lonLatOf(standing, point) })),
    ...places.map((place, i) => ({ of: /** @type {const} */ ('ground'), n: i + 1, place }))];
}

/** Where the model would stand. @param {Placing} placing */
export function placementOf({ anchor, rotationDeg, heightM }) {
  return placedByHand(anchor, rotationDeg, heightM);
}

/** @param {Placing} placing @param {Local} point @returns {Placing} */
export function withLocal(placing, point) {
  const kept = placing.places.length >= 2 ? { ...placing, places: [], local: [], stretch: null } : placing;
  return { ...kept, missed: '', local: [...kept.local.slice(0, kept.places.length), point] };
}

/** The place of the point taken last; the second one turns and moves the model. @param {Placing} placing @param {LonLat} place @returns {Placing} */
export function withPlace(placing, place) {
  if (placing.local.length <= placing.places.length) return placing;
  const places = [...placing.places, place];
  if (places.length < 2) return { ...placing, places, missed: '' };
  const { anchor, rotationDeg, stretch } = matchTwoPoints(placing.local, places);
  return { ...placing, places, anchor, rotationDeg: (rotationDeg + 360) % 360, stretch };
}

/** What the server takes: two points that agree to this part and lie so many metres apart. */
const MOST_STRETCH = 0.02;
const LEAST_APART_M = 1;

/** What speaks against two matched points; empty where nothing does. @param {Placing} placing @returns {'' | 'stretch' | 'close'} */
export function faultOf({ mode, local, places, stretch }) {
  if (mode !== 'points' || places.length < 2 || stretch === null) return '';
  const apart = Math.hypot(local[1][0] - local[0][0], local[1][1] - local[0][1]);
  if (Math.min(apart, apart * stretch) < LEAST_APART_M) return 'close';
  return Math.abs(stretch - 1) > MOST_STRETCH ? 'stretch' : '';
}

/** Whether what is decided would be taken. @param {Placing} placing */
export function isDecided(placing) {
  const { mode, places, reason, sending } = placing;
  return !sending && reason.trim().length > 0 && (mode === 'hand' || (places.length === 2 && !faultOf(placing)));
}

/** What is sent to be kept. @param {Placing} placing */
export function decisionOf({ mode, anchor, rotationDeg, heightM, local, places, reason }) {
  const why = { height_m: heightM, reason: reason.trim() };
  return mode === 'points' ? { local, places, ...why }
    : { lon: anchor[0], lat: anchor[1], rotation_deg: rotationDeg, ...why };
}
