/** Small charts of the filter: investment by sector and projects by year of start. The chart library comes when asked for. */

import { all, fill, h, on } from '../dom.js';
import { nameOfCode } from '../codes.js';
import * as format from '../format.js';
import { GROUND, WORKS } from '../map/palette.js';
import { toggled } from '../filter.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../types.js').Totals} Totals */

/**
 * @param {App} app
 * @param {HTMLElement} element
 * @returns {() => void}
 */
export function showCharts(app, element) {
  const { store } = app;
  const parts = {
    sector: h('div', { class: 'chart tall', role: 'img', style: { '--bars': '1' } }),
    year: h('div', { class: 'chart', role: 'img' }),
  };
  const heads = { sector: h('h3', {}), year: h('h3', {}) };
  fill(element, h('div', { class: 'charts' }, heads.sector, parts.sector, heads.year, parts.year));
  /** @type {{ sector: any, year: any } | null} */
  let charts = null;
  const render = async () => {
    const state = store.get();
    if (state.leftTab !== 'charts' || !state.totals.value) return;
    charts ??= await createCharts(app, parts);
    heads.sector.textContent = app.t('chart_sector');
    heads.year.textContent = app.t('chart_year');
    draw(app, charts, parts, state.totals.value);
  };
  const resize = () => Object.values(charts ?? {}).forEach((chart) => chart.resize());
  return all(
    store.watch((state) => [state.leftTab, state.totals.value, state.language, state.theme, state.codes], render, { now: true }),
    on(window, 'resize', resize),
    () => Object.values(charts ?? {}).forEach((chart) => chart.dispose()),
  );
}

/** @param {App} app @param {{ sector: HTMLElement, year: HTMLElement }} parts */
async function createCharts({ store, verbs }, parts) {
  const echarts = await import('echarts');
  const sector = echarts.init(parts.sector, null, { renderer: 'svg' });
  const year = echarts.init(parts.year, null, { renderer: 'svg' });
  sector.on('click', (/** @type {any} */ { data }) => verbs.narrow(toggled(store.get().filter, 'sector', data.code)));
  year.on('click', (/** @type {any} */ { name }) => verbs.narrow({ year_from: Number(name), year_to: Number(name) }));
  return { sector, year };
}

/**
 * @param {App} app @param {{ sector: any, year: any }} charts
 * @param {{ sector: HTMLElement, year: HTMLElement }} parts @param {Totals} totals
 */
function draw(app, charts, parts, totals) {
  const { store, t } = app;
  const state = store.get();
  const sectors = [...totals.by_sector].sort((a, b) => Number(a.investment_yuan) - Number(b.investment_yuan));
  const years = totals.by_year.filter(({ key }) => /^\d{4}$/.test(key));
  parts.sector.style.setProperty('--bars', String(Math.max(sectors.length, 1)));
  charts.sector.resize();
  charts.sector.setOption(sectorOption(app, sectors), { notMerge: true });
  charts.year.setOption(yearOption(app, years), { notMerge: true });
  const spoken = sectors.slice(-3).reverse().map((one) => `${nameOfCode(state, 'sector', one.key)} ${format.money(one.investment_yuan, state.language)}`);
  parts.sector.setAttribute('aria-label', `${t('chart_sector')}: ${spoken.join(', ')}`);
  parts.year.setAttribute('aria-label', `${t('chart_year')}: ${years.map(({ key, projects }) => `${key} ${projects}`).join(', ')}`);
}

/** @param {App} app @param {import('../types.js').Share[]} sectors */
function sectorOption(app, sectors) {
  const state = app.store.get();
  return {
    ...looks(app),
    grid: { left: 4, right: 76, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: 'value', show: false },
    yAxis: { type: 'category', data: sectors.map(({ key }) => nameOfCode(state, 'sector', key)), ...axis(app) },
    series: [bar(app, sectors.map(({ key, investment_yuan }) => ({ value: Number(investment_yuan), code: key })), 'right',
      (/** @type {any} */ { value }) => format.money(value, state.language))],
  };
}

/** @param {App} app @param {import('../types.js').Share[]} years */
function yearOption(app, years) {
  return {
    ...looks(app),
    grid: { left: 4, right: 4, top: 20, bottom: 4, containLabel: true },
    xAxis: { type: 'category', data: years.map(({ key }) => key), ...axis(app) },
    yAxis: { type: 'value', show: false },
    series: [bar(app, years.map(({ projects }) => ({ value: projects })), 'top', (/** @type {any} */ { value }) => format.count(value))],
  };
}

/** @param {App} app */
function looks({ store }) {
  const { theme } = store.get();
  return {
    animationDuration: 250, color: [WORKS[theme].accent],
    textStyle: { fontFamily: '"Noto Sans SC Variable", sans-serif', color: WORKS[theme].ink },
  };
}

/** @param {App} app */
function axis({ store }) {
  const { theme } = store.get();
  return {
    axisTick: { show: false }, axisLine: { lineStyle: { color: GROUND[theme].boundary, opacity: 0.4 } },
    axisLabel: { color: WORKS[theme].ink, fontSize: 11.5 },
  };
}

/** @param {App} app @param {any[]} data @param {'right' | 'top'} position @param {(one: any) => string} formatter */
function bar({ store }, data, position, formatter) {
  const { theme } = store.get();
  return {
    type: 'bar', data, barMaxWidth: 14, cursor: 'pointer', itemStyle: { borderRadius: position === 'right' ? [0, 3, 3, 0] : [3, 3, 0, 0] },
    label: { show: true, position, formatter, color: WORKS[theme].ink, fontSize: 11 },
  };
}
