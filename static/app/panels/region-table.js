/** The regions in view as a ranked table: what the colours say, in numbers, and the way down by keyboard. */

import { valueOf } from '../choropleth.js';
import { nameOf } from '../codes.js';
import { fill, h, icon } from '../dom.js';
import * as format from '../format.js';
import { failure } from './failure.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../types.js').RegionRow} RegionRow */

/**
 * @param {App} app
 * @param {HTMLElement} element
 * @returns {() => void}
 */
export function showRegionTable(app, element) {
  const { store } = app;
  const render = () => {
    const { byRegion } = store.get();
    if (byRegion.status === 'error') return fill(element, failure(app, byRegion.error));
    return fill(element, table(app, byRegion.value?.regions ?? []));
  };
  return store.watch((state) => [state.byRegion, state.metric, state.language, state.filter.region], render, { now: true });
}

/** @param {App} app @param {RegionRow[]} regions */
function table(app, regions) {
  const { store, t } = app;
  const { metric, byRegion } = store.get();
  if (!regions.length) return h('p', { class: 'empty' }, t(byRegion.status === 'loading' ? 'loading' : 'regions_empty'));
  const ranked = [...regions].sort((a, b) => (valueOf(b, metric) ?? -1) - (valueOf(a, metric) ?? -1));
  const most = Math.max(...ranked.map((region) => valueOf(region, metric) ?? 0), 0);
  const isCount = metric === 'projects';
  return h('div', { class: 'table-scroll' }, h('table', { class: 'region-table' },
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('column_region')),
      h('th', { scope: 'col', class: 'number' }, t(`metric_${metric}`)),
      !isCount && h('th', { scope: 'col', class: 'number' }, t('metric_projects')))),
    h('tbody', {}, ranked.map((region) => row(app, region, most)))));
}

/** @param {App} app @param {RegionRow} region @param {number} most */
function row(app, region, most) {
  const { store, t, verbs } = app;
  const { metric, language, filter } = store.get();
  const value = valueOf(region, metric);
  const here = filter.region === region.code;
  return h('tr', { 'aria-current': here ? 'true' : null },
    h('th', { scope: 'row' }, h('button', {
      type: 'button', data: { key: `region-${region.code}` }, title: t('drill_into', { name: nameOf(store.get(), region) }),
      on: { click: () => verbs.drill(region.code) },
    }, h('span', {}, nameOf(store.get(), region)), region.code.length < 9 && icon('right'))),
    h('td', { class: 'number bar', style: { '--part': `${most > 0 ? ((value ?? 0) / most) * 100 : 0}%` } },
      format.metric(metric, value, language)),
    metric !== 'projects' && h('td', { class: 'number' }, format.count(region.projects),
      region.crossing > 0 && h('span', { class: 'faint', title: t('crossing', { n: region.crossing }) }, ` (${region.crossing})`)));
}
