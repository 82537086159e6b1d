/** Photos on the map: what becomes a pin, when the layer is on, what a link keeps, what a card says of distance. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stateFromHash } from '../../static/app/links.js';
import { PHOTO_SOURCE, photoPins, photoPoints } from '../../static/app/map/photo-pins.js';
import { countDoubts } from '../../static/app/panels/photo-card.js';
import { distanceOf, momentOf } from '../../static/app/panels/photo-facts.js';
import { fromHash, toHash, unreadParts } from '../../static/app/permalink.js';
import { initialState, layersChanged, movedLayer, photosByTab, showsPhotos, usualLayers } from '../../static/app/state.js';

const ID = 'report-0199c2f0-7a10-7c3e-8d5b-1f2e3d4c5b6a';
const shot = (change = {}, geometry = { type: 'Point', coordinates: [120.5, 28.9] }) => ({ id: ID, geometry, properties: {
  id: ID, kind: 'report', day: '2026-11-20', task_name: '基础', signs: [], ...change } });
const SIGN = { kind: 'outside_site', told: '距工地 900 米' };

test('a pin stands where the photo was taken; one without a place has none', () => {
  const { features } = photoPoints([shot(), shot({ signs: [SIGN], kind: 'site' }), shot({}, null)]);
  assert.deepEqual(features.map((one) => [one.properties.kind, one.properties.doubt]), [['report', 0], ['site', 1]]);
  assert.deepEqual(features[0].geometry.coordinates, [120.5, 28.9]);
});

test('what speaks against a photo changes its picture, and the colour of those gathered with it', () => {
  const [cluster, pin] = ['photo-cluster', 'photo-pin'].map((id) => photoPins('light').find((one) => one.id === id));
  assert.match(JSON.stringify(pin.layout['icon-image']), /doubt.*plain/);
  assert.equal(cluster.paint['circle-stroke-color'][0], 'case');
  assert.ok(PHOTO_SOURCE.clusterProperties.doubtful);
  assert.deepEqual(countDoubts([shot(), shot({ signs: [SIGN] })]), { plain: 1, doubt: 1 });
});

test('photos in one place stay gathered at every zoom the map has', () => {
  assert.ok(PHOTO_SOURCE.clusterMaxZoom > 21 && PHOTO_SOURCE.maxzoom > PHOTO_SOURCE.clusterMaxZoom);
});

test('the layer is off at first, on with the tab of progress, and never for the public', () => {
  const state = { ...initialState(), me: { signed_in: true }, selected: 'GT97-2023-000143' };
  assert.equal(showsPhotos(state), false);
  const shown = { ...state, layers: usualLayers(true) };
  assert.equal(showsPhotos(shown), true);
  assert.deepEqual([showsPhotos({ ...shown, selected: null }), showsPhotos({ ...shown, publicView: true }), showsPhotos({ ...shown, me: null })], [false, false, false]);
  assert.deepEqual([photosByTab({ selected: 'x', tab: 'progress' }), photosByTab({ selected: null, tab: 'progress' }), photosByTab({ selected: 'x', tab: 'bim' })], [true, false, false]);
});

test('a link to a photo opens its project, the tab and the layer, and says nothing of layers', () => {
  const hash = `map=17.50/28.90000/120.50000&project=GT97-2023-000143&tab=progress&photo=${ID}`;
  assert.deepEqual(unreadParts(hash), []);
  const state = stateFromHash(hash);
  assert.equal(state.photo, ID);
  assert.ok(!state.layers.hidden.includes('photos'));
  assert.equal(layersChanged(state.layers, true), false);
  assert.equal(layersChanged(state.layers), true);
  assert.equal(fromHash(toHash({ ...fromHash(hash) })).photo, ID);
});

test('a photo without its project, and a name that is none, are not read', () => {
  assert.equal(fromHash(`photo=${ID}`).photo, null);
  assert.equal(fromHash('project=GT97-2023-000143&photo=report-<b>').photo, null);
  assert.deepEqual(unreadParts('photo=elsewhere-1').map(({ parameter }) => parameter), ['photo']);
});

test('pins of photos stand under those of issues, above all else', () => {
  const usual = usualLayers();
  assert.equal(movedLayer(usual, 'photos', 1), usual);
  assert.equal(movedLayer(usual, 'photos', -1), usual);
});

test('a card tells how far off it was taken, and of an issue how far from that', () => {
  const t = (key, facts) => `${key} ${facts?.m ?? ''}`.trim();
  assert.equal(distanceOf(t, { distance_m: 0, distance_from: 'site' }), 'photo_inside');
  assert.equal(distanceOf(t, { distance_m: 1234.4, distance_from: 'site' }), 'photo_off_site 1,234');
  assert.equal(distanceOf(t, { distance_m: 0.2, distance_from: 'issue' }), 'photo_off_issue 0');
  assert.equal(distanceOf(t, { distance_m: null, distance_from: 'site' }), '');
  assert.equal(momentOf('2026-11-20T09:00+08:00'), '2026-11-20 09:00');
});
