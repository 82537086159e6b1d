/** The progress of a project in the drawer: dashes for what has no meaning, most money first. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { index, reached, top } from '../../static/app/panels/progress.js';

test('an index that has no meaning is a dash, and nought is nought', () => {
  assert.deepEqual([index(null), index(undefined), index('0.0000'), index('0.9349')], ['–', '–', '0.00', '0.93']);
});

test('the three lines on which most money hangs come first, by amount and not by letters', () => {
  const lines = ['9.00', '100000.00', '20000.00', '3000.00'].map((at_stake_yuan) => ({ at_stake_yuan }));
  assert.deepEqual(top(lines).map((line) => line.at_stake_yuan), ['100000.00', '20000.00', '3000.00']);
  assert.equal(lines[0].at_stake_yuan, '9.00');
});

test('what a schedule reaches is told of the model as the list names it', async () => {
  const api = { scheduleLinks: async () => ({ model: 'an id', coverage: { linked: 3 } }) };
  const models = [{ id: 'm', name: '1#教学楼 建筑', revision: 'r' }];
  assert.deepEqual(await reached(api, { id: 's' }, models), [{ model: models[0], coverage: { linked: 3 } }]);
});
