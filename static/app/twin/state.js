/** What the viewer knows, how it begins, and what a link keeps of it. */

import { IDLE } from '../loads.js';
import { noCuts } from './cuts.js';
import { maskOf } from './masks.js';

/** @typedef {import('../types.js').Loadable} Loadable */
/** @typedef {import('./engine/edges.js').Point} Point */
/** @typedef {import('./engine/orbit.js').Viewpoint} Viewpoint */
/** @typedef {'tree' | 'find' | 'colour' | 'cut' | 'views' | 'issues' | 'land' | 'versions' | 'progress'} Side */
/** @typedef {import('./engine/measuring.js').MeasureKind | 'cut' | 'box'} Tool */
/** @typedef {{ kind: import('./engine/measuring.js').MeasureKind, points: Point[] }} Measured */

/**
 * @typedef {object} State
 * @property {import('../types.js').Language} language
 * @property {import('../theme.js').Theme} theme
 * @property {import('../types.js').Me | null} me
 * @property {string} modelId
 * @property {string} project  code; empty for none
 * @property {string | null} revision  the one in view; null until the model is known
 * @property {Loadable} model
 * @property {Loadable} scene
 * @property {Loadable} elements  value: import('./elements.js').Elements
 * @property {number | null} percent  of the tiles in view that have come; null while none is wanted
 * @property {boolean} tilesFailed
 * @property {boolean} noEngine  the browser has no WebGL 2
 * @property {number[]} chosen
 * @property {Loadable} detail  of the first one chosen
 * @property {Uint8Array} hidden
 * @property {Uint8Array} ghosted
 * @property {{ by: string } | null} colour  property elements are coloured by
 * @property {Loadable} colours  value: import('./colouring.js').Colouring
 * @property {import('./cuts.js').Cuts} cuts
 * @property {number | null} plan  the storey seen from above
 * @property {boolean} walking
 * @property {Viewpoint | null} view
 * @property {Tool | null} tool
 * @property {Point[]} sketch
 * @property {Measured[]} measured
 * @property {{ id: string, at: Point, label: string, title: string, kind?: string }[]} pins  on places of the building, in its own metres
 * @property {string | null} pinned  the one that was clicked: the issue that is open
 * @property {Loadable} issues  of the structure
 * @property {Loadable} issue  the one that is open, whole
 * @property {boolean} issuesAll  closed ones, too
 * @property {boolean} raising  an issue is being written
 * @property {import('./issues/looking.js').Before | null} before  what was seen before the view of an issue
 * @property {import('./trees.js').TreeKind} tree
 * @property {ReadonlySet<number>} open
 * @property {Side} side
 * @property {boolean} leftOpen
 * @property {string} query
 * @property {Loadable} found
 * @property {string | null} against  the revision this one is compared with
 * @property {boolean} split  both side by side
 * @property {Loadable} difference
 * @property {Loadable} suggestions  what to ask of the model and to colour it by
 * @property {Loadable} mates  the other models of the structure
 * @property {string[]} joining  those shown beside this one; `all` for every one
 * @property {Loadable} paper  the one whose boundary the model was held against
 * @property {Loadable} hanging  what hangs on the structure of the chosen element: import('./records.js').Part[]
 * @property {Loadable} days  value: import('./days/play.js').Changes
 * @property {number | null} day  the one in view, counted from 1970-01-01
 * @property {import('./days/play.js').Clock} clock
 * @property {boolean} playing
 * @property {import('./days/pair.js').Pair} pair  two pictures side by side
 * @property {number | null} otherDay  of the right one, where they show two days; null for the last
 * @property {number} pace  weeks a step takes
 * @property {{ done: number, of: number } | null} taking  pictures of the play are being made
 * @property {string | null} schedule  the one that is played; null for the one linked to most
 * @property {string | null} task  of it, whose elements are chosen
 * @property {any} preview  what a rule would link
 * @property {'task' | 'item'} target  what elements are linked to
 * @property {string | null} contract  whose bill; null for the first of the project
 * @property {string | null} item  of the bill, whose elements are chosen
 * @property {Loadable} bill  value: import('./days/bill.js').Bill
 * @property {Loadable} photos  near the model, each at its place in it
 * @property {boolean} photosOn  they stand as pins
 * @property {string | null} photo  the one whose card is open
 * @property {string[] | null} photoList  those that stand in one place, whose list is open
 * @property {{ id: string, at: Point, label: string, title: string, kind?: string, ids: string[] }[]} photoPins
 * @property {boolean} helping
 * @property {{ text: string, kind: 'info' | 'error' } | null} notice
 */

/** @returns {State} */
export function initialState() {
  return {
    language: 'zh', theme: 'light', me: null, modelId: '', project: '', revision: null,
    model: IDLE, scene: IDLE, elements: IDLE, percent: null, tilesFailed: false, noEngine: false,
    chosen: [], detail: IDLE, hidden: new Uint8Array(0), ghosted: new Uint8Array(0), colour: null, colours: IDLE,
    cuts: noCuts(), plan: null, walking: false, view: null, tool: null, sketch: [], measured: [],
    pins: [], pinned: null, issues: IDLE, issue: IDLE, issuesAll: false, raising: false, before: null, tree: 'place', open: new Set(), side: 'tree', leftOpen: true, query: '', found: IDLE,
    against: null, split: false, difference: IDLE, paper: IDLE, hanging: IDLE, suggestions: IDLE, mates: IDLE, joining: [], days: IDLE, day: null, clock: 'gap', playing: false, pair: '', otherDay: null, pace: 1, taking: null, schedule: null, task: null, preview: null, target: 'task', contract: null, item: null, bill: IDLE, photos: IDLE, photosOn: false, photo: null, photoList: null, photoPins: [], helping: false, notice: null,
  };
}

/** @param {Readonly<State>} state @returns {import('./elements.js').Elements | null} */
export function elementsOf(state) {
  return state.elements.value;
}

/** What is hidden before anybody hides anything: volumes of air. @param {import('./elements.js').Elements} elements */
export function hiddenAtFirst(elements) {
  return maskOf(elements.count, elements.airy);
}
