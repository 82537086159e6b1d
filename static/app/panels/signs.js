/** What a layer's signs mean: small swatches with words. */

import { nameOfCode } from '../codes.js';
import { h } from '../dom.js';
import { GROUND, STATUS_SHOWN, WORKS } from '../map/palette.js';
import { ISSUES_FROM } from '../map/issue-pins.js';
import { PHOTOS_FROM } from '../map/photo-pins.js';
import { issueSigns } from './issue-card.js';
import { photoSigns } from './photo-card.js';
import { statusDot } from './totals.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {[colour: string, label: string, kind: 'fill' | 'line' | 'dash']} Sign */

/**
 * @param {App} app
 * @param {string} id
 * @returns {HTMLElement[]}
 */
export function signsOf(app, id) {
  const { store, t } = app;
  const state = store.get();
  if (id === 'projects' || id === 'sites') {
    return STATUS_SHOWN.map((status) => h('li', {}, statusDot(status), nameOfCode(state, 'status', status)));
  }
  if (id === 'issues') return [...issueSigns(app), h('li', { class: 'faint' }, t('layer_from_zoom', { zoom: ISSUES_FROM }))];
  if (id === 'photos') return [...photoSigns(app), h('li', { class: 'faint' }, t('photos_of_project')), h('li', { class: 'faint' }, t('layer_from_zoom', { zoom: PHOTOS_FROM }))];
  const signs = swatches(app)[id] ?? [];
  const zoom = { sites: 10, sections: 12, structures: 14, parcels: 13, control_lines: 8 }[id];
  return [
    ...signs.map(([colour, label, kind]) => h('li', {}, h('i', { class: `swatch ${kind}`, style: { '--colour': colour } }), label)),
    ...(zoom ? [h('li', { class: 'faint' }, t('layer_from_zoom', { zoom }))] : []),
  ];
}

/** @param {App} app @returns {Record<string, Sign[]>} */
function swatches({ store, t }) {
  const { theme } = store.get();
  const works = WORKS[theme];
  const ground = GROUND[theme];
  return {
    sections: [[works.section, t('layer_sections'), 'dash']],
    structures: [[works.structure, t('layer_structures'), 'fill']],
    parcels: [[works.parcel, t('layer_parcels'), 'line']],
    control_lines: [
      [works.farmland, t('control_farmland'), 'dash'], [works.ecology, t('control_ecology'), 'dash'],
      [works.urban, t('control_urban'), 'dash']],
    boundaries: [[ground.boundary, t('layer_boundaries'), 'dash']],
    roads: [
      [ground.motorway, t('road_motorway'), 'line'], [ground.trunk, t('road_trunk'), 'line'],
      [ground.localCase, t('road_local'), 'line'], [ground.railway, t('railway'), 'dash']],
    water: [[ground.lake, t('lake'), 'fill'], [ground.river, t('river'), 'line']],
    cover: [[ground.forest, t('forest'), 'fill'], [ground.built_up, t('built_up'), 'fill']],
  };
}
