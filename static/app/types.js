/**
 * The shapes that travel between modules. Money is a decimal string in yuan, areas are square metres,
 * a position is [longitude, latitude] in degrees.
 *
 * @typedef {[number, number]} LonLat
 *
 * @typedef {object} Filter  One filter for map, list, totals, tiles and exports (names as in the query string).
 * @property {string | null} region  code of 2, 4, 6 or 9 digits
 * @property {LonLat[] | null} polygon  open ring drawn on the map
 * @property {string[]} sector
 * @property {string[]} funding
 * @property {string[]} nature
 * @property {string[]} stage
 * @property {string[]} status
 * @property {number | null} year_from
 * @property {number | null} year_to
 * @property {number | null} amount_min  yuan
 * @property {number | null} amount_max  yuan
 * @property {string | null} q
 * @property {string | null} at  YYYY-MM-DD
 * @property {Clock | null} clock
 * @property {string | null} owner  organisation id
 *
 * @typedef {{ parameter: string, value: string, reason?: string, near?: string | null }} Unread  a part of a link
 *
 * @typedef {'planned' | 'actual'} Clock
 * @typedef {'projects' | 'investment' | 'paid' | 'progress' | 'investment_per_head' | 'investment_per_km2' | 'execution'} Metric
 * @typedef {'zh' | 'en'} Language
 * @typedef {{ lon: number, lat: number, zoom: number, bearing?: number, pitch?: number }} View  degrees
 * @typedef {{ order: string[], hidden: string[], opacity: Record<string, number> }} LayerState
 *
 * @typedef {object} ProjectRow
 * @property {string} id
 * @property {string} code
 * @property {string | null} investment_code
 * @property {string} name
 * @property {string} name_en
 * @property {string} owner_name
 * @property {string} [owner_name_en]
 * @property {string} region_code
 * @property {string} region_name
 * @property {string} [region_name_en]
 * @property {string} sector
 * @property {string} funding_source
 * @property {string} nature
 * @property {string} stage
 * @property {string} status
 * @property {string | null} investment_yuan
 * @property {string | null} [allocated_yuan]
 * @property {string | null} paid_yuan
 * @property {number | string | null} progress_pct
 * @property {string | null} figures_as_of
 * @property {string | null} planned_start
 * @property {string | null} planned_end
 * @property {string | null} actual_start
 * @property {string | null} actual_end
 * @property {string} [label]
 *
 * @typedef {object} RegionRow
 * @property {string} code
 * @property {string} name
 * @property {string} name_en
 * @property {number} projects
 * @property {number} crossing
 * @property {string} investment_yuan
 * @property {string} paid_yuan
 * @property {number | string | null} progress_pct
 * @property {string | null} [execution_pct]  of the budget's money of this year
 * @property {number | null} population
 * @property {number} area_sqm
 *
 * @typedef {object} ByRegion
 * @property {number} level
 * @property {string | null} parent
 * @property {RegionRow[]} regions
 * @property {Record<string, number[]>} breaks
 *
 * @typedef {object} Share  One slice of a breakdown.
 * @property {string} key
 * @property {number} projects
 * @property {string} investment_yuan
 * @property {string} paid_yuan
 *
 * @typedef {object} Totals
 * @property {number} projects
 * @property {string} investment_yuan
 * @property {string} paid_yuan
 * @property {number | string | null} progress_pct
 * @property {Record<string, Share>} by_status
 * @property {Share[]} by_sector
 * @property {Share[]} by_stage
 * @property {Share[]} by_year
 * @property {Record<string, Record<string, number>>} facets  by list and code, without the list's own choice
 * @property {[number, number, number, number] | null} extent
 *
 * @typedef {{ code: string, zh: string, en: string }} CodeEntry
 * @typedef {Record<'sectors' | 'funding' | 'nature' | 'stages' | 'statuses' | 'approvals', CodeEntry[]>} CodeLists
 *
 * @typedef {object} Me
 * @property {boolean} signed_in
 * @property {string | null} name
 * @property {string | null} organisation
 * @property {string[]} roles
 * @property {{ zh: string, en: string }[]} role_names
 * @property {string | null} region_code
 * @property {string | null} clearance
 * @property {boolean} can_import
 * @property {boolean} can_file
 * @property {boolean} can_check  what surveyors send
 *
 * @typedef {{ status: 'idle' | 'loading' | 'ready' | 'error', value: any, error: Error | null }} Loadable
 */
export {};
