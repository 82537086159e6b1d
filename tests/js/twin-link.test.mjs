/** The view as an address: what is chosen comes back whole, a few by name and many as a set. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readElements } from '../../static/app/twin/elements.js';
import { setsOfHash, toLink } from '../../static/app/twin/link.js';
import { initialState } from '../../static/app/twin/state.js';

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
