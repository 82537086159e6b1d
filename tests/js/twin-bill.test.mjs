/** The bill beside the model: which contract comes first, how a difference reads, where a number is from, what is asked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstOf, isFar, plain, signed, sourceOf } from '../../static/app/twin/days/bill.js';
import { wantedOf } from '../../static/app/twin/days/linking.js';
import { stateOfHash, toLink } from '../../static/app/twin/link.js';
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
