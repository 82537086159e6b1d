/** By which figure of their money sections are coloured, what the colours mean, and what the figure says. */

import { h } from '../dom.js';
import { groundLegend } from '../map/money.js';
import { AHEAD, groundColour } from '../map/palette.js';
import { SECTIONS_FROM } from '../map/works.js';
import { GROUND_METRICS } from '../permalink.js';
import { COMING, GAP } from '../twin/days/tints.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {(typeof GROUND_METRICS)[number]} GroundMetric */

/** @param {App} app  nothing for who may see no money */
export function groundPart(app) {
  const { store, t } = app;
  const { ground, me, publicView } = store.get();
  if (!me?.signed_in || publicView) return null;
  const choose = (/** @type {any} */ event) => store.set({ ground: event.target.value || null });
  return h('div', { class: 'ground-legend' },
    h('label', {}, h('span', {}, t('ground')), h('select', { data: { key: 'ground' }, on: { change: choose } },
      h('option', { value: '', selected: !ground }, t('ground_none')),
      GROUND_METRICS.map((one) => h('option', { value: one, selected: one === ground }, t(`ground_${one}`))))),
    ground && classes(app, /** @type {GroundMetric} */ (ground)));
}

/** @param {App} app @param {GroundMetric} metric */
function classes({ store, t, map }, metric) {
  const { groundMoney, theme, view, played } = store.get();
  const note = h('p', { class: 'faint' }, t(`ground_${metric}_note`));
  if (groundMoney.status === 'error') return [note, h('p', { class: 'faint' }, groundMoney.error?.message || t('no_answer'))];
  if (groundMoney.status !== 'ready') {
    const zoom = map?.getZoom() ?? view?.zoom ?? 0;
    return [note, h('p', { class: 'faint' }, t(zoom < SECTIONS_FROM ? 'ground_zoom' : 'map_loading'))];
  }
  const found = groundMoney.value;
  return [note, found.ahead && h('p', { class: 'faint', role: 'note', data: { key: 'ground-ahead' } }, t('ground_ahead', { day: found.on })), h('ul', { class: 'classes' }, groundLegend(found).map((row) => h('li', { class: row.places || row.index < 0 ? '' : 'none' },
    h('i', { class: 'swatch fill', style: { '--colour': groundColour(theme, metric, row.index) } }),
    h('span', {}, row.index < 0 ? t('ground_no_record') : row.index === AHEAD ? t('built_ahead') : range(t, metric, row)),
    row.index >= 0 && h('b', { title: t('ground_places', { n: String(row.places) }) }, String(row.places))))),
  !found.places.length && h('p', { class: 'faint' }, t('ground_empty')), metric === 'pace' && elements(t, found.ahead, played)];
}

/** What the colours of elements mean, where buildings near by show them, and by which plans. @param {App['t']} t @param {boolean} ahead @param {string[]} plans */
function elements(t, ahead, plans) {
  const kinds = Object.entries({ ...GAP, ...(ahead ? { ahead: COMING } : {}) });
  return [h('p', { class: 'faint' }, plans.length ? t('built_by', { plans: plans.join(t('link_and')) }) : t('built_title')), h('ul', { class: 'classes' }, kinds.map(([kind, colour]) => h('li', {},
    h('i', { class: 'swatch fill', style: { '--colour': `#${colour.toString(16).padStart(6, '0')}` } }), h('span', {}, t(/** @type {any} */ (`built_${kind}`))))))];
}

/** @param {App['t']} t @param {GroundMetric} metric @param {{ from: number | null, to: number | null }} row */
function range(t, metric, { from, to }) {
  const unit = t(`ground_${metric}_unit`);
  const text = from === null ? t('class_below', { to: String(to) }) : to === null ? t('class_from', { from: String(from) }) : `${from} – ${to}`;
  const exact = metric !== 'score' ? text : from === null ? `< ${to}` : to === null ? `≥ ${from}` : `${from} – <${to}`;
  return `${exact} ${unit}`;
}

/**
 * The figure of a place in a sentence.
 * @param {App} app @param {{ value: number, parts: Record<string, string> }} place @param {GroundMetric} metric
 */
export function groundSaid({ t }, { value, parts }, metric) {
  if (metric === 'paid_built') return t('ground_paid_built_said', { paid: parts.paid_pct, built: parts.built_pct, points: String(value) });
  if (metric === 'pace') return t('ground_pace_said', { planned: parts.planned_pct, built: parts.built_pct, points: String(value) });
  if (metric === 'waiting') return t('ground_waiting_said', { n: String(value), many: parts.payments });
  if (metric === 'headroom') return t('ground_headroom_said', { pct: String(value), yuan: parts.room_yuan });
  return t(parts.own === '1' ? 'ground_score_said' : 'ground_score_whole_said', { points: String(value), year: parts.year });
}
