/** Take the filter's projects along: as data for other programs, or as one map file that opens anywhere. */

import { toQuery } from '../filter.js';
import { h, icon } from '../dom.js';
import * as format from '../format.js';
import { colouredUntil } from '../map/style.js';
import { shownRegions } from '../state.js';

/** @typedef {import('../app.js').App} App */

const FORMATS = /** @type {const} */ (['xlsx', 'csv', 'geojson', 'fgb']);

/** @param {App} app */
export function exportMenu(app) {
  const { store, t } = app;
  const { totals } = store.get();
  return h('div', { class: 'menu export-menu' },
    h('div', { class: 'menu-head' }, h('strong', {}, t('export')),
      h('span', { class: 'faint' }, t('export_carries', { n: format.count(totals.value?.projects) }))),
    FORMATS.map((kind) => link(app, `/api/v1/exports/projects.${kind}`, `export_${kind}`, true)),
    link(app, '/export/map.html', 'export_html', true));
}

/**
 * What the regions are coloured by, for sheets and files that show the map as the screen does.
 * @param {URLSearchParams} query @param {Readonly<import('../state.js').State>} state @param {number} zoom
 */
export function setColouring(query, state, zoom) {
  const { level } = shownRegions(state);
  if (state.layers.hidden.includes('regions') || zoom >= colouredUntil(level)) return;
  query.set('metric', state.metric);
  query.set('level', String(level));
}

/** @param {App} app @param {string} path @param {'export_xlsx' | 'export_csv' | 'export_geojson' | 'export_fgb' | 'export_html'} key @param {boolean} download */
function link({ store, api, t, map }, path, key, download) {
  const query = toQuery(store.get().filter);
  if (key === 'export_html') setColouring(query, store.get(), map?.getZoom() ?? 0);
  return h('a', { href: api.address(path, query), download: download ? '' : null, data: { export: key } },
    icon('file'), h('span', {}, t(key), h('small', {}, t(`${key}_note`))));
}
