/** What is measured is drawn from its first point on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figureSpot } from '../../static/app/twin/engine/figure-spot.js';

test('an angle of which one point is taken has no corner yet', () => {
  assert.deepEqual(figureSpot('angle', [[1, 2, 3]]), [1, 2, 3]);
});

test('the figure of an angle stands at its corner, every other in the middle', () => {
  const points = /** @type {[number, number, number][]} */ ([[9, 0, 0], [0, 0, 0], [0, 9, 3]]);
  assert.deepEqual(figureSpot('angle', points), [0, 0, 0]);
  assert.deepEqual(figureSpot('area', points), [3, 3, 1]);
});
