/** What the page knows, how it begins, and the verbs that change it. */

import { emptyFilter } from './filter.js';
import { IDLE } from './loads.js';
import { levelOf, parentOf } from './choropleth.js';

/** @typedef {import('./types.js').Filter} Filter */
/** @typedef {import('./types.js').LonLat} LonLat */
/** @typedef {'projects' | 'regions' | 'filter' | 'charts'} LeftTab */
/** @typedef {'length' | 'area' | 'polygon'} Tool */
/** @typedef {import('./twin/ground/placing-state.js').Placing} Placing */

/**
 * @typedef {object} State
 * @property {Filter} filter
 * @property {import('./types.js').View | null} view
 * @property {import('./types.js').Metric} metric
 * @property {number | null} level
 * @property {import('./types.js').LayerState} layers
 * @property {string | null} selected
 * @property {string | null} ground  by which figure of their money sections are coloured
 * @property {import('./types.js').Loadable} groundMoney  that figure of the places in view
 * @property {string[]} played  plans by which buildings near by show their elements
 * @property {import('./map/thinned.js').Thinned[]} thinned  layers of which the tiles in view draw the largest shapes alone
 * @property {string | null} section  id of the section or structure of the selected project that is looked at
 * @property {{ region: string | null, selected: string | null } | null} steady  what an address chose that also says
 *   where to look: the map stays there
 * @property {string | null} approached  a project whose address says not where to look: the map goes to it, once
 * @property {import('./types.js').Unread[]} unread  parts of the address that nobody could read, not told yet
 * @property {string} tab
 * @property {boolean} publicView
 * @property {import('./types.js').Language} language
 * @property {'light' | 'dark'} theme
 * @property {import('./types.js').Me | null} me
 * @property {string | null | undefined} root  code of the only province, when there is one; undefined until known
 * @property {boolean} bare  no boundary was brought in yet
 * @property {import('./types.js').CodeLists | null} codes
 * @property {Record<string, { zh: string, en: string }>} names  region names met so far
 * @property {Record<string, string>} owners  names of units met so far, by id
 * @property {boolean} leftOpen
 * @property {boolean} wide  the list shows all its columns
 * @property {LeftTab} leftTab
 * @property {string} sort
 * @property {import('./types.js').Clock} clock  which dates the time slider shows
 * @property {boolean} timeOpen
 * @property {number} heard  how often others changed a project; the list and the totals are asked anew, what is open stays as it is
 * @property {number} changes  how often something was written, or a person asked again; lists and tiles are asked anew
 * @property {Tool | null} tool
 * @property {boolean} standing  a building stands, or stood, on the map
 * @property {{ model: string, name: string, ifcClass: string, globalId: string } | null} picked  element of a building on the map
 * @property {Placing | null} placing  a model being put on the ground
 * @property {LonLat[]} sketch  what the tool has drawn so far
 * @property {boolean} drawn  the drawing is finished; the next corner begins a new one
 * @property {import('./types.js').Loadable} issues  those whose pins are in view
 * @property {string | null} issue  id of the one whose card is open
 * @property {string[] | 'view' | null} issueList  ids of those in the open list, or all in view
 * @property {import('./types.js').Loadable} issueFacts  all of the one whose card is open
 * @property {import('./types.js').Loadable} photos  of the chosen project: those on the map
 * @property {string | null} photo  name of the one whose card is open
 * @property {string[] | null} photoList  names of those in the open list
 * @property {import('./types.js').Loadable} photoFacts  all of the one whose card is open: import('./map/photo-pins.js').Photo
 * @property {string | null} hovered  region under the pointer
 * @property {{ position: LonLat, text: string, note: string } | null} pin
 * @property {{ text: string, kind: 'info' | 'error' } | null} notice
 * @property {import('./types.js').Loadable} totals
 * @property {import('./types.js').Loadable} byRegion
 * @property {import('./types.js').Loadable} project
 * @property {import('./types.js').Loadable} months
 */

/** Until the provinces are known, one is supposed: then its cities are shown. */
const USUAL_ROOT_LEVEL = 1;

/** Drawn when asked for: they matter to a few and would cover what matters to all. */
const HIDDEN_AT_FIRST = ['photos', 'control_lines'];

/** Pins stand on buildings, and buildings over the ground: no layer is moved above them. */
export const PINS = ['issues', 'photos'];

export const LAYER_ORDER = [
  ...PINS, 'projects', 'places', 'structures', 'sections', 'sites', 'parcels', 'control_lines',
  'boundaries', 'roads', 'water', 'regions', 'cover',
];

/**
 * @param {boolean} [photos]  they are shown, as with the tab of progress
 * @returns {import('./types.js').LayerState}
 */
export function usualLayers(photos = false) {
  return { order: [...LAYER_ORDER], hidden: hiddenAtFirst(photos), opacity: {} };
}

/** @param {boolean} photos */
const hiddenAtFirst = (photos) => HIDDEN_AT_FIRST.filter((id) => !(photos && id === 'photos'));

/** Whether the tab of a project's progress is open, which shows its photos on the map. @param {{ selected: string | null, tab: string }} state */
export const photosByTab = ({ selected, tab }) => Boolean(selected) && tab === 'progress';

/** Photos are those of the chosen project, and the public sees none. @param {Readonly<State>} state */
export function showsPhotos({ me, publicView, selected, layers }) {
  return Boolean(me?.signed_in && !publicView && selected && !layers.hidden.includes('photos'));
}

/** @returns {State} */
export function initialState() {
  return {
    filter: emptyFilter(), view: null, metric: 'projects', ground: null, groundMoney: IDLE, played: [], level: null, layers: usualLayers(),
    selected: null, section: null, steady: null, approached: null, unread: [], tab: 'overview', publicView: false,
    language: 'zh', theme: 'light', me: null, root: undefined, bare: false, codes: null, names: {}, owners: {},
    leftOpen: true, wide: false, leftTab: 'projects', sort: '-investment_yuan', clock: 'planned', timeOpen: false, changes: 0, heard: 0,
    photos: IDLE, photo: null, photoList: null, photoFacts: IDLE,
    standing: false, picked: null, placing: null, thinned: [], issues: IDLE, issue: null, issueList: null, issueFacts: IDLE,
    tool: null, sketch: [], drawn: false, hovered: null, pin: null, notice: null,
    totals: IDLE, byRegion: IDLE, project: IDLE, months: IDLE,
  };
}

/** The region in view: the filter's, else the province. @param {Readonly<State>} state */
export function focusOf(state) {
  return state.filter.region ?? state.root ?? null;
}

/**
 * Which regions the map colours: those of a level inside the region in view; a town is coloured among its sisters.
 * @param {Readonly<State>} state
 * @returns {{ level: number, parent: string | null }}
 */
export function shownRegions(state) {
  const focus = focusOf(state);
  const own = state.root === undefined && !focus ? USUAL_ROOT_LEVEL : levelOf(focus);
  if (focus && own === 4) return { level: 4, parent: parentOf(focus) };
  return { level: Math.max(state.level ?? 0, own + 1), parent: focus };
}

/**
 * Layers from a link, with the ones it does not name put where they usually are.
 * @param {import('./types.js').LayerState | null} linked @param {boolean} [photos]  they are shown where the link says nothing
 * @returns {import('./types.js').LayerState}
 */
export function completeLayers(linked, photos = false) {
  if (!linked) return usualLayers(photos);
  const known = linked.order.filter((id) => LAYER_ORDER.includes(id) && !PINS.includes(id));
  const rest = LAYER_ORDER.filter((id) => !known.includes(id) && !PINS.includes(id));
  const unsaid = photos || linked.order.includes('photos') ? [] : ['photos'];
  return { ...linked, order: [...PINS, ...known, ...rest], hidden: [...unsaid, ...linked.hidden.filter((id) => LAYER_ORDER.includes(id))] };
}

/** Whether layers differ from how they begin. @param {import('./types.js').LayerState} layers @param {boolean} [photos] */
export function layersChanged({ order, hidden, opacity }, photos = false) {
  return [...hidden].sort().join() !== hiddenAtFirst(photos).sort().join() || Object.values(opacity).some((alpha) => alpha !== 1)
    || order.some((id, index) => id !== LAYER_ORDER[index]);
}

/**
 * One layer a step up (-1) or down (+1).
 * @param {import('./types.js').LayerState} layers @param {string} id @param {-1 | 1} step
 */
export function movedLayer(layers, id, step) {
  const order = [...layers.order];
  const from = order.indexOf(id);
  const to = from + step;
  if (from < 0 || to < 0 || to >= order.length || PINS.includes(order[from]) || PINS.includes(order[to])) return layers;
  [order[from], order[to]] = [order[to], order[from]];
  return { ...layers, order };
}
