/** What a thing on the map says when pointed at: a name, then a line or two. */

import { valueOf } from '../choropleth.js';
import { nameOf, nameOfCode } from '../codes.js';
import * as format from '../format.js';
import { ISSUE_LAYERS } from './issue-pins.js';
import { PHOTO_LAYERS } from './photo-pins.js';
import { groundSaid } from '../panels/ground-legend.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {{ layer: { id: string }, properties: Record<string, any> }} Thing */

/**
 * @param {App} app
 * @param {Thing} thing
 * @returns {string[]}
 */
export function describe(app, { layer, properties }) {
  if (layer.id === 'cluster') return describeCluster(app, properties);
  if (ISSUE_LAYERS.includes(layer.id)) return describeIssue(app, properties);
  if (PHOTO_LAYERS.includes(layer.id)) return describePhoto(app, properties);
  if (layer.id === 'project' || layer.id.startsWith('site-')) return describeProject(app, properties);
  if (layer.id === 'region-fill') return describeRegion(app, properties);
  return describeShape(app, layer.id, properties);
}

/** @param {App} app @param {Record<string, any>} properties */
function describeCluster({ store, t }, { count, investment, worst }) {
  const state = store.get();
  return [
    t('cluster_title', { n: format.count(Number(count)) }),
    t('cluster_money', { money: format.money(investment, state.language) }),
    t('cluster_worst', { status: nameOfCode(state, 'status', worst) }),
  ];
}

/** @param {App} app @param {Record<string, any>} properties */
function describeIssue({ t }, { point_count: count, number, title, state, assigned }) {
  if (count) return [t('issues_here', { n: format.count(count) })];
  return [`${number} ${title}`, [t(/** @type {any} */ (`issue_${state}`)), assigned].filter(Boolean).join(' · ')];
}

/** @param {App} app @param {Record<string, any>} properties */
function describePhoto({ t }, { point_count: count, kind, day, task, doubt }) {
  if (count) return [t('photos_here', { n: format.count(count) })];
  return [task || t(/** @type {any} */ (`photo_kind_${kind}`)), [format.date(day), doubt && t('photo_doubtful')].filter(Boolean).join(' · ')];
}

/** @param {App} app @param {Record<string, any>} properties */
function describeProject({ store }, properties) {
  const state = store.get();
  const { name, name_en, status, worst, stage, progress, investment } = properties;
  const line = [nameOfCode(state, 'status', status ?? worst), nameOfCode(state, 'stage', stage)];
  if (progress !== undefined && progress !== null) line.push(format.percent(progress, 0));
  if (investment) line.push(format.money(investment, state.language));
  return [nameOf(state, { name: name ?? properties.code, name_en }), line.filter(Boolean).join(' · ')];
}

/** @param {App} app @param {Record<string, any>} properties */
function describeRegion({ store, t }, { code, name, name_en }) {
  const state = store.get();
  const lines = [nameOf(state, { name, name_en })];
  const row = state.byRegion.value?.regions.find((/** @type {any} */ one) => one.code === code);
  if (!row) return lines;
  lines.push(`${t(`metric_${state.metric}`)}: ${format.metric(state.metric, valueOf(row, state.metric), state.language)}`);
  if (state.metric !== 'projects') lines.push(t('cluster_title', { n: format.count(row.projects) }));
  if (row.crossing) lines.push(t('crossing', { n: row.crossing }));
  return lines;
}

/** @param {App} app @param {string} id @param {Record<string, any>} properties */
function describeShape(app, id, properties) {
  const { store, t } = app;
  const kinds = /** @type {const} */ ({
    'section-fill': 'layer_sections', 'section-line': 'layer_sections', 'structure-fill': 'layer_structures',
    'parcel-fill': 'layer_parcels',
  });
  const control = { farmland: 'control_farmland', ecology: 'control_ecology', urban: 'control_urban' };
  const kind = id === 'control-fill'
    ? control[/** @type {keyof typeof control} */ (properties.subkind ?? properties.kind)] ?? 'layer_control_lines'
    : kinds[/** @type {keyof typeof kinds} */ (id)];
  const { ground, groundMoney } = store.get();
  const place = ground && groundMoney.value?.places.find((/** @type {any} */ one) => one.id === properties.id);
  const name = nameOf(store.get(), { name: properties.name || properties.code || '', name_en: properties.name_en });
  const lines = [t(/** @type {any} */ (kind)), [name, properties.name ? properties.code : ''].filter(Boolean).join(' · ')];
  return place ? [...lines, groundSaid(app, place, /** @type {any} */ (ground))] : lines;
}
