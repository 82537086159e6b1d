import assert from 'node:assert/strict';
import { test } from 'node:test';

import { valueOf } from '../../static/app/choropleth.js';
import { classesOf, groundLegend } from '../../static/app/map/money.js';
import { AHEAD, groundColour, groundColours } from '../../static/app/map/palette.js';
import { selection } from '../../static/app/map/sketch-style.js';
import { GROUND_METRICS } from '../../static/app/permalink.js';
import { COMING } from '../../static/app/twin/days/tints.js';

const FOUND = { breaks: [5, 10, 20], places: [{ id: 'a', class: 0 }, { id: 'b', class: 3 }, { id: 'c', class: 3 }] };

test('the legend of sections counts the places of each class and names what has no record', () => {
  const rows = groundLegend(FOUND);
  assert.deepEqual(rows.map(({ from, to, places }) => [from, to, places]),
    [[null, 5, 1], [5, 10, 0], [10, 20, 0], [20, null, 2], [null, null, 0]]);
  assert.equal(rows.at(-1)?.index, -1);
});

test('what stands in a place that is counted is not counted again', () => {
  const rows = groundLegend({ breaks: [5], places: [{ id: 'a', class: 0 }, { id: 'b', class: 0, within: true }] });
  assert.equal(rows[0].places, 1);
});

test('of a day that has not come nothing that is missing is late', () => {
  const found = { ahead: true, breaks: [-15, -5, 5, 15], places: [{ id: 'a', class: 0, value: -70 }, { id: 'b', class: 4, value: 20 }] };
  assert.deepEqual([...classesOf(found)], [['a', AHEAD], ['b', 4]]);
  assert.deepEqual(groundLegend(found).map(({ index, places }) => [index, places]), [[2, 0], [3, 0], [4, 1], [AHEAD, 1], [-1, 0]]);
  assert.equal(Number.parseInt(groundColour('light', 'pace', AHEAD).slice(1), 16), COMING);
});

test('without an answer no place has a class', () => {
  assert.equal(classesOf(null).size, 0);
  assert.deepEqual([...classesOf(FOUND)], [['a', 0], ['b', 3], ['c', 3]]);
});

test('every figure has one colour a class, and one for no record', () => {
  const classes = { pace: 5, paid_built: 5, waiting: 4, headroom: 4, score: 4 };
  for (const metric of GROUND_METRICS) {
    assert.equal(groundColours(metric).length, classes[metric]);
    assert.match(groundColour('light', metric, -1), /color-mix/);
  }
});

test('a region nothing may be spent in has no execution rate', () => {
  assert.equal(valueOf({ code: '97', projects: 3 }, 'execution'), null);
  assert.equal(valueOf({ code: '97', projects: 3, execution_pct: '6.00' }, 'execution'), 6);
});

test('a place is named in the language of the reader, where it has such a name', async () => {
  const { placeOf } = await import('../../static/app/codes.js');
  const row = { feature_name: '第一标段', feature_name_en: 'Section 1' };
  assert.deepEqual([placeOf('en', row), placeOf('zh', row), placeOf('en', { feature_name: '桥' })], ['Section 1', '第一标段', '桥']);
});

test('what is picked keeps the colour of its money', () => {
  const paint = (/** @type {string | null} */ metric, /** @type {string} */ id) => /** @type {any} */ (selection('light', metric).find((one) => one.id === id)).paint;
  assert.ok(paint(null, 'selection-fill')['fill-opacity'] > 0);
  assert.equal(paint('headroom', 'selection-fill')['fill-opacity'], 0);
  assert.equal(paint('headroom', 'selection-case')['line-opacity'], 0);
  for (const metric of GROUND_METRICS) assert.ok(!groundColours(metric).includes(paint(metric, 'selection-line')['line-color']));
});
