/** Long lists show what is on screen; keys move where they should; months run without gaps. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barsOf, dateOf, monthOf, monthText, movedByKey, nextMonth } from '../../static/app/timeline.js';
import { rowByKey, scrollToRow, visibleRows } from '../../static/app/windowing.js';

test('only rows on screen and a few around them are in the page', () => {
  const box = { scrollTop: 56 * 1000, height: 560, rowHeight: 56, count: 100000 };
  assert.deepEqual(visibleRows(box), { first: 994, last: 1016 });
  assert.deepEqual(visibleRows({ ...box, scrollTop: 0, count: 3 }), { first: 0, last: 3 });
  assert.deepEqual(visibleRows({ ...box, scrollTop: 5600, count: 3 }), { first: 3, last: 3 });
  assert.deepEqual(visibleRows({ ...box, scrollTop: 0, count: 0 }), { first: 0, last: 0 });
});

test('a row is brought into view by the smallest move', () => {
  const box = { scrollTop: 560, height: 560, rowHeight: 56 };
  assert.equal(scrollToRow({ ...box, row: 12 }), 560);
  assert.equal(scrollToRow({ ...box, row: 9 }), 504);
  assert.equal(scrollToRow({ ...box, row: 20 }), 616);
});

test('keys stay inside the list', () => {
  const list = { count: 50, page: 10 };
  assert.equal(rowByKey('ArrowDown', 49, list), 49);
  assert.equal(rowByKey('PageUp', 4, list), 0);
  assert.equal(rowByKey('End', 4, list), 49);
  assert.equal(rowByKey('a', 4, list), null);
  assert.equal(rowByKey('ArrowDown', 0, { count: 0, page: 10 }), null);
});

test('months run from the first to the last without a gap', () => {
  const bars = barsOf([{ month: '2023-11', projects: 2 }, { month: '2024-02', projects: 5 }]);
  assert.deepEqual(bars.map(({ month, projects }) => [monthText(month), projects]), [
    ['2023-11', 2], ['2023-12', 0], ['2024-01', 0], ['2024-02', 5]]);
  assert.deepEqual(barsOf([]), []);
  assert.equal(dateOf(monthOf('2023-12-31')), '2023-12-01');
});

test('playing starts at the first month, goes on by one, and starts over', () => {
  const bars = barsOf([{ month: '2023-11', projects: 2 }, { month: '2024-01', projects: 5 }]);
  const [first, second, third] = bars.map(({ month }) => month);
  assert.deepEqual([null, first, second, third].map((month) => nextMonth(bars, month)), [first, second, third, first]);
});

test('the slider obeys the keys a slider has', () => {
  const bars = barsOf([{ month: '2020-01', projects: 1 }, { month: '2025-12', projects: 1 }]);
  const at = monthOf('2023-06');
  const moved = (key) => movedByKey(key, at, bars);
  assert.equal(monthText(moved('ArrowRight')), '2023-07');
  assert.equal(monthText(moved('PageDown')), '2022-06');
  assert.equal(monthText(moved('End')), '2025-12');
  assert.equal(moved('Enter'), null);
});
