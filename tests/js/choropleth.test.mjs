/** Regions are classed by fixed breaks; the legend counts every region once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classify, classOf, legend, levelOf, NO_DATA, parentOf, valueOf } from '../../static/app/choropleth.js';

const region = (facts) => ({
  code: '9701', name: '', name_en: '', projects: 4, crossing: 0, investment_yuan: '8000000.00', paid_yuan: '2000000.00',
  progress_pct: 40, population: 2000, area_sqm: 4e6, ...facts,
});

test('figures per head and per square kilometre divide by the region itself', () => {
  assert.equal(valueOf(region({}), 'investment_per_head'), 4000);
  assert.equal(valueOf(region({}), 'investment_per_km2'), 2000000);
  assert.equal(valueOf(region({ population: null }), 'investment_per_head'), null);
});

test('a region without projects has no figure, one with no progress has zero', () => {
  for (const metric of ['projects', 'investment', 'paid', 'progress', 'investment_per_head', 'investment_per_km2']) {
    assert.equal(valueOf(region({ projects: 0, progress_pct: null, investment_yuan: '0.00', paid_yuan: '0.00' }), metric), null);
  }
  assert.equal(valueOf(region({ progress_pct: 0 }), 'progress'), 0);
  assert.equal(classOf(0, [10, 20]), 0);
  assert.equal(classOf(null, [10, 20]), NO_DATA);
});

test('a break is the upper bound of its class', () => {
  assert.deepEqual([5, 10, 11, 20, 21].map((value) => classOf(value, [10, 20])), [0, 0, 1, 1, 2]);
});

test('the legend has every class, counts every region once, and follows the filter while the breaks stay', () => {
  const breaks = [2, 5];
  const before = [1, 2, 3, 9, 0].map((projects, i) => region({ code: `970${i}`, projects }));
  const after = before.map((one) => ({ ...one, projects: Math.floor(one.projects / 3) }));
  const rows = legend(classify(before, 'projects', breaks), breaks);
  assert.deepEqual(rows.map(({ from, to, regions }) => [from, to, regions]), [
    [null, 2, 2], [2, 5, 1], [5, null, 1], [null, null, 1]]);
  assert.deepEqual(legend(classify(after, 'projects', breaks), breaks).map((row) => row.regions), [1, 1, 0, 3]);
});

test('with no breaks there is one class', () => {
  assert.deepEqual(legend(classify([region({})], 'projects', []), []).map((row) => row.regions), [1, 0]);
});

test('levels and parents follow the code', () => {
  assert.deepEqual([null, '97', '9701', '970101', '970101001'].map(levelOf), [0, 1, 2, 3, 4]);
  assert.deepEqual(['97', '9701', '970101', '970101001'].map(parentOf), [null, '97', '9701', '970101']);
});
