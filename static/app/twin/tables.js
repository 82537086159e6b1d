/** What was found, as a table to take away. */

export const TABLES = /** @type {const} */ (['csv', 'xlsx']);

/**
 * Where the server writes it. The properties the question names become columns there too.
 * @param {string} revision @param {string} query  in the question language; empty: all elements
 * @param {typeof TABLES[number]} form
 */
export function tableAddress(revision, query, form) {
  const columns = [...query.matchAll(NAMED)].map(([, set, name]) => `${set}.${name}`);
  const asked = new URLSearchParams({ q: query, ...(columns.length ? { columns: [...new Set(columns)].join(';') } : {}) });
  return `/api/v1/revisions/${encodeURIComponent(revision)}/elements/export.${form}?${asked}`;
}

/** A property of a set as a question writes it, unless a word in quotes is part of it: Pset_WallCommon.FireRating. */
const NAMED = /(?<=^|[\s!])([\p{L}_][\p{L}\p{N}_]*)\.([\p{L}_][\p{L}\p{N}_]*)/gu;
