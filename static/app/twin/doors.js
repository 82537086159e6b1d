/** What the viewer asks the server for: models, revisions, elements, colours, differences, placements, issues. */

/** @typedef {import('../api.js').Api} Api */
/** @typedef {ReturnType<typeof createDoors>} Doors */
/** What elements are linked to: the tasks of a schedule or the items of a contract's bill. @typedef {{ kind: 'task' | 'item', id: string }} Target */

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
    /** Photos near a model, in its axes. @param {string} id @param {AbortSignal} [signal] */
    photos: (id, signal) => get(`${revision(id)}/photos/`, undefined, signal),
    /** Photos of the tasks that make one element. @param {string} id @param {string} globalId @param {AbortSignal} [signal] */
    elementPhotos: (id, globalId, signal) => get(`${revision(id)}/elements/${encodeURIComponent(globalId)}/photos/`, undefined, signal),
    /** The views people keep of a structure. @param {string} structure @param {AbortSignal} [signal] */
    savedViews: async (structure, signal) => (await get('/api/v1/saved-views/', new URLSearchParams({ structure }), signal)).views,
    /** @param {{ model: string, name: string, link: string }} given */
    keepView: (given) => post('/api/v1/saved-views/', given),
    /** @param {string} id */
    dropView: (id) => send(`/api/v1/saved-views/${encodeURIComponent(id)}/`, { method: 'DELETE' }),
    /** The bill items of one element. @param {string} id @param {string} globalId @param {AbortSignal} [signal] */
    elementItems: async (id, globalId, signal) => (await get(`${revision(id)}/elements/${encodeURIComponent(globalId)}/items/`, undefined, signal)).items,
    ...linkDoors({ get, post }),
    ...issueDoors({ get, post, send }),
  };
}

/** @param {Pick<Api, 'get' | 'post'>} api */
function linkDoors({ get, post }) {
  const links = (/** @type {Target} */ { kind, id }) => `/api/v1/${kind === 'item' ? 'contracts' : 'schedules'}/${encodeURIComponent(id)}/links/`;
  return {
    /** All days at once. @param {string} id @param {string} schedule  empty: the one linked to most @param {AbortSignal} [signal] */
    stateChanges: (id, schedule, signal) => get(`/api/v1/revisions/${encodeURIComponent(id)}/states/changes/`, new URLSearchParams(schedule ? { schedule } : {}), signal),
    /** @param {string} project */
    schedules: (project) => get(`/api/v1/projects/${encodeURIComponent(project)}/schedules/`),
    /** The first tasks of a revision, at most as many as a list to choose from can hold. @param {string} schedule @param {number} number */
    tasks: (schedule, number) => pagesOf(get, `/api/v1/schedules/${encodeURIComponent(schedule)}/revisions/${number}/tasks/`, new URLSearchParams({ limit: '200' }), 'tasks'),
    /** The contracts of a project. @param {string} project @param {AbortSignal} [signal] */
    contracts: async (project, signal) => (await get(`/api/v1/projects/${encodeURIComponent(project)}/contracts/`, undefined, signal)).contracts,
    /** Rules, coverage and the bill beside what its elements come to. @param {string} contract @param {string} revision @param {AbortSignal} [signal] */
    billLinks: (contract, revision, signal) => get(links({ kind: 'item', id: contract }), new URLSearchParams({ revision }), signal),
    /** The numbers of an item's elements. @param {string} contract @param {string} revision @param {string} item @returns {Promise<number[]>} */
    itemElements: async (contract, revision, item) => (await get(`${links({ kind: 'item', id: contract })}elements/`, new URLSearchParams({ revision, item }))).elements,
    /** @param {Target} target @param {unknown} given */
    linkPreview: (target, given) => post(`${links(target)}preview/`, given),
    /** @param {Target} target @param {unknown} given */
    linkByRule: (target, given) => post(`${links(target)}rules/`, given),
    /** @param {Target} target @param {unknown} given */
    linkByHand: (target, given) => post(`${links(target)}hand/`, given),
  };
}

const MOST_PAGES = 10;

/** @param {Pick<Api, 'get' | 'post' | 'send'>} api */
function issueDoors({ get, post, send }) {
  const issue = (/** @type {string} */ id) => `/api/v1/issues/${encodeURIComponent(id)}/`;
  return {
    /** All issues of a structure. @param {string} structure @param {AbortSignal} [signal] */
    issues: (structure, signal) => pagesOf(get, '/api/v1/issues/', new URLSearchParams({ structure, limit: '200', sort: '-number' }), 'issues', signal),
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

/** What some pages of a list hold together. @param {Api['get']} get @param {string} path @param {URLSearchParams} query @param {string} name  of the list @param {AbortSignal} [signal] @returns {Promise<any[]>} */
async function pagesOf(get, path, query, name, signal) {
  const found = [];
  let asked = query;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await get(path, asked, signal);
    found.push(...answer[name]);
    if (!answer.next) break;
    asked = new URLSearchParams(answer.next.replace(/^.*\?/, ''));
  }
  return found;
}
