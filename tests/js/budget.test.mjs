import assert from 'node:assert/strict';
import { test } from 'node:test';

import { arithmetic, recorded } from '../../static/app/panels/budget.js';

test('a headroom is told as its terms and what they come to', () => {
  const room = { room_yuan: '400.00', terms: [{ said: '概算', yuan: '1000.00' }, { said: '已支付', yuan: '-600.00' }] };
  assert.deepEqual(arithmetic((/** @type {string} */ key) => key, 'zh', room), [
    ['概算', '1,000.00 元'], ['已支付', '-600.00 元'], ['budget_possible', '400.00 元'],
  ]);
});

test('a stage that nobody recorded is not shown', () => {
  assert.deepEqual(recorded([{ stage: 'estimate', current_yuan: null }, { stage: 'approx', current_yuan: '1.00' }]).map((one) => one.stage), ['approx']);
});
