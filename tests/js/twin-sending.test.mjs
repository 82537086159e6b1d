/** A file in parts: a broken line costs one part, the same file goes on where it stopped, a refusal is final. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf, sendInParts } from '../../static/app/twin/sending/parts.js';
import { takesNext } from '../../static/app/twin/sending/stage.js';
import { isMoved, isRemovable, standingOf } from '../../static/app/panels/model-standing.js';
import { workOf } from '../../static/app/twin/panels/versions.js';
import { tableAddress } from '../../static/app/twin/tables.js';

const MB = 1 << 20;
const file = (size) => ({ name: '教学楼.ifc', size, lastModified: 7, slice: (from, to) => /** @type {any} */ ({ size: to - from }) });
const memory = () => {
  const kept = new Map();
  return { kept, getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
};
const answer = (headers) => /** @type {any} */ ({ headers: new Headers(headers) });

/** A server that keeps an offset; `breaks` lists the parts, counted from 0, that arrive but whose answer is lost. */
function server(breaks = []) {
  const seen = /** @type {string[]} */ ([]);
  let offset = 0;
  let parts = 0;
  const send = async (path, options) => {
    seen.push(`${options.method} ${path}${options.method === 'PATCH' ? ` ${options.headers['Upload-Offset']}` : ''}`);
    if (options.method === 'POST') return answer({ Location: 'http://host:1/api/v1/uploads/u1/', 'Upload-Offset': '0' });
    if (options.method === 'HEAD') return answer({ 'Upload-Offset': String(offset) });
    offset += options.body.size;
    parts += 1;
    if (breaks.includes(parts - 1)) throw Object.assign(new Error('gone'), { status: 0 });
    return answer({ 'Upload-Offset': String(offset) });
  };
  return { send, seen, at: () => offset };
}
const how = (kept, told = []) => ({ memory: kept, tell: (part) => told.push(part), signal: new AbortController().signal, pause: async () => {} });

test('a file goes out in parts, in order, and is told of', async () => {
  const { send, seen, at } = server();
  const told = [];
  const place = await sendInParts(send, file(20 * MB), { project: 'P' }, how(memory(), told));
  assert.equal(place, '/api/v1/uploads/u1/');
  assert.equal(at(), 20 * MB);
  assert.deepEqual(seen.slice(1), [0, 8, 16].map((mb) => `PATCH ${place} ${mb * MB}`));
  assert.deepEqual(told, [0, 0.4, 0.8, 1]);
});

test('after a lost answer the server is asked how far it is, and nothing is sent twice', async () => {
  const { send, seen, at } = server([1]);
  await sendInParts(send, file(20 * MB), {}, how(memory()));
  assert.equal(at(), 20 * MB);
  assert.equal(seen.filter((line) => line.startsWith('PATCH')).length, 3);
});

test('the same file chosen again goes on where it stopped', async () => {
  const kept = memory();
  const first = server();
  const broken = async (path, options) => {
    if (options.method === 'PATCH' && first.at() >= 8 * MB) throw Object.assign(new Error('gone'), { status: 0 });
    return first.send(path, options);
  };
  await assert.rejects(sendInParts(broken, file(20 * MB), { project: 'P' }, how(kept)));
  assert.equal(kept.kept.size, 1);
  await sendInParts(first.send, file(20 * MB), { project: 'P' }, how(kept));
  assert.equal(first.seen.filter((line) => line.startsWith('POST')).length, 1);
  assert.equal(first.at(), 20 * MB);
  assert.equal(kept.kept.size, 0);
});

test('a refusal is not tried again', async () => {
  let calls = 0;
  const send = async () => {
    calls += 1;
    throw Object.assign(new Error('no'), { status: 403 });
  };
  await assert.rejects(sendInParts(send, file(1), {}, how(memory())), /no/);
  assert.equal(calls, 1);
});

test('another project is another upload', () => {
  assert.notEqual(keyOf(file(1), { project: 'A' }), keyOf(file(1), { project: 'B' }));
});

test('the next file can be chosen after the last was published or refused, not while one is under way', () => {
  assert.deepEqual(['idle', 'sending', 'reading', 'done', 'refused'].map((stage) => takesNext(/** @type {any} */ (stage))), [true, false, false, true, true]);
});

test('a rejected model says its file, its code and why, and can be removed while nothing came of it', () => {
  const newest = { state: 'rejected', name: 'zero.ifc', code: 'empty_model_file', sentence: 'The file is empty.' };
  const told = { key: 'bim_rejected', facts: { name: 'zero.ifc', code: 'empty_model_file', why: 'The file is empty.' } };
  assert.deepEqual(standingOf({ revision: null, placement: null, newest }), [told]);
  assert.equal(isRemovable({ revision: null, newest }), true);
  assert.deepEqual(standingOf({ revision: 'r', placement: {}, newest }), [{ key: 'bim_placed', facts: {} }, told]);
  assert.equal(isRemovable({ revision: 'r', newest }), false);
});

test('a model that is being read is told from a rejected one', () => {
  const newest = { state: 'reading', name: 'm.ifc', percent: 40 };
  assert.deepEqual(standingOf({ revision: null, placement: null, newest }), [{ key: 'bim_reading', facts: { name: 'm.ifc', n: 40 } }]);
  assert.equal(isRemovable({ revision: null, newest }), false);
  assert.deepEqual(standingOf({ revision: 'r', placement: null, newest: { state: 'published' } }), [{ key: 'bim_not_placed', facts: {} }]);
});

test('a question becomes a table with the properties it names', () => {
  const address = new URL(tableAddress('r1', 'class=IfcWall !Pset_WallCommon.FireRating 门=1', 'xlsx'), 'http://x');
  assert.equal(address.pathname, '/api/v1/revisions/r1/elements/export.xlsx');
  assert.equal(address.searchParams.get('q'), 'class=IfcWall !Pset_WallCommon.FireRating 门=1');
  assert.equal(address.searchParams.get('columns'), 'Pset_WallCommon.FireRating');
  assert.equal(new URL(tableAddress('r1', 'class=IfcWall', 'csv'), 'http://x').searchParams.has('columns'), false);
});

test('the sender is told that the reader waits, works, or was interrupted', () => {
  const t = (key, words) => `${key} ${words?.n ?? ''}/${words?.try ?? ''}`.trim();
  assert.match(workOf({ percent: 0, waits: true, attempt: 0 }, t), /^version_waits /);
  assert.match(workOf({ percent: 40, waits: true, attempt: 1 }, t), /^version_waits_again /);
  assert.match(workOf({ percent: 40, waits: false, attempt: 1 }, t), /^version_working 40/);
  assert.match(workOf({ percent: 12, waits: false, attempt: 2 }, t), /^version_working_again 12\/2/);
});

test('a model put far from its ground or from where its file says is told so', () => {
  const moved = { revision: 'r', placement: {}, newest: null, off_ground_m: 964, file_place_m: 3200 };
  assert.deepEqual(standingOf(moved).slice(1), [{ key: 'bim_off_ground', facts: { m: 964 } }, { key: 'bim_off_file', facts: { m: 3200 } }]);
  assert.equal(isMoved(moved), true);
  const still = { ...moved, off_ground_m: 0, file_place_m: null };
  assert.deepEqual([standingOf(still).length, isMoved(still)], [1, false]);
});
