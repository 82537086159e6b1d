/**
 * Colours of the map in both themes. Statuses keep one meaning everywhere: hues chosen to stay apart for the three
 * common colour-blindnesses, and always shown with a word, a glyph or a number beside them.
 */

/** @typedef {'light' | 'dark'} Theme */

/** By gravity, worst last, as the server orders them. */
export const STATUS_ORDER = [
  'cancelled', 'done', 'not_started', 'on_track', 'late_start', 'late_finish', 'suspended',
];

/** The same in the order a person reads them. */
export const STATUS_SHOWN = [
  'done', 'on_track', 'not_started', 'late_start', 'late_finish', 'suspended', 'cancelled',
];

/** @type {Record<Theme, Record<string, string>>} */
export const STATUS_COLOURS = {
  light: {
    done: '#51708f', on_track: '#00846b', not_started: '#5aa9dd', late_start: '#e0a100', late_finish: '#d0480c',
    suspended: '#8c4f9e', cancelled: '#5b5b5b',
  },
  dark: {
    done: '#8fabc8', on_track: '#2cc3a1', not_started: '#6fbcee', late_start: '#f2bd3a', late_finish: '#ff7a45',
    suspended: '#c490d6', cancelled: '#9b9b9b',
  },
};

/** One hue from faint to full: order is carried by lightness, which every eye sees. */
export const RAMP = {
  light: ['#e6eef0', '#c8dde2', '#a0c4cf', '#72a5b7', '#44809a', '#1f5a78'],
  dark: ['#1e2f38', '#24444f', '#2a5c6b', '#35798c', '#539bae', '#8cc4d1'],
};

export const GROUND = {
  light: {
    sea: '#d3e2ea', land: '#f7f5ef', forest: '#e2ecd9', built_up: '#eae3d8', river: '#a9cbdc', lake: '#c3dae6',
    motorway: '#e8b765', motorwayCase: '#c58f3b', trunk: '#f4d99c', trunkCase: '#d9b873', local: '#ffffff',
    localCase: '#ddd6c8', railway: '#9a9a9a', coast: '#a5bfcc', place: '#3b434b', placeMinor: '#66707a',
    halo: '#ffffff', waterText: '#4f7f99', boundary: '#8d7c94', none: '#ffffff',
  },
  dark: {
    sea: '#0d1820', land: '#182128', forest: '#1b2a25', built_up: '#232b31', river: '#21404f', lake: '#15303e',
    motorway: '#8f7038', motorwayCase: '#5e4a26', trunk: '#6b5a38', trunkCase: '#473d29', local: '#39434b',
    localCase: '#222a30', railway: '#5d666d', coast: '#2b414e', place: '#d5dde3', placeMinor: '#9fabb4',
    halo: '#10171c', waterText: '#6d9db8', boundary: '#8b7b99', none: '#1b252c',
  },
};

export const WORKS = {
  light: {
    paper: '#ffffff', ink: '#17222c', accent: '#0f5ea8', select: '#c2321f', site: '#0f5ea8', section: '#7a4b9a',
    structure: '#4d5a66', parcel: '#8a6d1f', farmland: '#9a7b00', ecology: '#1e7d45', urban: '#b23a6b',
    sketch: '#b3261e', shade: '#17222c',
  },
  dark: {
    paper: '#141c23', ink: '#eef3f7', accent: '#6db3f2', select: '#ff8a70', site: '#6db3f2', section: '#c79be3',
    structure: '#b3bfca', parcel: '#d9bb62', farmland: '#e0c04a', ecology: '#5fc98a', urban: '#ef8bb4',
    sketch: '#ff8a80', shade: '#000000',
  },
};

/**
 * The colour of a class, spread over the whole ramp whatever the number of classes.
 * @param {Theme} theme @param {number} index @param {number} classes
 */
export function classColour(theme, index, classes) {
  const ramp = RAMP[theme];
  const place = classes <= 1 ? ramp.length - 1 : Math.round((index / (classes - 1)) * (ramp.length - 1));
  return ramp[Math.min(place, ramp.length - 1)];
}

/** How strongly a class covers the land, and how strongly the absence of projects does. */
export const CLASS_STRENGTH = 0.82;
export const NONE_STRENGTH = 0.5;

/**
 * A class as it looks on the map, over the land: what the legend shows. Null for regions without a project.
 * @param {Theme} theme @param {number | null} index @param {number} classes
 */
export function shownColour(theme, index, classes) {
  const [colour, strength] = index === null ? [GROUND[theme].none, NONE_STRENGTH]
    : [classColour(theme, index, classes), CLASS_STRENGTH];
  return `color-mix(in srgb, ${colour} ${strength * 100}%, ${GROUND[theme].land})`;
}

/**
 * Classes of a section's money, the lowest value first. Two hues where both ends mean something, lightness for how far:
 * red is paid ahead of the work, long waiting, no room left, a poor score, work behind its plan.
 */
const MONEY_RAMPS = /** @type {Record<string, string[]>} */ ({
  pace: ['#a30f0f', '#ef7b48', '#d9d6c9', '#8fc0de', '#2166ac'],
  paid_built: ['#2166ac', '#8fc0de', '#d9d6c9', '#f4a582', '#b2182b'],
  waiting: ['#d3e3ea', '#fdcc8a', '#ef7b48', '#a30f0f'],
  headroom: ['#a30f0f', '#ef7b48', '#fdcc8a', '#8fc0de'],
  score: ['#b2182b', '#f4a582', '#8fc0de', '#2166ac'],
});

/** The class of a place on a day that has not come, where something is missing by then; drawn as in the building's days. */
export const AHEAD = 99;
const AHEAD_COLOUR = '#b9c9d6';

/** @param {string} metric */
export function groundColours(metric) {
  return MONEY_RAMPS[metric] ?? [];
}

/** A class as the legend shows it; below nought: no record. @param {Theme} theme @param {string} metric @param {number} index */
export function groundColour(theme, metric, index) {
  if (index === AHEAD) return AHEAD_COLOUR;
  return index < 0 ? `color-mix(in srgb, ${WORKS[theme].structure} 20%, ${GROUND[theme].land})` : groundColours(metric)[index];
}

/**
 * A map expression from a status property to its colour.
 * @param {Theme} theme @param {string} property
 * @returns {import('maplibre-gl').ExpressionSpecification}
 */
export function statusColour(theme, property) {
  const pairs = STATUS_ORDER.flatMap((status) => [status, STATUS_COLOURS[theme][status]]);
  return /** @type {any} */ (['match', ['get', property], ...pairs, WORKS[theme].structure]);
}
