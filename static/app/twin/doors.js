/** What the viewer asks the server for: models, revisions, elements, colours, differences, placements, issues. */

/** @typedef {import('../api.js').Api} Api */
/** @typedef {ReturnType<typeof createDoors>} Doors */

/** @param {Api} api */
export function createDoors({ get, post, send }) {
  const revision = (/** @type {string} */ id) => `/api/v1/revisions/${encodeURIComponent(id)}`;
  const model = (/** @type {string} */ id) => `/api/v1/models/${encodeURIComponent(id)}`;
  return {
    /** @param {Record<string, string>} where `project` or `bbox` @param {AbortSignal} [signal] */
    models: (where, signal) => get('/api/v1/models/', new URLSearchParams(where), signal),
    /** @param {string} id @param {AbortSignal} [signal] */
    model: (id, signal) => get(`${model(id)}/`, undefined, signal),
    /** @param {string} id @param {AbortSignal} [signal] @returns {Promise<import('./scene.js').SceneFacts>} */
    scene: (id, signal) => get(`${revision(id)}/scene/`, undefined, signal),
    /** @param {string} id @param {AbortSignal} [signal] @returns {Promise<import('./elements.js').RawElements>} */
    elements: (id, signal) => get(`${revision(id)}/elements/index/`, undefined, signal),
    /** @param {string} id @param {string} globalId @param {AbortSignal} [signal] */
    element: (id, globalId, signal) => get(`${revision(id)}/elements/${encodeURIComponent(globalId)}/`, undefined, signal),
    /** The numbers of the elements a question finds. @param {string} id @param {string} q @param {AbortSignal} [signal] */
    find: (id, q, signal) => get(`${revision(id)}/elements/`, new URLSearchParams({ q, ids: '1' }), signal),
    /** @param {string} id @param {string} by @param {AbortSignal} [signal] */
    colours: (id, by, signal) => get(`${revision(id)}/colours/`, new URLSearchParams({ by }), signal),
    /** @param {string} id @param {string} to @param {AbortSignal} [signal] */
    difference: (id, to, signal) => get(`${revision(id)}/difference/`, new URLSearchParams({ to }), signal),
    /** What to ask of a revision and to colour it by, in its own words. @param {string} id @param {AbortSignal} [signal] */
    suggestions: (id, signal) => get(`${revision(id)}/suggestions/`, undefined, signal),
    /** Keep where a model stands. @param {string} id @param {unknown} decision */
    place: (id, decision) => post(`${model(id)}/placement/`, decision),
    /** The land papers of a project. @param {string} project @param {AbortSignal} [signal] */
    landCase: (project, signal) => get(`/api/v1/projects/${encodeURIComponent(project)}/land/`, undefined, signal),
    /** What of money hangs on a structure. @param {string} project @param {string} feature @param {AbortSignal} [signal] */
    placeMoney: (project, feature, signal) => get(`/api/v1/projects/${encodeURIComponent(project)}/money/`, new URLSearchParams({ feature }), signal),
    /** @param {string} contract @param {AbortSignal} [signal] */
    bill: (contract, signal) => get(`/api/v1/contracts/${encodeURIComponent(contract)}/bill/`, undefined, signal),
    /** @param {string} project @param {AbortSignal} [signal] */
    progressReports: (project, signal) => get(`/api/v1/projects/${encodeURIComponent(project)}/progress-reports/`, undefined, signal),
    /** What is inspected, tested and accepted of a structure's elements. @param {string} project @param {string} structure @param {AbortSignal} [signal] */
    acceptance: (project, structure, signal) => get(`/api/v1/projects/${encodeURIComponent(project)}/acceptance/elements/`, new URLSearchParams({ structure }), signal),
    /** The views people keep of a structure. @param {string} structure @param {AbortSignal} [signal] */
    savedViews: async (structure, signal) => (await get('/api/v1/saved-views/', new URLSearchParams({ structure }), signal)).views,
    /** @param {{ model: string, name: string, link: string }} given */
    keepView: (given) => post('/api/v1/saved-views/', given),
    /** @param {string} id */
    dropView: (id) => send(`/api/v1/saved-views/${encodeURIComponent(id)}/`, { method: 'DELETE' }),
    ...linkDoors({ get, post }),
    ...issueDoors({ get, post, send }),
  };
}

/** @param {Pick<Api, 'get' | 'post'>} api */
function linkDoors({ get, post }) {
  const links = (/** @type {string} */ schedule) => `/api/v1/schedules/${encodeURIComponent(schedule)}/links/`;
  return {
    /** All days at once. @param {string} id @param {string} schedule  empty: the one linked to most @param {AbortSignal} [signal] */
    stateChanges: (id, schedule, signal) => get(`/api/v1/revisions/${encodeURIComponent(id)}/states/changes/`, new URLSearchParams(schedule ? { schedule } : {}), signal),
    /** @param {string} project */
    schedules: (project) => get(`/api/v1/projects/${encodeURIComponent(project)}/schedules/`),
    /** @param {string} schedule @param {unknown} given */
    linkPreview: (schedule, given) => post(`${links(schedule)}preview/`, given),
    /** @param {string} schedule @param {unknown} given */
    linkByRule: (schedule, given) => post(`${links(schedule)}rules/`, given),
    /** @param {string} schedule @param {unknown} given */
    linkByHand: (schedule, given) => post(`${links(schedule)}hand/`, given),
  };
}

const MOST_PAGES = 10;

/** @param {Pick<Api, 'get' | 'post' | 'send'>} api */
function issueDoors({ get, post, send }) {
  const issue = (/** @type {string} */ id) => `/api/v1/issues/${encodeURIComponent(id)}/`;
  return {
    /** All issues of a structure. @param {string} structure @param {AbortSignal} [signal] */
    issues: async (structure, signal) => {
      const found = [];
      let query = new URLSearchParams({ structure, limit: '200', sort: '-number' });
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const { issues, next } = await get('/api/v1/issues/', query, signal);
        found.push(...issues);
        if (!next) break;
        query = new URLSearchParams(next.replace(/^.*\?/, ''));
      }
      return found;
    },
    /** @param {string} id @param {AbortSignal} [signal] */
    issue: (id, signal) => get(issue(id), undefined, signal),
    /** @param {Record<string, unknown>} given */
    raiseIssue: (given) => post('/api/v1/issues/', given),
    /** @param {string} id @param {Record<string, unknown>} given */
    remark: (id, given) => post(`${issue(id)}comments/`, given),
    /** @param {string} id @param {string} action @param {string} reason */
    stepIssue: (id, action, reason) => post(`${issue(id)}actions/${encodeURIComponent(action)}/`, { reason }),
    /** @param {string} id @param {string} severity */
    gradeIssue: (id, severity) => post(`/api/v1/issues/${encodeURIComponent(id)}/actions/grade/`, { severity }),
    /** @param {string} structure @param {File} file @returns {Promise<{ made: string[], renewed: string[], unchanged: string[] }>} */
    bringIssues: async (structure, file) => {
      const body = new FormData();
      body.append('structure', structure);
      body.append('file', file);
      return (await send('/api/v1/issues/archive/', { method: 'POST', body })).json();
    },
  };
}
