/** Two pictures of one building, the play as pictures, and choosing by a box. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IDLE } from '../../static/app/loads.js';
import { dayOf, textOf } from '../../static/app/twin/days/course.js';
import { daysOfPlay, looksAt, momentsOf } from '../../static/app/twin/days/pair.js';
import { COLOURS, readChanges } from '../../static/app/twin/days/play.js';
import { frameOf, isTaken, isTouching } from '../../static/app/twin/engine/boxing.js';
import { stateOfHash, toLink } from '../../static/app/twin/link.js';
import { initialState } from '../../static/app/twin/state.js';
import { crc32, zipOf } from '../../static/app/zip.js';

const task = { start: '2026-03-10', finish: '2026-03-20', base_start: '2026-02-10', base_finish: '2026-02-20', began: '2026-02-25' };
const answer = { name: 'p', schedule: 's', tasks: [task], task_of: Buffer.from(Uint32Array.from([1]).buffer).toString('base64') };
const days = { status: 'ready', value: readChanges(answer, 1), error: null };
const seen = { ...initialState(), side: 'progress', days, day: dayOf('2026-03-01'), hidden: new Uint8Array(1), ghosted: new Uint8Array(1) };

test('plan and fact of one day are two pictures', () => {
  const moments = momentsOf({ ...seen, pair: 'clocks' });
  const [plan, fact] = moments.map((one) => looksAt(seen, one).colours[0] - 1);
  assert.deepEqual([plan, fact], [COLOURS.done, COLOURS.going_on]);
});

test('two days are two pictures of one clock, the right one the last day until another is chosen', () => {
  assert.deepEqual(momentsOf({ ...seen, pair: 'dates', clock: 'actual' }).map(({ day }) => day), [seen.day, days.value.last]);
  const other = dayOf('2026-02-12');
  assert.deepEqual(momentsOf({ ...seen, pair: 'dates', otherDay: other }).map(({ day, clock }) => [day, clock]), [[seen.day, 'gap'], [other, 'gap']]);
});

test('there is one picture while something else is looked at', () => {
  assert.equal(momentsOf({ ...seen, pair: '' }), null);
  assert.equal(momentsOf({ ...seen, pair: 'clocks', side: 'tree' }), null);
  assert.equal(momentsOf({ ...seen, pair: 'clocks', preview: {} }), null);
  assert.equal(momentsOf({ ...seen, pair: 'clocks', difference: { ...IDLE, value: {} } }), null);
});

test('a link keeps both days, the pair and the pace', () => {
  const linked = toLink({ ...seen, pair: 'dates', otherDay: dayOf('2026-02-12'), pace: 4 });
  const back = stateOfHash(linked);
  assert.deepEqual([back.pair, textOf(back.day), textOf(back.otherDay), back.pace], ['dates', '2026-03-01', '2026-02-12', 4]);
  assert.equal(stateOfHash('pair=three&pace=3').pair, '');
  assert.equal(stateOfHash('pair=three&pace=3').pace, 1);
});

test('a play ends on the last day whatever its step', () => {
  assert.deepEqual(daysOfPlay(0, 15, 1), [0, 7, 14, 15]);
  assert.deepEqual(daysOfPlay(0, 14, 2), [0, 14]);
});

test('to the right inside, to the left also touched', () => {
  const [right, left] = [[{ x: 0, y: 0 }, { x: 10, y: 10 }], [{ x: 10, y: 10 }, { x: 0, y: 0 }]];
  const half = { left: 5, top: 5, right: 15, bottom: 8 };
  const inside = { left: 2, top: 2, right: 8, bottom: 8 };
  const away = { left: 12, top: 2, right: 18, bottom: 8 };
  for (const [[from, to], taken] of [[right, [true, false, false]], [left, [true, true, false]]]) {
    assert.deepEqual([inside, half, away].map((one) => isTaken(one, frameOf(from, to), isTouching(from, to))), taken);
  }
});

test('an archive holds its files as they are', async () => {
  assert.equal(crc32(new TextEncoder().encode('123456789')), 0xcbf43926);
  const blob = zipOf([{ name: '学校-2026-03-01.png', bytes: Uint8Array.of(1, 2, 3) }, { name: 'b.png', bytes: new Uint8Array(0) }]);
  const bytes = Buffer.from(await blob.arrayBuffer());
  assert.equal(bytes.readUInt32LE(0), 0x04034b50);
  const end = bytes.length - 22;
  assert.deepEqual([bytes.readUInt32LE(end), bytes.readUInt16LE(end + 10)], [0x06054b50, 2]);
  const at = bytes.readUInt32LE(end + 16);
  assert.equal(bytes.readUInt32LE(at), 0x02014b50);
  assert.equal(bytes.subarray(at + 46, at + 46 + bytes.readUInt16LE(at + 28)).toString(), '学校-2026-03-01.png');
});
