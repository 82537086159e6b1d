/** A link reopens the whole view, and a broken link opens what it can. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyFilter } from '../../static/app/filter.js';
import { emptyLink, fromHash, toHash, unreadParts } from '../../static/app/permalink.js';
import { completeLayers, LAYER_ORDER, layersChanged, movedLayer, usualLayers } from '../../static/app/state.js';

const FULL = {
  filter: { ...emptyFilter(), region: '9701', sector: ['education', 'road'], at: '2024-06-01', clock: 'actual', q: '桥 a&b=c#d',
    polygon: [[120.1, 30.2], [120.2, 30.2], [120.2, 30.3]] },
  view: { zoom: 9.25, lat: 29.95071, lon: 120.02633 }, metric: 'investment_per_km2', ground: 'waiting', level: 3,
  layers: { order: ['projects', 'sites', 'regions'], hidden: ['sites'], opacity: { regions: 0.5 } },
  selected: 'GT97-2023-000143', section: '0198c0de-0000-7000-8000-000000000000', tab: 'payments', issue: '0199c2f0-7a10-7c3e-8d5b-1f2e3d4c5b6a', photo: 'report-0199c2f0-7a10-7c3e-8d5b-1f2e3d4c5b6a', publicView: true,
};

test('a view comes back equal from its address', () => {
  assert.deepEqual(fromHash(`#${toHash(FULL)}`), FULL);
});

test('the usual view has a short address and comes back as the usual view', () => {
  assert.equal(toHash(emptyLink()), '');
  assert.deepEqual(fromHash(''), emptyLink());
});

test('writing what was read gives the same address', () => {
  const hash = toHash(FULL);
  assert.equal(toHash(fromHash(hash)), hash);
});

test('an address with nonsense opens with what can be read', () => {
  const linked = fromHash('#map=99/1/2&metric=beauty&ground=beauty&level=9&layers=%3Cscript%3E&tab=secrets&section=all&project=GT97-2023-000143');
  assert.deepEqual(linked, { ...emptyLink(), selected: 'GT97-2023-000143' });
});

test('each part that cannot be read is named, and what its name comes near to', () => {
  const bad = '#sectr=road&level=9&map=here&amount_min=-5&polygon=1,2&at=today&view=all&metric=paid&sector=magic&q=&zzzzzzzzzz=1';
  assert.deepEqual(unreadParts(bad), [
    { parameter: 'sectr', value: 'road', near: 'sector' }, { parameter: 'level', value: '9' },
    { parameter: 'map', value: 'here' }, { parameter: 'amount_min', value: '-5' }, { parameter: 'polygon', value: '1,2' },
    { parameter: 'at', value: 'today' }, { parameter: 'view', value: 'all' },
    { parameter: 'zzzzzzzzzz', value: '1', near: null },
  ]);
});

test('a link the page wrote has no part that cannot be read', () => {
  assert.deepEqual(unreadParts(toHash(FULL)), []);
});

test('layers a link does not know of stand where they usually do', () => {
  const layers = completeLayers({ order: ['regions', 'unheard_of'], hidden: ['unheard_of', 'sites'], opacity: {} });
  assert.deepEqual(layers.order.slice(0, 3), ['issues', 'photos', 'regions']);
  assert.deepEqual([...layers.order].sort(), [...LAYER_ORDER].sort());
  assert.deepEqual(layers.hidden, ['photos', 'sites']);
});

test('a layer moves one step and not past the ends', () => {
  const usual = usualLayers();
  assert.equal(layersChanged(usual), false);
  assert.equal(movedLayer(usual, LAYER_ORDER[0], -1), usual);
  const moved = movedLayer(usual, LAYER_ORDER[2], 1);
  assert.equal(moved.order[3], LAYER_ORDER[2]);
  assert.equal(layersChanged(moved), true);
});
