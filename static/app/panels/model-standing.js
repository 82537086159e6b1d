/** In a word, where a model stands: on the map, being read, or rejected and why. */

/** @typedef {{ key: 'bim_placed' | 'bim_not_placed' | 'bim_reading' | 'bim_rejected', facts: Record<string, string | number> }} Standing */

/**
 * @param {any} model  as the list of models has it
 * @returns {Standing[]} of what is published, then of a newer file
 */
export function standingOf({ revision, placement, newest }) {
  /** @type {Standing[]} */
  const told = revision ? [{ key: placement ? 'bim_placed' : 'bim_not_placed', facts: {} }] : [];
  if (!newest || newest.state === 'published') return told;
  const isRejected = newest.state === 'rejected';
  told.push(isRejected ? { key: 'bim_rejected', facts: { name: newest.name, code: newest.code, why: newest.sentence } }
    : { key: 'bim_reading', facts: { name: newest.name, n: newest.percent ?? 0 } });
  return told;
}

/** Whether nothing ever came of it: the server takes such a model away again. @param {any} model */
export function isRemovable({ revision, newest }) {
  return !revision && newest?.state === 'rejected';
}
