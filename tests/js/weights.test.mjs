import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sumOf, told } from '../../static/app/performance/weights.js';

test('weights are summed in hundredths, exactly', () => {
  assert.equal(sumOf(['33.33', '33.33', '33.34']), 10000);
  assert.equal(sumOf(['0.1', '0.2', '', ' 99.7 ']), 10000);
  assert.equal(told(sumOf(['40', '59.99']) ?? 0), '99.99');
});

test('what is no weight leaves the sum unknown', () => {
  for (const text of ['-1', 'forty', '1.005', '1e2', '1,5']) assert.equal(sumOf(['50', text]), null);
});
