/** The bill beside the model: which contract comes first, how a difference reads, where a number is from, what is asked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OTHER } from '../../static/app/twin/colouring.js';
import { billColours, COVERED, coveredElements, firstOf, isFar, plain, signed, sourceOf } from '../../static/app/twin/days/bill.js';
import { wantedOf } from '../../static/app/twin/days/linking.js';
import { readElements } from '../../static/app/twin/elements.js';
import { stateOfHash, toLink } from '../../static/app/twin/link.js';
import { looksOf } from '../../static/app/twin/looks.js';
import { initialState } from '../../static/app/twin/state.js';

test('works come before services, and no contract is none', () => {
  assert.equal(firstOf([{ id: 'a', kind: 'design' }, { id: 'b', kind: 'works' }]), 'b');
  assert.equal(firstOf([{ id: 'a', kind: 'design' }]), 'a');
  assert.equal(firstOf([]), null);
});

test('a difference has its sign, and from five per cent on it is far', () => {
  assert.deepEqual(['-3.2', '0.0', '12.5'].map(signed), ['−3.2 %', '±0.0 %', '+12.5 %']);
  assert.deepEqual(['-3.2', '-5.1', '12.5', null].map((off) => isFar({ off_pct: off })), [false, true, true, false]);
});

test('a quantity is told without idle noughts', () => {
  assert.deepEqual(['112.0000', '108.4000', '0.123456'].map(plain), ['112', '108.4', '0.123']);
});

test('where a number is from is told part by part, and what has none', () => {
  const t = (key, facts) => `${key}${facts ? `:${facts.n}` : ''}`;
  assert.equal(sourceOf(t, { measured_by: 'volume', source: { computed: 3, declared: 1, counted: 0, unknown: 2 } }), 'bill_computed:3 · bill_declared:1 · bill_unknown_of:2');
  assert.equal(sourceOf(t, { measured_by: 'count', source: { computed: 0, declared: 0, counted: 4, unknown: 0 } }), 'bill_counted');
  assert.equal(sourceOf(t, { measured_by: null, source: { computed: 0, declared: 0, counted: 0, unknown: 9 } }), 'bill_unknown');
});

test('the same form asks for a task of a schedule or an item of a contract', () => {
  const said = { of: 'x', question: 'class=IfcWall', key: 'k' };
  const at = (target) => wantedOf({ ...initialState(), target, revision: 'r' }, said);
  assert.deepEqual(at('task'), { target: { kind: 'task', id: 'x' }, body: { revision: 'r', question: 'class=IfcWall', task: 'k' } });
  assert.deepEqual(at('item'), { target: { kind: 'item', id: 'x' }, body: { revision: 'r', question: 'class=IfcWall', item: 'k' } });
});

test('a link names the item whose elements are chosen', () => {
  const link = toLink({ ...initialState(), side: 'progress', target: 'item', contract: 'c', item: 'i' });
  const back = stateOfHash(`#${link}`);
  assert.deepEqual([back.side, back.target, back.contract, back.item], ['progress', 'item', 'c', 'i']);
  assert.equal(stateOfHash('#side=progress').target, 'task');
  assert.doesNotMatch(toLink({ ...initialState(), side: 'tree', target: 'item', item: 'i' }), /item/);
});

/** A storey, a space, two walls and a door; then one wall of a model seen beside it. */
const elements = readElements({
  global_id: ['s', 'r', 'a', 'b', 'd', 'm'], name: ['s', 'r', 'a', 'b', 'd', 'm'], classes: ['IfcBuildingStorey', 'IfcSpace', 'IfcWall', 'IfcDoor'],
  class: [0, 1, 2, 2, 3, 2], parent: [-1, 0, 0, 0, 0, -1], storey: [-1, 0, 0, 0, 0, -1],
  box: [null, null, null, null, null, null].flatMap(() => [0, 0, 0, 1, 1, 1]), parts: [{ offset: 0, count: 5 }, { offset: 5, count: 1 }],
});

test('what is built is linked or without an item; places, rooms and other models are neither', () => {
  assert.deepEqual(coveredElements(elements, [3]), { linked: [2, 4], without: [3] });
  const of = billColours(elements, { coverage: { without: [3] } });
  assert.deepEqual([...of].map((colour) => colour - 1), [OTHER, OTHER, COVERED.linked, COVERED.without, COVERED.linked, OTHER]);
});

test('the building shows these colours while bill items are linked, and a preview before them', () => {
  const ready = (value) => ({ status: 'ready', value, error: null });
  const state = { ...initialState(), side: 'progress', target: 'item', elements: ready(elements), hidden: new Uint8Array(6), ghosted: new Uint8Array(6), bill: ready({ contracts: [], contract: 'c', lines: [], coverage: { without: [3] }, failed: '' }) };
  assert.equal(looksOf(state).colours[3], COVERED.without + 1);
  assert.equal(looksOf({ ...state, target: 'task' }).colours, null);
  assert.notEqual(looksOf({ ...state, preview: { new: [3], same: [], conflicts: [] } }).colours[3], COVERED.without + 1);
});
