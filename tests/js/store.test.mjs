/** The store tells listeners what changed, once, and only while they listen. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStore } from '../../static/app/store.js';

test('a listener hears a change of what it watches and nothing else', () => {
  const store = createStore({ a: 1, b: 1 });
  /** @type {number[]} */
  const heard = [];
  store.watch((state) => state.a, (a) => heard.push(a));
  store.set({ b: 2 });
  store.set({ a: 2 });
  store.set({ a: 2 });
  assert.deepEqual(heard, [2]);
});

test('a picked array with equal members is no change', () => {
  const store = createStore({ a: 1, b: 1, c: 1 });
  let calls = 0;
  store.watch((state) => [state.a, state.b], () => { calls += 1; });
  store.set({ c: 2 });
  store.set({ b: 2 });
  assert.equal(calls, 1);
});

test('a removed listener hears nothing, even when removed by an earlier listener', () => {
  const store = createStore({ a: 1 });
  let calls = 0;
  let stop = () => {};
  store.watch((state) => state.a, () => stop());
  stop = store.watch((state) => state.a, () => { calls += 1; });
  store.set({ a: 2 });
  assert.equal(calls, 0);
});

test('a listener that changes the state again leaves everybody with the last value', () => {
  const store = createStore({ a: 0, twice: 0 });
  store.watch((state) => state.a, (a) => store.set({ twice: a * 2 }));
  store.set({ a: 3 });
  assert.deepEqual(store.get(), { a: 3, twice: 6 });
});

test('a listener can ask to hear the present value at once', () => {
  const store = createStore({ a: 7 });
  /** @type {number[]} */
  const heard = [];
  store.watch((state) => state.a, (a) => heard.push(a), { now: true });
  assert.deepEqual(heard, [7]);
});
