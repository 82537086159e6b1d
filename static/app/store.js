/**
 * One place for state. Listeners watch a selection of it and hear only real changes.
 * @template {object} State
 * @param {State} initial
 */
export function createStore(initial) {
  let state = initial;
  /** @type {Set<() => void>} */
  const watchers = new Set();

  return {
    /** @returns {Readonly<State>} */
    get: () => state,

    /** @param {Partial<State>} patch */
    set(patch) {
      state = { ...state, ...patch };
      for (const notify of [...watchers]) if (watchers.has(notify)) notify();
    },

    /**
     * Call `listener` whenever what `select` picks changes.
     * @template Picked
     * @param {(state: Readonly<State>) => Picked} select
     * @param {(picked: Picked, before: Picked | undefined) => void} listener
     * @param {{ now?: boolean }} [options]  `now`: also call it at once
     * @returns {() => void} stops listening
     */
    watch(select, listener, { now = false } = {}) {
      let picked = select(state);
      const notify = () => {
        const next = select(state);
        if (same(next, picked)) return;
        const before = picked;
        picked = next;
        listener(next, before);
      };
      watchers.add(notify);
      if (now) listener(picked, undefined);
      return () => watchers.delete(notify);
    },
  };
}

/**
 * Tell whether two selections are the same: identical, or arrays with identical members.
 * @param {unknown} left
 * @param {unknown} right
 */
export function same(left, right) {
  if (Object.is(left, right)) return true;
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
  return left.every((member, index) => Object.is(member, right[index]));
}
