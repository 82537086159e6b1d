/** What is said of an element on a day, in colour: the same in the twin and on the map. */

export const GAP = /** @type {const} */ ({ on_time: 0x3f9c6d, early: 0x3d7fc4, late: 0xe39a2d, planned_not_built: 0xc7543f, claimed_without_evidence: 0x8a63b8 });
/** What is missing by a day that has not come. */
export const COMING = 0xb9c9d6;
