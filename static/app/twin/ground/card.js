/** The card of the placing tool: the two ways, their figures, the reason that is kept with the decision. */

import { fill, h, icon } from '../../dom.js';
import * as format from '../../format.js';
import { faultOf, isDecided } from './placing-state.js';

/** @typedef {import('./placing-state.js').Placing} Placing */
/** @typedef {{ placing: Placing, t: import('../words.js').Translate, change: (patch: Partial<Placing>) => void, keep: () => void, away: () => void }} Card */

/** @param {HTMLElement} element @param {Card} card */
export function placingCard(element, { placing, t, change, keep, away }) {
  element.setAttribute('aria-label', t('placing_title', { name: placing.name }));
  const mode = (/** @type {Placing['mode']} */ one) => h('button', { type: 'button', 'aria-pressed': one === placing.mode, data: { key: `mode-${one}` },
    on: { click: () => change({ mode: one, local: [], places: [], stretch: null }) } }, t(`placing_${one}`));
  const reason = h('input', { value: placing.reason, maxlength: 500, placeholder: t('placing_reason_hint'), 'aria-label': t('placing_reason'), data: { key: 'placing-reason' },
    on: { input: () => { change({ reason: reason.value }); } } });
  fill(element,
    h('div', { class: 'card-head' }, h('strong', {}, t('placing_title', { name: placing.name })), h('button', {
      class: 'tiny', type: 'button', 'aria-label': t('close'), title: t('close'), data: { key: 'placing-away' }, on: { click: away } }, icon('close'))),
    h('div', { class: 'segments', role: 'group', 'aria-label': t('placing_how') }, mode('hand'), mode('points')),
    h('p', { class: 'faint' }, hint(placing, t)),
    h('div', { class: 'placing-figures' },
      figure(t('placing_turn'), placing.rotationDeg, { min: 0, max: 360, step: 0.1, key: 'turn', disabled: placing.mode === 'points' }, change, (turn) => ({ rotationDeg: ((turn % 360) + 360) % 360 })),
      figure(t('placing_height'), placing.heightM, { min: -500, max: 9000, step: 0.1, key: 'height' }, change, (heightM) => ({ heightM }))),
    placing.refused && h('p', { class: 'warn', role: 'alert' }, t('placing_refused', placing.refused)),
    h('input', { type: 'range', min: 0, max: 360, step: 0.5, value: String(placing.rotationDeg), disabled: placing.mode === 'points', 'aria-label': t('placing_turn'), data: { key: 'turn-slide' },
      on: { input: (/** @type {any} */ event) => change({ rotationDeg: Number(event.target.value) }) } }),
    h('dl', { class: 'facts' }, h('dt', {}, t('lonlat')), h('dd', {}, `${format.degree(placing.anchor[0])}, ${format.degree(placing.anchor[1])}`)),
    placing.stretch !== null && h('p', { class: faultOf(placing) ? 'warn' : 'faint', role: 'status' }, [t('placing_stretch', { percent: ((placing.stretch - 1) * 100).toFixed(2) }), fault(placing, t)].filter(Boolean).join(' ')),
    placing.missed && h('p', { class: 'warn', role: 'alert' }, t(`placing_missed_${placing.missed}`)),
    reason,
    h('div', { class: 'card-actions' }, h('button', { class: 'button primary', type: 'button', disabled: !isDecided(placing), data: { key: 'placing-keep' }, on: { click: keep } }, t('placing_keep'))));
}

/** @param {Placing} placing @param {Card['t']} t */
function hint({ mode, local, places, snapped }, t) {
  if (mode === 'hand') return t('placing_hand_hint');
  if (places.length === 2) return t('placing_points_done');
  if (local.length > places.length) return [snapped && t('placing_snapped'), t('placing_points_place', { n: places.length + 1 })].filter(Boolean).join(' ');
  return t('placing_points_local', { n: places.length + 1 });
}

/** @param {Placing} placing @param {Card['t']} t */
function fault(placing, t) {
  const found = faultOf(placing);
  return found && t(`placing_fault_${found}`);
}

/**
 * A figure to type; what cannot be is said and not taken.
 * @param {string} label @param {number} value @param {{ min: number, max: number, step: number, key: string, disabled?: boolean }} field
 * @param {Card['change']} change @param {(value: number) => Partial<Placing>} taken
 */
function figure(label, value, { key, disabled = false, ...limits }, change, taken) {
  const { min, max } = limits;
  const read = (/** @type {any} */ event) => {
    const given = event.target.value;
    const number = Number(given);
    const fits = given !== '' && Number.isFinite(number) && number >= min && number <= max;
    change(fits ? { ...taken(number), refused: null } : { refused: { label, given: given || '–', min, max } });
  };
  return h('label', {}, h('span', { class: 'faint' }, label), h('input', { type: 'number', ...limits, disabled, value: String(Number(value.toFixed(3)) % (key === 'turn' ? 360 : Infinity)), data: { key: `figure-${key}` }, on: { change: read } }));
}
