/** The queue of the site: in order, once, nothing lost, nothing blocked in silence, nobody's under another's name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { giveUp, mend, retry, sendAll, waitingBehind } from '../../static/app/site/queue.js';

/** A store that keeps what was put as a disk does: every read is a copy. */
function memory(items = []) {
  const rows = new Map(items.map((one) => [one.id, structuredClone(one)]));
  const blobs = new Map(items.flatMap(({ id, photos }) => photos.map(({ sha256 }) => [`${id}/${sha256}`, new Blob([sha256])])));
  return {
    blobs,
    items: async () => [...rows.values()].map((one) => structuredClone(one)).sort((a, b) => a.number - b.number),
    put: async (item) => void rows.set(item.id, structuredClone(item)),
    blob: async (id, sha256) => blobs.get(`${id}/${sha256}`),
    arrived: async (item, sha256) => { rows.set(item.id, structuredClone(item)); blobs.delete(`${item.id}/${sha256}`); },
    drop: async (item) => { rows.delete(item.id); for (const { sha256 } of item.photos) blobs.delete(`${item.id}/${sha256}`); },
    states: () => [...rows.values()].sort((a, b) => a.number - b.number).map(({ state }) => state),
  };
}

function item(number, { task = `t${number}`, person = 7, photos = [], kind = 'progress', state = 'in_progress' } = {}) {
  return {
    id: `i${number}`, person, device: 'd', number, entry: { project: 'P', task, kind, state, percent: '5' }, state: 'waiting', reason: null, tries: 0,
    photos: photos.map((sha256) => ({ sha256, taken_at: '2026-11-20T01:00:00Z', fix: null })), done_at: null, label: '',
  };
}

/** A server that holds what it took by key. `answers`: what it says instead, by key or hash, once each. */
function fake({ person = 7, answers = {} } = {}) {
  const held = new Map();
  const log = [];
  const said = (key, usual) => {
    const [first, ...rest] = answers[key] ?? [];
    if (first === undefined) return usual();
    answers[key] = rest;
    if (first === 'lost') throw new TypeError('no network');
    if (first === 'taken, then lost') { usual(); throw new TypeError('no answer'); }
    return first;
  };
  return {
    log, held,
    session: async () => { log.push('who'); return said('session', () => ({ person: person === null ? null : { id: person } })); },
    enter: async (entry) => said(entry.id, () => {
      const fresh = !held.has(entry.id);
      if (fresh) { held.set(entry.id, entry); log.push(entry.id); }
      return { ok: true, status: fresh ? 201 : 200, body: { id: entry.id } };
    }),
    show: async (id, sha256) => said(sha256, () => {
      if (!held.has(sha256)) { held.set(sha256, id); log.push(sha256); }
      return { ok: true, status: 201, body: { sha256 } };
    }),
  };
}

const refusal = (type, facts = {}) => ({ ok: false, status: 422, body: { type: `urn:problem:${type}`, title: `no: ${type}`, facts } });

test('entries go in their order, each with its photos before the next', async () => {
  const store = memory([item(3), item(1, { photos: ['a', 'b'] }), item(2, { photos: ['c'] })]);
  const server = fake();
  assert.deepEqual(await sendAll(store, server), { sent: 3, stopped: '' });
  assert.deepEqual(server.log, ['who', 'i1', 'a', 'b', 'i2', 'c', 'i3']);
  assert.deepEqual(store.states(), ['done', 'done', 'done']);
  assert.equal(store.blobs.size, 0);
});

test('an answer that was lost is asked for again, and the entry counts once', async () => {
  const store = memory([item(1, { photos: ['a'] }), item(2)]);
  const server = fake({ answers: { i1: ['taken, then lost'], a: ['taken, then lost'] } });
  for (const stopped of ['offline', 'offline', '']) assert.equal((await sendAll(store, server)).stopped, stopped);
  assert.deepEqual(server.log.filter((one) => one !== 'who'), ['i1', 'a', 'i2']);
  assert.deepEqual(store.states(), ['done', 'done']);
});

test('without a network everything stays as it is', async () => {
  const store = memory([item(1, { photos: ['a'] })]);
  assert.equal((await sendAll(store, fake({ answers: { session: ['lost'] } }))).stopped, 'offline');
  for (const status of [500, 502, 503, 429]) {
    assert.equal((await sendAll(store, fake({ answers: { i1: [{ ok: false, status, body: null }] } }))).stopped, 'offline');
  }
  assert.deepEqual(store.states(), ['waiting']);
  assert.equal(store.blobs.size, 1);
});

test('a refused entry keeps its reason; its own task waits behind it and all others go on', async () => {
  const store = memory([item(1, { task: 'x', photos: ['a'] }), item(2, { task: 'x' }), item(3, { task: 'y' })]);
  const server = fake({ answers: { i1: [refusal('report_unfit', { count: 1 })] } });
  assert.deepEqual(await sendAll(store, server), { sent: 1, stopped: '' });
  const items = await store.items();
  assert.deepEqual(items.map(({ state }) => state), ['refused', 'waiting', 'done']);
  assert.deepEqual(items[0].reason, { what: 'entry', sha256: undefined, type: 'report_unfit', title: 'no: report_unfit', facts: { count: 1 } });
  assert.equal(waitingBehind(items).get('i2').number, 1);
  assert.equal(store.blobs.size, 1, 'its photo is still here');
});

test('what does not build on the refused entry goes on: a plain record, an issue, another kind of state', async () => {
  const store = memory([item(1, { task: 'x', kind: 'record', state: 'inspected' }), item(2, { task: 'x', kind: 'record', state: '' }),
    item(3, { task: 'x', kind: 'progress' }), item(4, { task: 'x', kind: 'record', state: 'accepted' }), item(5, { task: '', kind: 'issue', state: '' })]);
  const server = fake({ answers: { i1: [refusal('not_said_before')] } });
  assert.deepEqual(await sendAll(store, server), { sent: 3, stopped: '' });
  assert.deepEqual(store.states(), ['refused', 'done', 'done', 'waiting', 'done']);
});

test('a mended entry keeps key, number and photos, and goes before what waited behind it', async () => {
  const store = memory([item(1, { task: 'x', photos: ['a'] }), item(2, { task: 'x' })]);
  const server = fake({ answers: { i1: [refusal('report_unfit')] } });
  await sendAll(store, server);
  await mend(store, (await store.items())[0], { percent: '6' });
  await sendAll(store, server);
  assert.deepEqual(server.log.filter((one) => one !== 'who'), ['i1', 'a', 'i2']);
  assert.equal(server.held.get('i1').percent, '6');
  assert.equal(server.held.get('i1').number, 1);
});

test('what is given up goes only when it was refused, and frees what waited', async () => {
  const store = memory([item(1, { task: 'x', photos: ['a'] }), item(2, { task: 'x' })]);
  await assert.rejects(() => giveUp(store, item(1)));
  const server = fake({ answers: { i1: [refusal('report_unfit')] } });
  await sendAll(store, server);
  await giveUp(store, (await store.items())[0]);
  await sendAll(store, server);
  assert.deepEqual(store.states(), ['done']);
  assert.equal(store.blobs.size, 0);
});

test('a refused photo holds back no other entry, and can be tried again or left out', async () => {
  const store = memory([item(1, { task: 'x', photos: ['a', 'b'] }), item(2, { task: 'x' })]);
  const server = fake({ answers: { a: [refusal('photo_hash_differs'), refusal('photo_hash_differs')] } });
  await sendAll(store, server);
  assert.deepEqual(store.states(), ['refused', 'done']);
  await retry(store, (await store.items())[0]);
  await sendAll(store, server);
  assert.equal((await store.items())[0].reason.sha256, 'a');
  await giveUp(store, (await store.items())[0]);
  await sendAll(store, server);
  assert.deepEqual(store.states(), ['done', 'done']);
  assert.deepEqual(server.log.filter((one) => one !== 'who'), ['i1', 'i2', 'b']);
});

test('an answer for another photo is no receipt', async () => {
  const store = memory([item(1, { photos: ['a'] })]);
  await sendAll(store, fake({ answers: { a: [{ ok: true, status: 201, body: { sha256: 'z' } }] } }));
  assert.deepEqual(store.states(), ['refused']);
  assert.equal(store.blobs.size, 1);
});

test("another person's entries are not sent under my name", async () => {
  const store = memory([item(1, { person: 8 }), { ...item(2), id: 'mine' }]);
  const server = fake();
  await sendAll(store, server);
  assert.deepEqual(server.log, ['who', 'mine']);
  assert.deepEqual(store.states(), ['waiting', 'done']);
  assert.equal((await sendAll(store, fake({ person: null }))).stopped, 'signed_out');
});

test('a session that ended in between refuses nothing', async () => {
  const store = memory([item(1)]);
  for (const type of ['sign_in_needed', 'forbidden']) {
    const answer = { ok: false, status: 403, body: { type: `urn:problem:${type}`, title: '' } };
    assert.equal((await sendAll(store, fake({ answers: { i1: [answer] } }))).stopped, 'signed_out');
  }
  assert.deepEqual(store.states(), ['waiting']);
  const notYours = { ok: false, status: 403, body: { type: 'urn:problem:capturing_not_yours', title: 'no' } };
  await sendAll(store, fake({ answers: { i1: [notYours] } }));
  assert.deepEqual(store.states(), ['refused']);
});

test('bytes that are gone from the phone are told, not passed over', async () => {
  const store = memory([item(1, { photos: ['a'] })]);
  store.blobs.clear();
  await sendAll(store, fake());
  assert.equal((await store.items())[0].reason.type, 'photo_lost');
});
