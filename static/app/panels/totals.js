/** The figures of what the filter shows: how many, how much, how far; and their status as one bar. */

import { nameOfCode } from '../codes.js';
import { fill, h, icon } from '../dom.js';
import { toggled } from '../filter.js';
import * as format from '../format.js';
import { STATUS_SHOWN } from '../map/palette.js';
import { failure } from './failure.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../types.js').Totals} Totals */

/**
 * @param {App} app
 * @param {HTMLElement} element
 * @returns {() => void}
 */
export function showTotals(app, element) {
  const { store } = app;
  const render = () => {
    const { totals } = store.get();
    element.setAttribute('aria-busy', String(totals.status === 'loading'));
    if (totals.status === 'error') return fill(element, failure(app, totals.error));
    return fill(element, figures(app, totals.value), statusBar(app, totals.value), ofDay(app));
  };
  return store.watch((state) => [state.totals, state.language, state.codes, state.filter.status, state.filter.at], render, { now: true });
}

/** @param {App} app @param {Totals | null} totals */
function figures({ store, t }, totals) {
  const { language } = store.get();
  const figure = (/** @type {string} */ label, /** @type {string} */ value, /** @type {string} */ id) => {
    const [, number, unit] = /^(\D*[\d.,—]+%?)\s*(.*)$/.exec(value) ?? ['', value, ''];
    return h('div', { class: 'figure' }, h('dt', {}, label),
      h('dd', { data: { figure: id } }, number, unit && h('small', {}, ` ${unit}`)));
  };
  return h('dl', { class: 'figures' },
    figure(t('metric_projects'), format.count(totals?.projects), 'projects'),
    figure(t('metric_investment'), format.money(totals?.investment_yuan, language), 'investment'),
    figure(t('metric_paid'), format.money(totals?.paid_yuan, language), 'paid'),
    figure(t('metric_progress'), format.percent(totals?.progress_pct), 'progress'));
}

/** At another day than today: what of the figures is of that day, and what is not. @param {App} app */
function ofDay({ store, t }) {
  const { at } = store.get().filter;
  return at && h('p', { class: 'faint', data: { key: 'of-day' } }, t('totals_of_day', { date: format.date(at) }));
}

/** @param {App} app @param {Totals | null} totals */
function statusBar(app, totals) {
  const counts = totals?.by_status ?? {};
  const shown = STATUS_SHOWN.filter((status) => counts[status]);
  const whole = shown.reduce((sum, status) => sum + counts[status].projects, 0);
  return h('div', { class: 'status' },
    h('div', { class: 'status-bar', 'aria-hidden': 'true' }, shown.map((status) => h('i', {
      class: `status-${status}`, style: { 'flex-grow': String(counts[status].projects / whole) },
    }))),
    h('div', { class: 'status-keys' }, shown.map((status) => statusKey(app, status, counts[status].projects))));
}

/** @param {App} app @param {string} status @param {number} projects */
function statusKey({ store, verbs }, status, projects) {
  const state = store.get();
  const pressed = state.filter.status.includes(status);
  return h('button', {
    type: 'button', class: 'status-key', 'aria-pressed': pressed, data: { key: `status-${status}` },
    on: { click: () => verbs.narrow(toggled(store.get().filter, 'status', status)) },
  }, statusDot(status), h('span', {}, nameOfCode(state, 'status', status)), h('b', {}, format.count(projects)));
}

/** A status as a mark of its own shape and colour. @param {string} status */
export function statusDot(status) {
  return h('i', { class: `dot status-${status}`, 'aria-hidden': 'true' });
}

/** @param {string} sector */
export function sectorIcon(sector) {
  return icon(sector, 'icon sector');
}
