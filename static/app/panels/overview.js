/** The overview of a project: facts, dates, money, documents, shares, lots, and what the reader may do. */

import { nameOf, nameOfCode, ownerOf, regionOf } from '../codes.js';
import { h, icon } from '../dom.js';
import * as format from '../format.js';
import { actions } from './actions.js';
import { documents } from './documents.js';
import { meter } from './rows.js';

/** @typedef {import('../app.js').App} App */

/** @param {App} app @param {any} facts */
export function overview(app, facts) {
  return h('div', { class: 'overview' },
    money(app, facts), dates(app, facts), actions(app, facts), about(app, facts),
    funding(app, facts), documents(app, facts), allocation(app, facts), sections(app, facts));
}

/** @param {App} app @param {any} facts */
function money({ store, t }, facts) {
  const { language } = store.get();
  const figure = (/** @type {string} */ name, /** @type {string} */ text, /** @type {string} */ exact) => h('div', { class: 'figure' },
    h('dt', {}, name), h('dd', { title: exact }, text));
  return [h('dl', { class: 'figures three' },
    figure(t('metric_investment'), format.money(facts.investment_yuan, language), format.exactMoney(facts.investment_yuan, language)),
    figure(t('metric_paid'), format.money(facts.paid_yuan, language), format.exactMoney(facts.paid_yuan, language)),
    h('div', { class: 'figure' }, h('dt', {}, t('column_progress')), h('dd', {}, meter(facts.progress_pct)))),
  facts.figures_as_of && h('p', { class: 'faint' }, t('as_of', { date: format.date(facts.figures_as_of) }))];
}

/** Planned and actual dates as two bars on one scale. @param {App} app @param {any} facts */
function dates({ t }, facts) {
  const pairs = /** @type {const} */ (['planned', 'actual']);
  const times = pairs.flatMap((clock) => [facts[`${clock}_start`], facts[`${clock}_end`]]).filter(Boolean).map(Date.parse);
  if (!times.length) return null;
  const [first, last] = [Math.min(...times), Math.max(...times, Date.now())];
  const part = (/** @type {number} */ time) => `${((time - first) / Math.max(last - first, 1)) * 100}%`;
  const bar = (/** @type {'planned' | 'actual'} */ clock) => {
    const [start, end] = [facts[`${clock}_start`], facts[`${clock}_end`]];
    return [h('dt', {}, t(`clock_${clock}`)), h('dd', {},
      h('span', { class: 'span' }, start && h('i', { class: clock, style: {
        '--from': part(Date.parse(start)), '--to': part(end ? Date.parse(end) : Math.max(Date.now(), Date.parse(start))) } })),
      h('span', {}, start || end ? `${format.date(start)} → ${format.date(end)}` : format.MISSING))];
  };
  return h('dl', { class: 'spans' }, pairs.map(bar));
}

/** @param {App} app @param {any} facts */
function about({ store, verbs, t }, facts) {
  const state = store.get();
  const path = (facts.region_path ?? []).map((/** @type {any} */ one) => h('button', {
    type: 'button', class: 'link-button', on: { click: () => verbs.drill(one.code) } }, nameOf(state, one)));
  const fact = (/** @type {string} */ name, /** @type {any} */ value) => value && [h('dt', {}, name), h('dd', {}, value)];
  return section(t('overview_facts'), h('dl', { class: 'facts' },
    fact(t('investment_code'), facts.investment_code && h('code', {}, facts.investment_code)),
    fact(t('owner'), ownerOf(state, facts)),
    fact(t('column_region'), h('span', { class: 'region-path' }, path)),
    fact(t('address'), facts.address),
    fact(t('filter_sector'), h('span', { class: 'with-icon' }, icon(facts.sector), nameOfCode(state, 'sector', facts.sector))),
    fact(t('filter_nature'), nameOfCode(state, 'nature', facts.nature)),
    fact(t('filter_funding'), nameOfCode(state, 'funding', facts.funding_source)),
    fact(t('label'), facts.label && t(/** @type {'label_public'} */ (`label_${facts.label}`))),
    fact(t('content'), facts.content)));
}

/** @param {App} app @param {any} facts */
function funding({ store, t }, facts) {
  if (!facts.funding?.length) return null;
  const state = store.get();
  return section(t('funding'), h('table', { class: 'plain' }, h('tbody', {}, facts.funding.map((/** @type {any} */ line) => h('tr', {},
    h('th', { scope: 'row' }, String(line.year)), h('td', {}, nameOfCode(state, 'funding', line.source)),
    h('td', { class: 'number', title: format.exactMoney(line.amount_yuan, state.language) }, format.money(line.amount_yuan, state.language)))))));
}

/** @param {App} app @param {any} facts */
function allocation({ store, t }, facts) {
  if (!facts.allocation?.length) return null;
  return section(t('allocation'), h('table', { class: 'plain' }, h('tbody', {}, facts.allocation.map((/** @type {any} */ share) => h('tr', {},
    h('th', { scope: 'row' }, regionOf(store.get(), share)),
    h('td', { class: 'number bar', style: { '--part': `${Number(share.share) * 100}%` } }, format.percent(Number(share.share) * 100, 4)),
    h('td', { class: 'faint' }, t(/** @type {'basis_area'} */ (`basis_${share.basis}`))))))),
  h('p', { class: 'faint' }, t('allocation_note')));
}

/** @param {App} app @param {any} facts */
function sections({ store, verbs, t }, facts) {
  if (!facts.sections?.length) return null;
  const { me, publicView } = store.get();
  const open = me?.signed_in && !publicView;
  const go = (/** @type {any} */ one) => {
    const [west, south, east, north] = one.bbox;
    verbs.fit({ type: 'MultiPoint', coordinates: [[west, south], [east, north]] });
  };
  return section(t('layer_sections'), h('ul', { class: 'sections' }, facts.sections.map((/** @type {any} */ one) => h('li', {},
    h('button', { type: 'button', class: 'row-button', title: t('show_on_map'), on: { click: () => go(one) } },
      h('code', {}, one.code), h('span', {}, nameOf(store.get(), one)), icon('target')),
    open && h('button', { type: 'button', class: 'link-button', data: { key: `money-${one.id}` }, 'aria-label': `${t('place_money')}: ${nameOf(store.get(), one) || one.code}`, on: { click: () => store.set({ section: one.id }) } }, t('place_money'))))));

}

/** @param {string} title @param {...any} content */
export function section(title, ...content) {
  return h('section', { class: 'block' }, h('h3', {}, title), ...content);
}
