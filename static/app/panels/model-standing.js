/** In a word, where a model stands: on the map, being read, or rejected and why. */

/** @typedef {{ key: 'bim_placed' | 'bim_not_placed' | 'bim_reading' | 'bim_rejected' | 'bim_off_ground' | 'bim_off_file', facts: Record<string, string | number> }} Standing */

/**
 * @param {any} model  as the list of models has it
 * @returns {Standing[]} of what is published, then of a newer file
 */
export function standingOf({ revision, placement, newest, off_ground_m: off, file_place_m: moved }) {
  /** @type {Standing[]} */
  const told = revision ? [{ key: placement ? 'bim_placed' : 'bim_not_placed', facts: {} }] : [];
  if (off) told.push({ key: 'bim_off_ground', facts: { m: off } });
  if (moved) told.push({ key: 'bim_off_file', facts: { m: moved } });
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

/** Whether a person put it elsewhere than its file says: then the file's own word can be taken again. @param {any} model */
export function isMoved({ revision, file_place_m: moved }) {
  return Boolean(revision) && typeof moved === 'number';
}
