/** What the colours of the regions mean, which figure they show, and how many regions are in each class. */

import { classify, legend, levelOf, NO_DATA } from '../choropleth.js';
import { fill, h, icon } from '../dom.js';
import * as format from '../format.js';
import { shownColour } from '../map/palette.js';
import { METRICS } from '../permalink.js';
import { focusOf, shownRegions } from '../state.js';
import { groundPart } from './ground-legend.js';
import { issuePart } from './issue-card.js';
import { photoPart } from './photo-card.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {ReturnType<typeof legend>[number]} Row */

/**
 * @param {App} app
 * @param {HTMLElement} element
 * @returns {() => void}
 */
export function showLegend(app, element) {
  const { store } = app;
  let open = !matchMedia('(max-width: 760px)').matches;
  const toggle = () => {
    open = !open;
    render();
  };
  const render = () => fill(element, header(app, open, toggle), open && body(app), open && groundPart(app), open && issuePart(app), open && photoPart(app), thinnedPart(app));
  const pick = (/** @type {Readonly<import('../state.js').State>} */ state) => [
    state.metric, state.level, state.byRegion, state.language, state.theme, state.filter.region, state.root, state.layers.hidden,
    state.ground, state.groundMoney, state.played, state.me, state.publicView, state.issues, state.photos, state.thinned];
  return store.watch(pick, render, { now: true });
}

/** @param {App} app @param {boolean} open @param {() => void} toggle */
function header({ store, t }, open, toggle) {
  const { metric } = store.get();
  return h('div', { class: 'legend-head' },
    h('label', {}, h('span', { class: 'hidden' }, t('metric')), h('select', {
      data: { key: 'metric' }, on: { change: (/** @type {any} */ event) => store.set({ metric: event.target.value }) },
    }, METRICS.filter((one) => one !== 'execution' || reads(store.get())).map((one) => h('option', { value: one, selected: one === metric }, t(`metric_${one}`))))),
    h('button', {
      class: 'tiny', type: 'button', 'aria-expanded': open, 'aria-label': t('legend'), title: t('legend'), data: { key: 'legend' },
      on: { click: toggle },
    }, icon(open ? 'down' : 'up')));
}

/** The budget's money is not the public's to see. @param {any} state */
function reads({ me, publicView }) {
  return Boolean(me?.signed_in && !publicView);
}

/** @param {App} app */
function body(app) {
  const { store, t } = app;
  const { byRegion, metric, layers } = store.get();
  if (layers.hidden.includes('regions')) return h('p', { class: 'faint' }, t('legend_hidden'));
  if (byRegion.status === 'error') return h('p', { class: 'faint' }, t('no_answer'));
  const breaks = byRegion.value?.breaks?.[metric] ?? [];
  const rows = legend(classify(byRegion.value?.regions ?? [], metric, breaks), breaks)
    .filter((row) => breaks.length || row.regions);
  return h('div', {}, levels(app), h('ul', { class: 'classes' }, rows.map((row) => classRow(app, row, breaks.length + 1))));
}

/** Which level of regions is coloured. @param {App} app */
function levels({ store, t }) {
  const state = store.get();
  const first = Math.min(levelOf(focusOf(state)) + 1, 4);
  const shown = shownRegions(state).level;
  const choices = [1, 2, 3, 4].filter((level) => level >= first);
  if (choices.length < 2) return null;
  return h('div', { class: 'segments', role: 'group', 'aria-label': t('level') }, choices.map((level) => h('button', {
    type: 'button', 'aria-pressed': level === shown, data: { key: `level-${level}` },
    on: { click: () => store.set({ level: level === first ? null : level }) },
  }, t(/** @type {'level_1'} */ (`level_${level}`)))));
}

/** Not all is drawn: said also while the legend is folded. @param {App} app */
function thinnedPart({ store, t }) {
  const { thinned, layers } = store.get();
  const seen = thinned.filter(({ layer }) => !layers.hidden.includes(layer));
  return seen.length > 0 && h('div', { class: 'thinned-note', role: 'status' }, seen.map(({ layer, shown, of }) => h('p', { class: 'warn' },
    t('thinned', { name: t(/** @type {any} */ (`layer_${layer}`)), shown: format.count(shown), of: format.count(of) }))));
}

/** @param {App} app @param {Row} row @param {number} classes */
function classRow({ store, t }, row, classes) {
  const { theme, metric, language } = store.get();
  const colour = shownColour(theme, row.index === NO_DATA ? null : row.index, classes);
  return h('li', { class: row.regions ? '' : 'none' },
    h('i', { class: 'swatch fill', style: { '--colour': colour } }),
    h('span', {}, row.index === NO_DATA ? t(metric === 'execution' ? 'ground_no_record' : 'class_none') : range(row, metric, language, t)),
    h('b', { title: t('class_regions', { n: row.regions }) }, format.count(row.regions)));
}

/** @param {Row} row @param {any} metric @param {any} language @param {import('../i18n.js').Translate} t */
function range({ from, to }, metric, language, t) {
  const text = (/** @type {number} */ value) => format.metric(metric, value, language);
  const above = from !== null && metric === 'projects' ? Math.floor(from) + 1 : from;
  if (from === null && to === null) return t('class_all');
  if (from === null) return t('class_below', { to: text(/** @type {number} */ (to)) });
  if (to === null) return t('class_from', { from: text(from) });
  const [low, high] = [text(/** @type {number} */ (above)), text(to)];
  return low === high ? low : `${low} – ${high}`;
}
