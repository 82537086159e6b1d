/** What a person can do to the building in view, with a pointer, a key, a list or a link. */

import { saying } from '../saying.js';
import { boxRound } from './elements.js';
import { allBut, maskOf, withEls } from './masks.js';
import { cutAcross, MOST_PLANES, noCuts } from './cuts.js';
import { looking } from './issues/looking.js';
import { elementsOf, hiddenAtFirst } from './state.js';
import { taking } from './taking.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {ReturnType<typeof createVerbs>} Verbs */
/** @typedef {ArrayLike<number> & Iterable<number>} Els */

/** @param {App} app */
export function createVerbs(app) {
  return { ...showing(app), ...ofChosen(app), ...going(app), ...cutting(app), ...taking(app), ...looking(app), say: saying(app.store), retry: () => {}, issuesAgain: () => {}, landAgain: () => {}, daysAgain: () => {}, photosAgain: () => {}, billAgain: () => {}, step: (/** @type {number} */ weeks) => { void weeks; } };
}

/** @param {App} app */
function showing(app) {
  const { store } = app;
  return {
    /** @param {number[]} els @param {{ fly?: boolean }} [how] */
    choose(els, { fly = false } = {}) {
      store.set({ chosen: els });
      if (fly) app.verbs.flyTo(els);
    },
    /** Add an element to what is chosen, or take it out. @param {number} el */
    toggle(el) {
      const { chosen } = store.get();
      store.set({ chosen: chosen.includes(el) ? chosen.filter((one) => one !== el) : [...chosen, el] });
    },
    /** @param {Els} els */
    hide: (els) => store.set({ hidden: withEls(store.get().hidden, els, 1), chosen: [] }),
    /** @param {Els} els */
    show: (els) => store.set({ hidden: withEls(store.get().hidden, els, 0) }),
    /** Nothing but these. @param {Els} els */
    isolate(els) {
      const elements = elementsOf(store.get());
      if (elements) store.set({ hidden: allBut(elements.count, els), ghosted: new Uint8Array(elements.count) });
    },
    /** See through everything but these. @param {Els} els */
    ghostOthers(els) {
      const elements = elementsOf(store.get());
      if (elements) store.set({ ghosted: allBut(elements.count, els), hidden: withEls(store.get().hidden, els, 0) });
    },
    /** See through these, or no longer. @param {Els} els */
    ghost(els) {
      const { ghosted } = store.get();
      store.set({ ghosted: withEls(ghosted, els, ghosted[els[0]] ? 0 : 1) });
    },
    showAll() {
      const elements = elementsOf(store.get());
      if (elements) store.set({ hidden: hiddenAtFirst(elements), ghosted: maskOf(elements.count) });
    },
  };
}

/** The same, with what is chosen. @param {App} app */
function ofChosen(app) {
  const { store } = app;
  const chosen = () => {
    const elements = elementsOf(store.get());
    return elements ? families(elements, store.get().chosen) : [];
  };
  const when = (/** @type {(els: number[]) => void} */ act) => () => {
    const els = chosen();
    if (els.length) act(els);
  };
  return {
    hideChosen: when((els) => app.verbs.hide(els)), isolateChosen: when((els) => app.verbs.isolate(els)),
    ghostOthersChosen: when((els) => app.verbs.ghostOthers(els)),
  };
}

/** @param {App} app */
function going(app) {
  const { store } = app;
  return {
    /** @param {Iterable<number>} els */
    flyTo(els) {
      const elements = elementsOf(store.get());
      const box = elements && boxRound(elements, families(elements, els));
      if (box) app.view?.fit(box);
    },
    /** @param {string} direction */
    look: (direction) => app.view?.look(direction),
    /** A storey from above, cut at chest height; null goes back. @param {number | null} storey */
    plan: (storey) => store.set({ plan: storey, walking: false }),
    walk: (/** @type {boolean} */ walking) => store.set({ walking, plan: null, tool: null }),
    take: (/** @type {import('./state.js').Tool | null} */ tool) => store.set({ tool, sketch: [], walking: false }),
  };
}

/** What is below counts, too: a storey or a stair of parts has no body of its own. @param {import('./elements.js').Elements} elements @param {Iterable<number>} els */
function families(elements, els) {
  return [...new Set([...els].flatMap((el) => [...elements.family(el)]))];
}

/** @param {App} app */
function cutting({ store }) {
  return {
    /** @param {import('./cuts.js').Cut} cut */
    addCut(cut) {
      const { cuts } = store.get();
      store.set({ cuts: { ...cuts, planes: [...cuts.planes, cut].slice(-MOST_PLANES) }, tool: null });
    },
    /** @param {0 | 1 | 2} axis */
    cutAcross(axis) {
      const { cuts, scene } = store.get();
      const cut = cutAcross(axis, boxOfScene(scene.value));
      store.set({ cuts: { ...cuts, planes: [...cuts.planes, cut].slice(-MOST_PLANES) } });
    },
    /** Shut the building, or some of it, into a box to be cut by; or open the box. @param {import('./cuts.js').CutBox | null} box */
    cutByBox: (box) => store.set({ cuts: { ...store.get().cuts, box } }),
    uncut: () => store.set({ cuts: noCuts() }),
  };
}

/** @param {import('./scene.js').SceneFacts} scene @returns {import('./cuts.js').CutBox} */
export function boxOfScene({ box }) {
  return { min: [box[0], box[1], box[2]], max: [box[3], box[4], box[5]] };
}
