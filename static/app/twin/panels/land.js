/** What stands beyond the approved boundary: the rules' findings with their figures, and the elements, line by line. */

import { byLine, figure, landOf, LINE_COLOURS, together } from '../../beyond.js';
import { all, fill, h, icon } from '../../dom.js';
import { failure } from '../../panels/failure.js';
import { cssColour } from '../colouring.js';
import { className } from '../names.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../../beyond.js').Land} Land */

const MOST_SHOWN = 400;
/** What is built, as the rules call it beside the papers. */
const FOOTPRINT = 'footprint';

/** @param {App} app @param {HTMLElement} element @returns {() => void} */
export function showLand(app, element) {
  const { store } = app;
  const render = () => fill(element, h('div', { class: 'views-panel land-panel' }, body(app)));
  const pick = (/** @type {any} */ state) => [state.language, state.scene.value, state.paper, state.chosen, state.elements.value];
  return all(store.watch(pick, render, { now: true }));
}

/** @param {App} app */
function body(app) {
  const { store, verbs, t } = app;
  const { scene, paper, project } = store.get();
  if (!scene.value) return h('p', { class: 'empty' }, t('loading'));
  const land = landOf(scene.value);
  const record = project && h('p', {}, h('a', { href: `/projects/${encodeURIComponent(project)}/#land` }, t('land_record')));
  if (!land) return [h('p', { class: 'empty' }, t(scene.value.placement ? 'land_not_held' : 'land_not_placed')), record];
  return [
    h('h3', {}, t('land_title')), held(app, land),
    paper.status === 'error' && failure(/** @type {any} */ (app), paper.error, () => verbs.landAgain()),
    together(land.findings).map((one) => finding(app, one)),
    !land.unanswered && !land.findings.length && h('p', { class: 'land-well' }, icon('check'), t('land_within')),
    land.elements.length > 0 && actions(app, land), byLine(land).map((part) => lineRows(app, part)), record,
  ];
}

/** Against which paper. @param {App} app @param {Land} land */
function held({ store, t }, land) {
  if (land.unanswered) return h('p', { class: 'warn' }, icon('warning'), t(land.unanswered === 'no_boundary' ? 'land_no_boundary' : 'land_unanswered'));
  const { value } = store.get().paper;
  const paper = [nameOf(value, land.outer), value?.number].filter(Boolean).join(' · ');
  return h('p', { class: 'faint land-key' }, h('i', { class: 'permit-line' }), t('land_held', { paper }));
}

/** @param {any} paper @param {string} kind */
function nameOf(paper, kind) {
  return paper?.names?.[kind] ?? kind;
}

/** @param {App} app @param {import('../../beyond.js').LandFinding} one */
function finding({ store, t }, { rule, outer, inner, severity, area, distance, wall }) {
  const { value } = store.get().paper;
  return h('section', { class: 'land-finding', data: { rule, severity } },
    h('p', { class: 'warn', role: 'alert' }, icon('warning'), h('b', {}, rule), ' ', t(inner === FOOTPRINT ? 'land_l05' : 'land_l04', { paper: nameOf(value, outer) })),
    h('dl', { class: 'facts' }, h('dt', {}, t('land_area')), h('dd', {}, `${figure(area)} m²`), h('dt', {}, t('land_far')), h('dd', {}, `${figure(distance)} ${t('unit_m')}`),
      wall > 0 && [h('dt', {}, t('land_wall')), h('dd', {}, `${figure(wall)} ${t('unit_m')}`)]));
}

/** @param {App} app @param {Land} land */
function actions({ verbs, t }, { elements }) {
  const els = elements.map(({ el }) => el);
  const button = (/** @type {any} */ key, /** @type {() => void} */ click) => h('button', { class: 'button', type: 'button', data: { key: `land-${key}` }, on: { click } }, t(key));
  return h('div', { class: 'find-actions' }, h('strong', {}, t('land_count', { n: els.length })),
    button('ghost_others', () => verbs.ghostOthers(els)), button('isolate', () => verbs.isolate(els)), button('show_all', () => verbs.showAll()), button('fly_to', () => verbs.flyTo(els)));
}

/** @param {App} app @param {ReturnType<typeof byLine>[number]} part */
function lineRows({ store, verbs, t }, { line, rows, farthest }) {
  const { language, chosen } = store.get();
  return [h('h3', { class: 'land-line' }, h('i', { class: 'swatch', style: { '--colour': cssColour(LINE_COLOURS[line]) } }), t(`land_line_${line}`), h('small', { class: 'faint' }, t('land_line_far', { n: rows.length, m: figure(farthest) }))),
    h('ul', { class: 'plain-list' }, rows.slice(0, MOST_SHOWN).map((row) => h('li', {}, h('button', {
      class: 'row-button', type: 'button', 'aria-pressed': chosen.includes(row.el), title: row.global_id, data: { key: `beyond-${row.global_id}` }, on: { click: () => verbs.choose([row.el], { fly: true }) },
    }, h('span', {}, row.name || className(row.class, language), h('small', { class: 'faint' }, ` ${className(row.class, language)}`)), h('b', {}, `${figure(row.distance_m)} ${t('unit_m')}`))))),
    rows.length > MOST_SHOWN && h('p', { class: 'faint more' }, t('find_more', { n: rows.length - MOST_SHOWN }))];
}
