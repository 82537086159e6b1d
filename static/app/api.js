/** The only module that fetches. Every refusal becomes a Problem with the server's own words and facts. */

import { toQuery } from './filter.js';

/** @typedef {import('./types.js').Filter} Filter */

/** A refusal, as the server's problem document says it; status 0 when there was no answer at all. */
export class Problem extends Error {
  /** @param {{ type?: string, title?: string, status?: number, facts?: Record<string, unknown> }} document */
  constructor({ type = 'about:blank', title = '', status = 0, facts = {} }) {
    super(title);
    this.type = type;
    this.status = status;
    this.facts = facts;
  }
}

/**
 * @param {{ csrf: () => string, isPublic: () => boolean }} page  `isPublic`: look with the public's eyes
 */
export function createApi({ csrf, isPublic }) {
  /** @param {string} path @param {URLSearchParams} [query] */
  const address = (path, query = new URLSearchParams()) => {
    if (isPublic()) query.set('view', 'public');
    const text = query.toString();
    return text ? `${path}?${text}` : path;
  };
  /** @param {string} path @param {URLSearchParams} [query] @param {AbortSignal} [signal] */
  const get = (path, query, signal) => ask(address(path, query), { signal });
  /** @param {string} path @param {unknown} [body] */
  const post = (path, body) => ask(path, {
    method: 'POST', body: body === undefined ? undefined : JSON.stringify(body),
    headers: { 'X-CSRFToken': csrf(), 'Content-Type': 'application/json' },
  });

  return {
    address, get, post,
    /** Send bytes, and get the answer with its headers. @param {string} path @param {RequestInit} options */
    send: (path, options) => request(path, { ...options, headers: { 'X-CSRFToken': csrf(), ...options.headers } }),
    ...reads(get),
    ...places(get),
    /** @param {string} code @param {string} action @param {{ version: number, reason: string }} body */
    act: (code, action, body) => post(`/api/v1/projects/${encodeURIComponent(code)}/actions/${action}/`, body),
    /** Keep the language for the server's pages. @param {string} language */
    keepLanguage: (language) => ask('/i18n/setlang/', {
      method: 'POST', body: new URLSearchParams({ language }), headers: { 'X-CSRFToken': csrf() },
      redirect: 'manual',
    }),
  };
}

/** @typedef {ReturnType<typeof createApi>} Api */
/** @typedef {(path: string, query?: URLSearchParams, signal?: AbortSignal) => Promise<any>} Get */

/** @param {Get} get */
function reads(get) {
  return {
    /** @returns {Promise<import('./types.js').Me>} */
    me: () => get('/api/v1/me'),
    /** @returns {Promise<import('./types.js').CodeLists>} */
    codelists: () => get('/api/v1/codelists/'),
    /** @param {Filter} filter @param {AbortSignal} [signal] @returns {Promise<import('./types.js').Totals>} */
    totals: (filter, signal) => get('/api/v1/projects/totals/', toQuery(filter), signal),
    /** @param {Filter} filter @param {import('./types.js').Clock} clock @param {AbortSignal} [signal] */
    months: (filter, clock, signal) => {
      const query = toQuery({ ...filter, at: null, clock });
      return get('/api/v1/projects/months/', query, signal);
    },
    /**
     * @param {Filter} filter @param {{ sort: string, limit: number }} page @param {AbortSignal} [signal]
     */
    projects: (filter, { sort, limit }, signal) => {
      const query = toQuery(filter);
      query.set('sort', sort);
      query.set('limit', String(limit));
      return get('/api/v1/projects/', query, signal);
    },
    /** Follow a `next` address of this server. @param {string} next @param {AbortSignal} [signal] */
    follow: (next, signal) => {
      const url = new URL(next, location.origin);
      return get(url.pathname, url.searchParams, signal);
    },
    /** @param {string} code @param {AbortSignal} [signal] */
    project: (code, signal) => get(`/api/v1/projects/${encodeURIComponent(code)}/`, undefined, signal),
    /** @param {string} code */
    landCase: (code) => get(`/api/v1/projects/${encodeURIComponent(code)}/land/`),
    /** @param {string} code */
    contracts: (code) => get(`/api/v1/projects/${encodeURIComponent(code)}/contracts/`, new URLSearchParams({ sort: '-current_yuan', limit: '100' })),
    /** @param {string} code */
    schedules: (code) => get(`/api/v1/projects/${encodeURIComponent(code)}/schedules/`),
    /** @param {string} code */
    progress: (code) => get(`/api/v1/projects/${encodeURIComponent(code)}/progress/`),
    /** @param {string} schedule */
    schedule: (schedule) => get(`/api/v1/schedules/${encodeURIComponent(schedule)}/`),
    /** @param {string} schedule @param {string} revision */
    scheduleLinks: (schedule, revision) => get(`/api/v1/schedules/${encodeURIComponent(schedule)}/links/`, new URLSearchParams({ revision })),
    /** @param {string} code */
    alerts: (code) => get(`/api/v1/projects/${encodeURIComponent(code)}/alerts/`),
    /** @param {string} code */
    evaluations: (code) => get(`/api/v1/projects/${encodeURIComponent(code)}/performance/`),
    /** @param {string} code */
    budget: (code) => get(`/api/v1/projects/${encodeURIComponent(code)}/budget/`),
    ...money(get),
  };
}

/** @param {Get} get */
function money(get) {
  return {
    /** What hangs on a project, or on one place of it. @param {string} code @param {string | null} feature */
    placeMoney: (code, feature) => get(`/api/v1/projects/${encodeURIComponent(code)}/money/`, new URLSearchParams(feature ? { feature } : {})),
    /**
     * Sections of the filter's projects in a box by a figure of their money.
     * @param {Filter} filter @param {string} metric @param {string} bbox @param {AbortSignal} [signal]
     */
    moneyPlaces: (filter, metric, bbox, signal) => {
      const query = toQuery(filter);
      query.set('metric', metric);
      if (!query.has('polygon')) query.set('bbox', bbox);
      return get('/api/v1/money/places/', query, signal);
    },
    /**
     * Regions by how far the money of the running year was used.
     * @param {Filter} filter @param {{ level: number, parent: string | null }} where @param {AbortSignal} [signal]
     */
    execution: (filter, { level, parent }, signal) => {
      const query = toQuery(filter);
      query.set('level', String(level));
      if (parent) query.set('parent', parent);
      return get('/api/v1/money/by-region/', query, signal);
    },
  };
}

/** @param {Get} get */
function places(get) {
  return {
    /**
     * @param {Filter} filter @param {{ level: number, parent: string | null }} where @param {AbortSignal} [signal]
     * @returns {Promise<import('./types.js').ByRegion>}
     */
    byRegion: (filter, { level, parent }, signal) => {
      const query = toQuery(filter);
      query.set('level', String(level));
      if (parent) query.set('parent', parent);
      return get('/api/v1/projects/by-region/', query, signal);
    },
    /** @param {string | null} parent @param {AbortSignal} [signal] */
    regions: (parent, signal) => get('/api/v1/regions/', new URLSearchParams(parent ? { parent } : {}), signal),
    /** @param {string} code @param {AbortSignal} [signal] */
    region: (code, signal) => get(`/api/v1/regions/${code}/`, undefined, signal),
    /** Models by project or by box. @param {Record<string, string>} where @param {AbortSignal} [signal] */
    models: (where, signal) => get('/api/v1/models/', new URLSearchParams(where), signal),
    /** An element's record by its number, null for none. @param {string} revision @param {number} el */
    elementAt: async (revision, el) => {
      const address = `/api/v1/revisions/${encodeURIComponent(revision)}/elements/`;
      const [one] = (await get(address, new URLSearchParams({ q: `el=${el}`, limit: '1' }))).elements;
      return one ? get(`${address}${encodeURIComponent(one.global_id)}/`) : null;
    },
    /** @param {string} revision @param {AbortSignal} [signal] @returns {Promise<import('./twin/scene.js').SceneFacts>} */
    scene: (revision, signal) => get(`/api/v1/revisions/${encodeURIComponent(revision)}/scene/`, undefined, signal),
    /** @param {string} bbox @param {AbortSignal} [signal] */
    issues: (bbox, signal) => get('/api/v1/issues/', new URLSearchParams({ bbox, limit: '200' }), signal),
    /** @param {string} id @param {AbortSignal} [signal] */
    issue: (id, signal) => get(`/api/v1/issues/${encodeURIComponent(id)}/`, undefined, signal),
    /** The last photos of a project. @param {string} code @param {Record<string, string>} asked @param {AbortSignal} [signal] */
    photos: (code, asked, signal) => get(`/api/v1/projects/${encodeURIComponent(code)}/photos/`, new URLSearchParams(asked), signal),
    /** All days of a building's elements; null where none belongs to a task. @param {string} revision @param {AbortSignal} [signal] */
    stateChanges: (revision, signal) => get(`/api/v1/revisions/${encodeURIComponent(revision)}/states/changes/`, undefined, signal).catch((error) => {
      if (error.status === 404) return null;
      throw error;
    }),
    /** @param {string} text @param {AbortSignal} [signal] */
    search: (text, signal) => get('/api/v1/search/', new URLSearchParams({ q: text }), signal),
  };
}

/** @param {string} url @param {RequestInit} options */
async function ask(url, options) {
  const response = await request(url, options);
  return response.type === 'opaqueredirect' || response.status === 204 ? null : bodyOf(response);
}

/** @param {string} url @param {RequestInit} options @returns {Promise<Response>} one that is no refusal */
async function request(url, options) {
  const headers = { Accept: 'application/json', ...options.headers };
  const response = await fetch(url, { credentials: 'same-origin', ...options, headers }).catch((error) => {
    if (error.name === 'AbortError') throw error;
    throw new Problem({ type: 'urn:problem:no_answer' });
  });
  if (!response.ok && response.type !== 'opaqueredirect') throw new Problem({ status: response.status, ...await bodyOf(response) });
  return response;
}

/** @param {Response} response */
async function bodyOf(response) {
  return /json/.test(response.headers.get('Content-Type') ?? '') ? response.json() : null;
}
