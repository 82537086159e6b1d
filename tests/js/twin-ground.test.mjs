/** Putting a model on the ground: by hand at once, by two points in turn, never without a reason. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lonLatOf, placedByHand } from '../../static/app/twin/engine/placing.js';
import { beginPlacing, closeView, decisionOf, faultOf, isDecided, marksOf, placementOf, withLocal, withPlace } from '../../static/app/twin/ground/placing-state.js';

const ANCHOR = /** @type {[number, number]} */ ([120.15, 30.25]);
const FACTS = /** @type {any} */ ({ revision: 'r', placement: null, box: [-20, -10, 0, 20, 10, 9] });
const begun = () => beginPlacing({ model: 'm', name: '教学楼', facts: FACTS, anchor: ANCHOR });

test('an unplaced model begins over its project, a placed one where it stands', () => {
  assert.deepEqual(begun().anchor, ANCHOR);
  const placement = { lon: 121, lat: 31, height_m: 4, rotation_deg: 15, matrix: [1, 0, 0, 1] };
  const placed = beginPlacing({ model: 'm', name: '', facts: { ...FACTS, placement }, anchor: ANCHOR });
  assert.deepEqual([placed.anchor, placed.rotationDeg, placed.heightM], [[121, 31], 15, 4]);
});

test('two points in turn put the model where they say', () => {
  const truth = placedByHand(ANCHOR, 40, 0);
  const corners = /** @type {[number, number][]} */ ([[-20, -10], [20, 10]]);
  let placing = { ...begun(), mode: /** @type {'points'} */ ('points'), anchor: /** @type {[number, number]} */ ([120.16, 30.26]), reason: 'K1、K2' };
  for (const corner of corners) {
    assert.equal(isDecided(placing), false);
    placing = withPlace(withLocal(placing, corner), lonLatOf(truth, corner));
  }
  assert.equal(isDecided(placing), true);
  assert.ok(Math.abs(placing.rotationDeg - 40) < 1e-3 && Math.abs((placing.stretch ?? 0) - 1) < 1e-4);
  const [lon, lat] = lonLatOf(placementOf(placing), [0, 0]);
  assert.ok(Math.abs(lon - ANCHOR[0]) < 1e-8 && Math.abs(lat - ANCHOR[1]) < 1e-8);
  assert.deepEqual(Object.keys(decisionOf(placing)).sort(), ['height_m', 'local', 'places', 'reason']);
});

test('a place without a point of the model changes nothing, a third point begins again', () => {
  assert.deepEqual(withPlace(begun(), ANCHOR), begun());
  const twice = { ...begun(), local: [[0, 0], [1, 1]], places: [ANCHOR, ANCHOR], stretch: 1 };
  const again = withLocal(/** @type {any} */ (twice), [5, 5]);
  assert.deepEqual([again.local, again.places, again.stretch], [[[5, 5]], [], null]);
});

test('nothing is kept without a reason, nor twice', () => {
  assert.equal(isDecided(begun()), false);
  assert.equal(isDecided({ ...begun(), reason: '  ' }), false);
  assert.equal(isDecided({ ...begun(), reason: '放样' }), true);
  assert.equal(isDecided({ ...begun(), reason: '放样', sending: true }), false);
  assert.deepEqual(decisionOf({ ...begun(), reason: ' 放样 ' }), { lon: 120.15, lat: 30.25, rotation_deg: 0, height_m: 0, reason: '放样' });
});

test('a small model is looked at more closely than a large one', () => {
  assert.ok(closeView(begun()).zoom > closeView({ ...begun(), facts: { ...FACTS, box: [-500, -20, 0, 500, 20, 9] } }).zoom);
});

test('a model is looked at by its middle, not by its origin', () => {
  const { center } = closeView({ ...begun(), facts: { ...FACTS, box: [0, 0, 0, 200, 100, 9] } });
  const [lon, lat] = lonLatOf(placementOf(begun()), [100, 50]);
  assert.deepEqual(center, [lon, lat]);
  assert.ok(center[0] > ANCHOR[0] && center[1] > ANCHOR[1]);
});

test('points taken are marked: those of the model where it stands, those of the ground where they were put', () => {
  const taken = withLocal({ ...begun(), mode: 'points' }, [20, 0]);
  assert.deepEqual(marksOf(taken).map(({ of, n }) => [of, n]), [['model', 1]]);
  assert.ok(marksOf(taken)[0].place[0] > ANCHOR[0]);
  const put = withPlace(taken, [120.2, 30.3]);
  assert.deepEqual(marksOf(put)[1], { of: 'ground', n: 1, place: [120.2, 30.3] });
  assert.deepEqual(marksOf({ ...put, mode: 'hand' }), []);
});

test('two points that the server would refuse cannot be kept, and it is said why', () => {
  const matched = (stretch, local = [[0, 0], [20, 0]]) => ({ ...begun(), mode: 'points', local, places: [ANCHOR, ANCHOR], stretch, reason: '红线桩' });
  assert.deepEqual([1, 1.019, 0.981, 1.08, 0.93].map((stretch) => faultOf(matched(stretch))), ['', '', '', 'stretch', 'stretch']);
  assert.deepEqual([1, 1.08].map((stretch) => isDecided(matched(stretch))), [true, false]);
  assert.equal(faultOf(matched(1, [[0, 0], [0.5, 0]])), 'close');
  assert.equal(faultOf({ ...matched(1.5), mode: 'hand' }), '');
});

test('a click that hit the model clears what an earlier one missed', () => {
  assert.equal(withLocal({ ...begun(), mode: 'points', missed: 'beside' }, [1, 2]).missed, '');
});
