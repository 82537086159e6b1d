/** One element's record as the server tells it, in sections. Every text is set as text: a name can hold anything. */

import { h } from '../../dom.js';
import { plain, sourceOf } from '../days/bill.js';
import { photoRows } from '../../panels/photo-facts.js';
import { className, elementName } from '../names.js';
import { openPhotoOf } from '../photos/card.js';
import { partsOf } from '../records.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../elements.js').Elements} Elements */
/** @typedef {import('../days/bill.js').BillLine} BillLine */

const UNITS = /** @type {Record<string, string>} */ ({ m: 'm', m2: 'm²', m3: 'm³', kg: 'kg', s: 's' });

/** @param {App} app @param {Elements} elements @param {number} el @param {any} detail */
export function sections(app, elements, el, detail) {
  return [identity(app, elements, el, detail), warning(app, detail), quantities(app, detail), ownItems(app, detail), ownPhotos(app, detail), propertySets(app, detail),
    materials(app, detail), classification(app, detail), records(app, detail, elements.globalId(el))];
}

/** @param {App} app @param {Elements} elements @param {number} el @param {any} detail */
function identity({ store, verbs, t }, elements, el, detail) {
  const { language } = store.get();
  const up = elements.parent[el];
  const type = typeof detail.type === 'object' ? detail.type?.name : detail.type ?? elements.typeName(el);
  const attributes = Object.entries(detail.attributes ?? {}).filter(([key, value]) => value !== null && value !== '' && !['GlobalId', 'Name', 'name', 'global_id'].includes(key));
  return h('dl', { class: 'facts' },
    h('dt', {}, t('fact_global_id')), h('dd', {}, h('code', {}, elements.globalId(el))),
    type ? [h('dt', {}, t('fact_type')), h('dd', {}, textOf(type))] : null,
    up >= 0 ? [h('dt', {}, t('fact_place')), h('dd', {}, h('button', { class: 'link-button', type: 'button', on: { click: () => verbs.choose([up]) } }, elementName(elements, up, language)))] : null,
    attributes.map(([key, value]) => [h('dt', {}, key), h('dd', {}, textOf(value))]));
}

/** An element whose shape is in doubt says so. @param {App} app @param {any} detail */
function warning({ t }, detail) {
  const status = detail.geometry?.status ?? 'ok';
  const keys = /** @type {Record<string, any>} */ ({ empty: 'geometry_none', failed: 'geometry_failed' });
  return keys[status] ? h('p', { class: 'warn' }, t(keys[status])) : null;
}

/** @param {App} app @param {any} detail */
function quantities({ t }, detail) {
  const list = Array.isArray(detail.quantities) ? detail.quantities : flat(detail.quantities);
  if (!list.length) return null;
  return block(t('facts_quantities'), h('table', { class: 'plain quantities' }, h('tbody', {}, list.map((/** @type {any} */ one) => h('tr', {},
    h('th', { scope: 'row' }, one.name, one.set ? h('small', {}, one.set) : null),
    h('td', { class: 'num' }, `${numberOf(one.value)} ${UNITS[one.unit] ?? one.unit ?? ''}`),
    h('td', {}, h('span', { class: `tag ${one.source === 'computed' || one.computed ? 'computed' : ''}` }, t(one.source === 'computed' || one.computed ? 'quantity_computed' : 'quantity_given'))))))));
}

/** The bill items the element itself belongs to, with what it comes to of each. @param {App} app @param {any} detail */
function ownItems({ t }, detail) {
  const { value, failed } = detail.items ?? {};
  if (failed) return block(t('facts_items'), h('p', { class: 'warn' }, failed));
  if (!value?.length) return null;
  return block(t('facts_items'), h('ul', { class: 'plain-list words own-items' }, value.map((/** @type {BillLine} */ one) => h('li', { data: { item: one.item } },
    h('a', { href: `/contracts/${one.contract}/#item-${one.item}` }, `${one.code} ${one.name}`),
    h('small', { class: 'faint' }, [one.model_quantity !== null && `${plain(one.model_quantity)} ${one.unit}`, sourceOf(t, one)].filter(Boolean).join(' · '))))));
}

/** The photos of the tasks that make the element. @param {App} app @param {any} detail */
function ownPhotos(app, detail) {
  const { t } = app;
  const { value, failed } = detail.photos ?? {};
  if (failed) return block(t('facts_photos'), h('p', { class: 'warn' }, failed));
  if (!value?.tasks.length) return null;
  const { photos, total } = value;
  return block(t('facts_photos'), photos.length ? photoRows(t, photos, (id) => openPhotoOf(app, id)) : h('p', { class: 'faint' }, t('photos_none')),
    total > photos.length && h('p', { class: 'faint' }, t('photos_more', { n: total - photos.length })));
}

/** Sets of quantities as one list. @param {any} sets @returns {any[]} */
function flat(sets) {
  return Object.entries(sets ?? {}).flatMap(([set, members]) => (members !== null && typeof members === 'object'
    ? Object.entries(members).map(([name, value]) => (value !== null && typeof value === 'object' ? { set, name, .../** @type {any} */ (value) } : { set, name, value }))
    : [{ name: set, value: members }]));
}

/** @param {App} app @param {any} detail */
function propertySets({ t }, detail) {
  const sets = Object.entries(detail.psets ?? detail.properties ?? {});
  if (!sets.length) return block(t('facts_properties'), h('p', { class: 'faint' }, t('facts_none')));
  return block(t('facts_properties'), sets.map(([name, members], i) => h('details', { class: 'pset', open: i < 3 }, h('summary', {}, name), h('dl', { class: 'facts' },
    Object.entries(/** @type {any} */ (members) ?? {}).filter(([key]) => key !== 'id').map(([key, value]) => [h('dt', {}, key), h('dd', {}, textOf(value))])))));
}

/** @param {App} app @param {any} detail */
function materials({ t }, detail) {
  const list = listOf(detail.materials);
  return list.length ? block(t('facts_materials'), h('ul', { class: 'plain-list words' }, list.map((one) => h('li', {}, textOf(one))))) : null;
}

/** @param {App} app @param {any} detail */
function classification({ t }, detail) {
  const list = listOf(detail.classification ?? detail.classifications);
  return list.length ? block(t('facts_classification'), h('ul', { class: 'plain-list words' }, list.map((one) => h('li', {}, textOf(one))))) : null;
}

/** Documents and records of the structure this element belongs to, and of its project. @param {App} app @param {any} detail @param {string} globalId */
function records({ store, t }, detail, globalId) {
  const project = detail.project ?? detail.feature?.project;
  const { hanging, model } = store.get();
  if (!project) return null;
  const own = h('p', {}, h('a', { href: `/projects/${encodeURIComponent(project.code ?? project)}/` }, t('facts_project', { code: project.code ?? project })));
  const structure = model.value?.feature?.name;
  const parts = partsOf(/** @type {import('../records.js').Part[]} */ (hanging.value ?? []), globalId);
  return block(t('facts_records'), structure && h('p', { class: 'faint' }, t('records_of', { name: structure })),
    hanging.status === 'error' && h('p', { class: 'warn', role: 'alert' }, hanging.error?.message || t('no_answer')),
    hanging.status === 'loading' && !hanging.value && h('div', { class: 'skeleton' }, h('i', {}), h('i', {})),
    parts.filter(({ closed, failed }) => !closed || failed).map((one) => recordPart(t, one)), own);
}

/** @param {App['t']} t @param {import('../records.js').Part} one */
function recordPart(t, { part, entries, more, failed }) {
  return h('details', { class: 'pset records-part', open: part !== 'payments', data: { part } }, h('summary', {}, `${t(`records_${part}`)} · ${entries.length + more}`),
    failed && h('p', { class: 'warn' }, failed), !failed && !entries.length && h('p', { class: 'faint' }, t('facts_none')),
    h('ul', { class: 'plain-list words' }, entries.map(({ url, name, note }) => h('li', {}, h('a', { href: url }, name), note && h('small', { class: 'faint' }, note)))),
    more > 0 && h('p', { class: 'faint' }, t('find_more', { n: more })));
}

/** @param {string} title @param {...any} content */
function block(title, ...content) {
  return h('section', { class: 'block' }, h('h3', {}, title), content);
}

/** @param {unknown} value @returns {any[]} */
function listOf(value) {
  if (Array.isArray(value)) return value;
  return value === null || value === undefined || value === '' ? [] : [value];
}

/** Any value as a person reads it. @param {any} value @returns {string} */
export function textOf(value) {
  if (value === null || value === undefined || value === '') return '—';
  if (typeof value === 'boolean') return value ? '✓' : '✗';
  if (typeof value === 'number') return numberOf(value);
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  if (typeof value !== 'object') return String(value);
  if ('value' in value) return [textOf(value.value), UNITS[value.unit] ?? value.unit ?? ''].filter(Boolean).join(' ');
  const { code, identification, name, thickness_m: thick, system } = value;
  const said = [code ?? identification, name, system, thick === undefined ? null : `${(thick * 1000).toFixed(0)} mm`].filter(Boolean);
  return said.length ? said.join(' · ') : Object.entries(value).map(([key, part]) => `${key}: ${textOf(part)}`).join('; ');
}

/** @param {any} value */
function numberOf(value) {
  return typeof value === 'number' && !Number.isInteger(value) ? String(Number(value.toFixed(4))) : String(value);
}
