/** Issues on the map: what becomes a pin, what a link keeps of it, what lies above what. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ISSUE_SOURCE, pinsOf } from '../../static/app/map/issue-pins.js';
import { countStates, wayIn } from '../../static/app/panels/issue-card.js';
import { fromHash, toHash, unreadParts } from '../../static/app/permalink.js';
import { completeLayers, LAYER_ORDER, movedLayer, usualLayers } from '../../static/app/state.js';
import { onMap } from '../../static/app/twin/issues/one.js';

const ID = '0199c2f0-7a10-7c3e-8d5b-1f2e3d4c5b6a';
const issue = (change) => ({ id: ID, number: 3, title: '外墙越界', state: 'open', assigned_to: '', position: [120.5, 28.9], ...change });

test('a pin stands where the issue does, and the gravest of several leads', () => {
  const { features } = pinsOf([issue(), issue({ state: 'closed' }), issue({ state: 'in_progress' })]);
  assert.deepEqual(features[0].geometry, { type: 'Point', coordinates: [120.5, 28.9] });
  assert.deepEqual(features.map((one) => one.properties.rank), [0, 3, 1]);
});

test('the legend counts each state, also those of which there is none', () => {
  assert.deepEqual(countStates([issue(), issue(), issue({ state: 'resolved' })]).map(({ n }) => n), [2, 0, 1, 0]);
});

test('the way from the viewer to the pin is a link the map reads whole', () => {
  const hash = onMap({ ...issue(), project: 'GT97-2020-000411' }).replace('/#', '');
  assert.deepEqual(unreadParts(hash), []);
  const linked = fromHash(hash);
  assert.equal(linked.issue, ID);
  assert.equal(linked.selected, 'GT97-2020-000411');
  assert.equal(linked.view.zoom, 18.5);
  assert.equal(fromHash(toHash(linked)).issue, ID);
  assert.equal(fromHash('issue=none-of-that').issue, null);
});

test('pins stay above every layer, also in a link from before there were any', () => {
  const before = LAYER_ORDER.filter((id) => id !== 'issues').reverse();
  assert.equal(completeLayers({ order: before, hidden: [], opacity: {} }).order[0], 'issues');
  const usual = usualLayers();
  assert.equal(movedLayer(usual, 'projects', -1), usual);
  assert.equal(movedLayer(usual, 'issues', 1), usual);
});

test('pins in one place stay gathered at every zoom the map has, and the engine has nothing to complain of', () => {
  const MOST_ZOOM_OF_MAP = 21;
  assert.ok(ISSUE_SOURCE.clusterMaxZoom > MOST_ZOOM_OF_MAP);
  assert.ok(ISSUE_SOURCE.maxzoom > ISSUE_SOURCE.clusterMaxZoom);
});

test('an issue without a view promises none', () => {
  assert.deepEqual([wayIn({ views: [] }), wayIn({ views: [{}] })], ['bim_open', 'issue_open_twin']);
});
