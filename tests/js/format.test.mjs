/** Money, lengths and areas read as people in China and abroad write them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day, moment } from '../../static/app/format.js';
import * as format from '../../static/app/format.js';

test('money takes the unit that keeps it short', () => {
  assert.equal(format.money('236072000000.00', 'zh'), '2,360.72 亿元');
  assert.equal(format.money('42170000.00', 'zh'), '4,217 万元');
  assert.equal(format.money('123456.78', 'zh'), '12.35 万元');
  assert.equal(format.money('9999.99', 'zh'), '9,999.99 元');
  assert.equal(format.money('0.00', 'zh'), '0 元');
  assert.equal(format.money('236072000000.00', 'en'), 'CNY 236.07 bn');
  assert.equal(format.money('42170000', 'en'), 'CNY 42.17 m');
  assert.equal(format.money('950', 'en'), 'CNY 950');
});

test('what is missing is said, not shown as nothing or zero', () => {
  for (const missing of [null, undefined, '']) {
    assert.equal(format.money(missing, 'zh'), format.MISSING);
    assert.equal(format.percent(missing), format.MISSING);
    assert.equal(format.exactMoney(missing, 'zh'), format.MISSING);
    assert.equal(format.date(missing), format.MISSING);
  }
  assert.equal(format.percent(0), '0.0%');
  assert.equal(format.count(0), '0');
});

test('exact money keeps every digit of an amount no float can hold', () => {
  assert.equal(format.exactMoney('123456789012345678.90', 'zh'), '123,456,789,012,345,678.90 元');
  assert.equal(format.exactMoney('5', 'en'), 'CNY 5.00');
});

test('money on a cluster is as short as can be', () => {
  assert.equal(format.shortMoney(1.0793e10, 'zh'), '108亿');
  assert.equal(format.shortMoney(1.49e9, 'zh'), '14.9亿');
  assert.equal(format.shortMoney(42170000, 'zh'), '4,217万');
  assert.equal(format.shortMoney(1.49e9, 'en'), '1.49bn');
});

test('lengths and areas change their unit where people do', () => {
  assert.equal(format.length(999.994, 'zh'), '999.99 米');
  assert.equal(format.length(2417.8697, 'en'), '2.418 km');
  assert.equal(format.area(9999.5, 'zh'), '9,999.50 平方米');
  assert.equal(format.area(18000, 'zh'), '1.8000 公顷');
  assert.equal(format.area(7526188300, 'en'), '7,526.1883 km²');
});

test('a moment is told in the province\'s time, whatever zone it was written in', () => {
  assert.equal(moment('2026-11-27T17:15:00Z'), '2026-11-28 01:15');
  assert.equal(moment('2026-11-28T01:15:30.123+08:00'), '2026-11-28 01:15');
  assert.deepEqual([moment(null), moment('soon'), day('2026-11-27T16:00:00Z')], ['', 'soon', '2026-11-28']);
});
