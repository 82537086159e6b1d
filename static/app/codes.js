/** Names of codes in the language of the moment, from the server's code lists. */

/** @typedef {import('./types.js').CodeLists} CodeLists */
/** @typedef {Readonly<import('./state.js').State>} State */

/** @type {Record<string, keyof CodeLists>} */
const LIST_OF = {
  sector: 'sectors', funding: 'funding', nature: 'nature', stage: 'stages', status: 'statuses',
  approval: 'approvals',
};

/**
 * @param {State} state @param {string} kind  sector, funding, nature, stage or status
 * @returns {import('./types.js').CodeEntry[]}
 */
export function codesOf(state, kind) {
  return state.codes?.[LIST_OF[kind]] ?? [];
}

/** @param {State} state @param {string} kind @param {string | null | undefined} code */
export function nameOfCode(state, kind, code) {
  const entry = codesOf(state, kind).find((one) => one.code === code);
  return entry ? entry[state.language] : (code ?? '');
}

/** @param {State} state @param {{ name: string, name_en?: string | null }} thing */
export function nameOf(state, thing) {
  return (state.language === 'en' && thing.name_en) || thing.name;
}

/** The region a row names, in the language of the moment. @param {State} state @param {{ region_name: string, region_name_en?: string }} row */
export function regionOf(state, row) {
  return nameOf(state, { name: row.region_name, name_en: row.region_name_en });
}

/** The section or structure a row names. @param {import('./types.js').Language} language @param {{ feature_name: string, feature_name_en?: string }} row */
export function placeOf(language, row) {
  return (language === 'en' && row.feature_name_en) || row.feature_name;
}

/** The unit a row names, in the language of the moment. @param {State} state @param {{ owner_name: string, owner_name_en?: string }} row */
export function ownerOf(state, row) {
  return nameOf(state, { name: row.owner_name, name_en: row.owner_name_en });
}

/** @param {State} state @param {string} code */
export function regionName(state, code) {
  const names = state.names[code];
  return names ? names[state.language] || names.zh : code;
}

/**
 * Stages in the order of a project's life, gathered so that a person can find one among twenty-one.
 * @type {{ key: 'stages_plan' | 'stages_approve' | 'stages_build' | 'stages_close' | 'stages_end', stages: string[] }[]}
 */
export const STAGE_GROUPS = [
  { key: 'stages_plan', stages: ['draft', 'submitted', 'screening', 'returned', 'dept_review', 'reserve'] },
  { key: 'stages_approve', stages: ['proposal_approved', 'feasibility_approved', 'design_approved', 'planned'] },
  { key: 'stages_build', stages: ['preconstruction', 'construction', 'suspended'] },
  { key: 'stages_close', stages: ['completed', 'final_accounts', 'handed_over', 'evaluated', 'archived'] },
  { key: 'stages_end', stages: ['withdrawn', 'rejected', 'cancelled'] },
];
