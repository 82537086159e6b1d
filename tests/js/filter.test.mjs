/** The filter survives a link, reads as chips, and is written the way the server reads it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chips, emptyFilter, fromLink, toGeometry, toLink, toQuery, toggled, without, withoutFault } from '../../static/app/filter.js';

const FULL = {
  region: '9701', polygon: [[120.1, 30.2], [120.2, 30.2], [120.2, 30.3]],
  sector: ['education', 'road'], funding: ['special_bond'], nature: ['new'], stage: ['construction'],
  status: ['late_finish'], year_from: 2022, year_to: 2025, amount_min: 1e7, amount_max: 5e8,
  q: '大桥 & 路', at: '2024-06-01', clock: 'actual', owner: '0190a1b2-0000-7000-8000-000000000001',
};

test('an empty filter writes nothing', () => {
  assert.equal(toQuery(emptyFilter()).toString(), '');
  assert.deepEqual(fromLink(new URLSearchParams()), emptyFilter());
  assert.deepEqual(chips(emptyFilter()), []);
});

test('a full filter comes back equal from a link', () => {
  assert.deepEqual(fromLink(new URLSearchParams(toLink(FULL).toString())), FULL);
});

test('what the server could not read goes, and the rest of the filter stays', () => {
  const bad = { ...FULL, sector: ['magic', 'road', 'wand'], region: '99' };
  const faults = [{ parameter: 'region', value: '99' }, { parameter: 'sector', value: 'magic,wand' }, { parameter: 'at', value: 'x' }];
  assert.deepEqual(faults.reduce(withoutFault, bad), { ...FULL, region: null, sector: ['road'], at: null, clock: null });
});

test('the server gets the polygon as closed GeoJSON and the lists with commas', () => {
  const query = toQuery(FULL);
  assert.equal(query.get('sector'), 'education,road');
  assert.deepEqual(JSON.parse(query.get('polygon')), toGeometry(FULL.polygon));
  const ring = toGeometry(FULL.polygon).coordinates[0];
  assert.deepEqual(ring[0], ring.at(-1));
});

test('equal filters make equal addresses whatever the order of choosing', () => {
  const one = toggled(toggled(emptyFilter(), 'sector', 'road'), 'sector', 'education');
  const two = toggled(toggled(emptyFilter(), 'sector', 'education'), 'sector', 'road');
  assert.equal(toQuery(one).toString(), toQuery(two).toString());
});

test('choosing twice takes the choice back', () => {
  const filter = toggled(toggled(emptyFilter(), 'status', 'done'), 'status', 'done');
  assert.deepEqual(filter, emptyFilter());
});

test('removing every chip empties the filter', () => {
  let filter = FULL;
  for (const chip of chips(FULL)) filter = without(filter, chip);
  assert.deepEqual(filter, emptyFilter());
});

test('a link with nonsense opens with what can be read', () => {
  const filter = fromLink(new URLSearchParams('region=drop table&year_from=abc&polygon=1,2;3&at=yesterday&sector=road'));
  assert.deepEqual(filter, { ...emptyFilter(), sector: ['road'] });
});

test('a clock without a date is no condition', () => {
  assert.equal(fromLink(new URLSearchParams('clock=actual')).clock, null);
  assert.equal(fromLink(new URLSearchParams('at=2024-01-01')).clock, 'planned');
});

test('a polygon off the globe is left out', () => {
  assert.equal(fromLink(new URLSearchParams('polygon=200,10;120,30;121,31')).polygon, null);
});
