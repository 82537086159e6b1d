import assert from 'node:assert/strict';
import { test } from 'node:test';
import { points } from '../../static/app/panels/performance.js';

test('points are told as stored, undefined ones as a dash', () => {
  assert.deepEqual([points('93.0000'), points('79.9900'), points('85.5517'), points('0.0000'), points(null)],
    ['93', '79.99', '85.5517', '0', '–']);
});
