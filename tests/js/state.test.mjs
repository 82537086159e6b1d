/** What is shown follows from the region in view; loads keep only the latest answer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLoad, IDLE } from '../../static/app/loads.js';
import { boxOf } from '../../static/app/shapes.js';
import { initialState, shownRegions } from '../../static/app/state.js';
import { createStore } from '../../static/app/store.js';

const at = (region, level = null, root = '97') => {
  const state = initialState();
  return shownRegions({ ...state, root, level, filter: { ...state.filter, region } });
};

test('regions one level below the one in view are shown', () => {
  assert.deepEqual(at(null), { level: 2, parent: '97' });
  assert.deepEqual(at('9701'), { level: 3, parent: '9701' });
  assert.deepEqual(at('970101'), { level: 4, parent: '970101' });
});

test('a town is shown among its sisters', () => {
  assert.deepEqual(at('970101001'), { level: 4, parent: '970101' });
});

test('a deeper level can be asked for, a shallower one cannot', () => {
  assert.deepEqual(at('9701', 4), { level: 4, parent: '9701' });
  assert.deepEqual(at('970101', 2), { level: 4, parent: '970101' });
});

test('without one province above all, provinces are shown', () => {
  assert.deepEqual(at(null, null, null), { level: 1, parent: null });
});

test('a late answer to an old question is dropped', async () => {
  const store = createStore({ thing: IDLE });
  const answers = [];
  const load = createLoad(store, 'thing', () => new Promise((resolve) => answers.push(resolve)));
  const [first, second] = [load.run(), load.run()];
  answers[1]('new');
  answers[0]('old');
  await Promise.all([first, second]);
  assert.deepEqual(store.get().thing, { status: 'ready', value: 'new', error: null });
});

test('an error is kept for showing, and a retry can mend it', async () => {
  const store = createStore({ thing: IDLE });
  let fails = true;
  const load = createLoad(store, 'thing', async () => {
    if (fails) throw new Error('no');
    return 7;
  });
  await load.run();
  assert.equal(store.get().thing.status, 'error');
  fails = false;
  await load.run();
  assert.equal(store.get().thing.value, 7);
});

test('a box holds every corner; nothing has none', () => {
  const line = { type: 'MultiLineString', coordinates: [[[0, 0], [1, 1]], [[5, 5], [6, 9], [8, 8]]] };
  assert.deepEqual(boxOf(line), [0, 0, 8, 9]);
  assert.equal(boxOf({ type: 'MultiPolygon', coordinates: [] }), null);
});
