/** The view as an address: what is chosen comes back whole, a few by name and many as a set. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followTask } from '../../static/app/twin/days/feed.js';
import { elementsOfTask } from '../../static/app/twin/days/play.js';
import { readElements } from '../../static/app/twin/elements.js';
import { setsOfHash, stateOfHash, toLink } from '../../static/app/twin/link.js';
import { initialState } from '../../static/app/twin/state.js';
import { createStore } from '../../static/app/store.js';

const COUNT = 500;
const ids = Array.from({ length: COUNT }, (_, i) => `g${i}`);
const elements = readElements({ global_id: ids, classes: ['IfcWall'], class: ids.map(() => 0), name: ids, parent: ids.map(() => -1), storey: ids.map(() => -1) });
const back = (chosen) => {
  const state = /** @type {any} */ ({ ...initialState(), chosen, hidden: new Uint8Array(COUNT), ghosted: new Uint8Array(COUNT), elements: { status: 'ready', value: elements, error: null } });
  return { link: toLink(state), chosen: setsOfHash(`#${toLink(state)}`, elements).chosen };
};

test('a few are named by GlobalId', () => {
  const { link, chosen } = back([3, 499]);
  assert.match(link, /el=g3,g499/);
  assert.deepEqual(chosen, [3, 499]);
});

test('seventy come back as seventy', () => {
  const seventy = Array.from({ length: 70 }, (_, i) => i * 7);
  const { link, chosen } = back(seventy);
  assert.doesNotMatch(link, /el=/);
  assert.deepEqual(chosen, seventy);
});

test('what is no set chooses nothing', () => {
  assert.deepEqual(setsOfHash('#els=!!', elements).chosen, []);
});

const DAYS = { tasks: [{ key: '17' }, { key: 'a b' }, { key: '9' }], taskOf: Uint32Array.from(ids, (_, i) => (i % 2 ? 2 : i === 498 ? 1 : 0)) };
const opened = (hash) => {
  const said = [];
  const store = createStore({ ...initialState(), ...stateOfHash(hash), elements: { status: 'ready', value: elements, error: null } });
  const app = /** @type {any} */ ({ store, t: (key, facts) => `${key} ${facts.key}`, verbs: { choose: (chosen) => store.set({ chosen }), say: (text) => said.push(text) } });
  return { store, said, off: followTask(app), days: (value) => store.set({ days: { status: 'ready', value, error: null } }) };
};

test('a link that names a task chooses all it makes once the days are known, and stays short', () => {
  const { store, days } = opened('#side=progress&schedule=s&task=a+b');
  assert.deepEqual(store.get().chosen, []);
  assert.match(toLink(store.get()), /task=a\+b/);
  days(DAYS);
  assert.equal(store.get().chosen.length, 250);
  const link = toLink(store.get());
  assert.ok(link.length < 80 && link.includes('task=a+b') && !/els?=/.test(link), link);
  assert.equal(stateOfHash(`#${link}`).task, 'a b');
});

test('when links change the task chooses what it makes now', () => {
  const { store, days } = opened('#side=progress&task=17');
  days(DAYS);
  assert.deepEqual(store.get().chosen, [498]);
  days({ ...DAYS, taskOf: Uint32Array.from(ids, (_, i) => (i < 3 ? 1 : 0)) });
  assert.deepEqual(store.get().chosen, [0, 1, 2]);
});

test('who chooses something else lets go of the task, and the link names what is chosen', () => {
  const { store, days } = opened('#side=progress&task=17');
  days(DAYS);
  store.set({ chosen: [498] });
  assert.equal(store.get().task, '17');
  store.set({ chosen: [3] });
  assert.equal(store.get().task, null);
  assert.match(toLink({ ...store.get(), hidden: new Uint8Array(COUNT), ghosted: new Uint8Array(COUNT) }), /el=g3/);
});

test('a task without elements here, or of no schedule, is told and chooses nothing', () => {
  for (const key of ['9', 'none']) {
    const { store, said, days } = opened(`#side=progress&task=${key}`);
    days(DAYS);
    assert.deepEqual([store.get().chosen, store.get().task, said], [[], null, [`days_no_task ${key}`]]);
  }
  assert.equal(elementsOfTask(DAYS, 'none'), null);
});

test('what is chosen of a task is written out where no schedule is in view', () => {
  const state = /** @type {any} */ ({ ...initialState(), chosen: [3], task: '17', side: 'tree', hidden: new Uint8Array(COUNT), ghosted: new Uint8Array(COUNT), elements: { status: 'ready', value: elements, error: null } });
  assert.match(toLink(state), /el=g3/);
  assert.equal(stateOfHash('#task=17').task, null);
});
