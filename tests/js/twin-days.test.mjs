/** The days of a building: the same rules as the server's, one pass for 50,000 elements, a link that keeps the day. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { AHEAD, byteOf, CATEGORIES, courseOf, dayOf, textOf } from '../../static/app/twin/days/course.js';
import { previewColours, PREVIEW } from '../../static/app/twin/days/linking.js';
import { captionOf } from '../../static/app/twin/days/pair.js';
import { COLOURS, readChanges, sceneOn } from '../../static/app/twin/days/play.js';
import { stateOfHash, toLink } from '../../static/app/twin/link.js';
import { looksOf } from '../../static/app/twin/looks.js';
import { initialState } from '../../static/app/twin/state.js';

const { cases } = JSON.parse(readFileSync(new URL('../linking/vectors.json', import.meta.url), 'utf8'));

for (const { name, course, on, today, category, planned, actual } of cases) {
  test(`as the server has it: ${name}`, () => {
    const found = byteOf(courseOf(course, false), dayOf(on), dayOf(today ?? on));
    assert.deepEqual([found & AHEAD ? 'ahead' : CATEGORIES[found & 7], (found >> 3) & 3, (found >> 5) & 3], [category, planned, actual]);
  });
}

const answer = (tasks, of) => ({ name: 'p', schedule: 's', tasks, task_of: Buffer.from(Uint32Array.from(of).buffer).toString('base64') });
const task = { start: '2026-03-10', finish: '2026-03-20', base_start: '2026-02-10', base_finish: '2026-02-20' };

test('what is not due is not seen yet, what has no task is grey, and the counts say how many', () => {
  const days = readChanges(answer([task], [1, 0, 1]), 4);
  const scene = sceneOn(days, dayOf('2026-02-01'), 'gap', new Uint8Array(4));
  assert.deepEqual([...scene.hidden], [1, 0, 1, 0]);
  assert.equal(scene.counts.not_due, 2);
  const later = sceneOn(days, dayOf('2026-02-25'), 'gap', Uint8Array.from([0, 0, 1, 0]));
  assert.equal(later.colours[0], COLOURS.planned_not_built + 1);
  assert.deepEqual([...later.hidden], [0, 0, 1, 0]);
});

test('on a day ahead the plan is seen and nothing is called late', () => {
  const days = readChanges(answer([task], [1]), 1);
  const seen = (clock) => sceneOn(days, dayOf('2026-02-25'), clock, new Uint8Array(1), dayOf('2026-02-09'));
  assert.deepEqual(seen('gap').counts, { no_task: 0, ahead: 1 });
  assert.equal(seen('gap').hidden[0], 0);
  assert.equal(seen('planned').counts.done, 1);
  const said = (day) => captionOf((key) => key, { day: dayOf(day), clock: 'gap' }, dayOf('2026-02-09'));
  assert.deepEqual([said('2026-02-09'), said('2026-02-10')], ['2026-02-09 · days_gap', '2026-02-10 · days_gap · state_ahead']);
});

test('the plan and the fact are two clocks', () => {
  const days = readChanges(answer([{ ...task, began: '2026-02-15' }], [1]), 1);
  const seen = (clock) => sceneOn(days, dayOf('2026-02-25'), clock, new Uint8Array(1)).counts;
  assert.equal(seen('planned').done, 1);
  assert.equal(seen('actual').going_on, 1);
});

test('fifty thousand elements of two thousand tasks are one pass each', () => {
  const tasks = Array.from({ length: 2000 }, (_, n) => ({ start: textOf(20000 + (n % 700)), finish: textOf(20010 + (n % 700)) }));
  const days = readChanges(answer(tasks, Array.from({ length: 50000 }, (_, el) => 1 + (el % 2000))), 50000);
  const { counts, colours } = sceneOn(days, 20300, 'gap', new Uint8Array(50000));
  assert.equal(colours.length, 50000);
  assert.equal(Object.values(counts).reduce((sum, n) => sum + n, 0), 50000);
});

test('a day before the files have one is no day', () => {
  assert.deepEqual([dayOf(''), dayOf('morgen'), textOf(dayOf('2026-03-02'))], [null, null, '2026-03-02']);
});

test('the link keeps the day and the clock', () => {
  const state = { ...initialState(), side: 'progress', day: dayOf('2026-03-02'), clock: 'actual' };
  const back = stateOfHash(`#${toLink(state)}`);
  assert.deepEqual([back.side, back.day, back.clock], ['progress', state.day, 'actual']);
});

test('while something is previewed, what is chosen does not outshine it', () => {
  const state = { ...initialState(), side: 'progress', hidden: new Uint8Array(3), ghosted: new Uint8Array(3), chosen: [0, 2],
    elements: { status: 'ready', value: { count: 3 }, error: null } };
  const looks = looksOf({ ...state, preview: { new: [0], same: [], conflicts: [2] } });
  assert.deepEqual([looks.chosen, looks.colours[0], looks.colours[2]], [[], PREVIEW.new + 1, PREVIEW.conflicts + 1]);
  assert.deepEqual(looksOf({ ...state, preview: null }).chosen, [0, 2]);
});

test('a preview shows three kinds, and the rest grey', () => {
  const of = previewColours({ new: [0], same: [1], conflicts: [2] }, 4);
  assert.deepEqual([...of.subarray(0, 3)], [PREVIEW.new, PREVIEW.same, PREVIEW.conflicts].map((one) => one + 1));
});
