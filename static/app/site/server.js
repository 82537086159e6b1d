/** What the site asks of the server. The only module of it that fetches; works in the page and in its worker. */

const SITE = '/api/v1/site/';

export const server = {
  /** @returns {Promise<any>} */
  session: async () => good(await ask('session/')),
  /** @param {{ lon: number, lat: number } | null} near @returns {Promise<any>} */
  tasks: async (near) => good(await ask(`tasks/${near ? `?lon=${near.lon.toFixed(3)}&lat=${near.lat.toFixed(3)}` : ''}`)),
  /** @param {Record<string, any>} entry */
  enter: (entry) => ask('entries/', {
    method: 'POST', body: JSON.stringify({ ...entry, sent_at: new Date().toISOString() }),
    headers: { 'Content-Type': 'application/json' },
  }),
  /** @param {string} id @param {string} sha256 @param {Blob} blob */
  show: (id, sha256, blob) => {
    const form = new FormData();
    form.append('sha256', sha256);
    form.append('file', blob, `${sha256.slice(0, 12)}.jpg`);
    return ask(`entries/${id}/photos/`, { method: 'POST', body: form });
  },
  signOut: async () => {
    const answer = await fetch('/accounts/logout/', { method: 'POST', headers: await guarded() });
    if (!answer.ok) throw new Error(String(answer.status));
  },
};

/** @param {string} path @param {RequestInit} [options] @returns {Promise<{ ok: boolean, status: number, body: any }>} */
async function ask(path, options = {}) {
  const headers = { ...options.headers, ...(options.method ? await guarded() : {}) };
  const answer = await fetch(SITE + path, { ...options, headers, cache: 'no-store' });
  const body = await answer.json().catch(() => null);
  return { ok: answer.ok && body !== null, status: answer.ok && body === null ? 502 : answer.status, body };
}

/** @param {{ ok: boolean, status: number, body: any }} answer */
function good(answer) {
  if (!answer.ok) throw new Error(answer.body?.title ?? String(answer.status));
  return answer.body;
}

/** The header that proves that a page of ours asks. @returns {Promise<Record<string, string>>} */
async function guarded() {
  const cookies = 'document' in globalThis ? document.cookie : `csrftoken=${(await (/** @type {any} */ (globalThis)).cookieStore.get('csrftoken'))?.value ?? ''}`;
  return { 'X-CSRFToken': /(?:^|; )csrftoken=([^;]*)/.exec(cookies)?.[1] ?? '' };
}
