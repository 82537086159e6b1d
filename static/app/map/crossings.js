/**
 * What of the buildings in view stands beyond the approved boundary, hatched on the ground and outlined. Buildings
 * stand over it; they carry the hatch on their own top.
 */

import { landOf } from '../beyond.js';
import { collection, feature } from '../shapes.js';

/** @typedef {import('maplibre-gl').LayerSpecification} LayerSpecification */
/** @typedef {import('./palette.js').Theme} Theme */
/** @typedef {import('../twin/scene.js').SceneFacts} SceneFacts */

export const CROSSINGS = 'crossings';
export const HATCH_COLOURS = /** @type {Record<Theme, string>} */ ({ light: '#b3261e', dark: '#ff8a80' });

/** @param {Theme} theme @returns {LayerSpecification[]} */
export function crossings(theme) {
  const colour = HATCH_COLOURS[theme];
  return [
    { id: 'crossing-fill', type: 'fill', source: CROSSINGS, paint: { 'fill-pattern': `beyond/${theme}` } },
    { id: 'crossing-line', type: 'line', source: CROSSINGS, layout: { 'line-join': 'round' }, paint: { 'line-color': colour, 'line-width': ['interpolate', ['linear'], ['zoom'], 14, 1.2, 19, 2.4] } },
  ];
}

/** @param {SceneFacts[]} scenes */
export function crossingsOf(scenes) {
  return collection(scenes.flatMap((scene) => (landOf(scene)?.findings ?? []).filter(({ rule, geometry }) => rule === 'L05' && geometry)
    .map(({ geometry, rule, area, distance }) => feature(geometry, { model: scene.model, rule, area, distance }))));
}
