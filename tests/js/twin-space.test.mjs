/** Planes, measurements, edges and places: the geometry a person works with. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lengthOf } from '../../static/app/geodesy.js';
import { allCuts, cutAcross, cutAt, cutsOfStorey, facesOf, flipped, movedBy, movedFace, rangeOf } from '../../static/app/twin/cuts.js';
import { edgesOf, nearestOn } from '../../static/app/twin/engine/edges.js';
import { angleAt, areaOf, distanceBetween, lengthAlong } from '../../static/app/twin/engine/measuring.js';
import { lonLatOf, matchTwoPoints, placedByHand, toWorld, worldMatrix } from '../../static/app/twin/engine/placing.js';

const BOX = { min: [0, 0, 0], max: [10, 20, 6] };
const keeps = ({ normal, distance }, point) => normal.reduce((sum, value, i) => sum + value * point[i], distance) >= 0;
const near = (a, b, within = 1e-9) => assert.ok(Math.abs(a - b) <= within, `${a} is not ${b}`);

test('a cut at a face takes away what is before it', () => {
  const cut = cutAt([0, 0, 3], [0, 0, 1]);
  assert.equal(keeps(cut, [5, 5, 2.9]), true);
  assert.equal(keeps(cut, [5, 5, 3.1]), false);
  assert.equal(keeps(flipped(cut), [5, 5, 3.1]), true);
});

test('a level cut keeps what is below the middle, and slides no further than the building', () => {
  const cut = cutAcross(2, BOX);
  assert.equal(keeps(cut, [1, 1, 2.99]) && !keeps(cut, [1, 1, 3.01]), true);
  assert.deepEqual(rangeOf(cut.normal, BOX).map(Math.abs), [0, 6]);
  const [grip] = facesOf({ planes: [cut], box: null }, BOX);
  const high = movedBy({ planes: [cut], box: null }, grip, -100, BOX);
  assert.equal(high.planes[0].distance, 6);
});

test('a box cuts by its six sides, and a side never passes the opposite one', () => {
  const cuts = allCuts({ planes: [], box: BOX });
  assert.equal(cuts.length, 6);
  assert.equal(cuts.every((cut) => keeps(cut, [5, 5, 3])), true);
  assert.equal(cuts.every((cut) => keeps(cut, [-0.1, 5, 3])), false);
  assert.deepEqual(movedFace(BOX, 0, 'min', 50).min, [9.98, 0, 0]);
});

test('a plan shows a storey from below its floor to chest height, less where the next floor is low', () => {
  const inside = (floor, next, z) => cutsOfStorey(floor, next).every((cut) => keeps(cut, [0, 0, z]));
  assert.deepEqual([2.6, 2.9, 4.1, 4.3].map((z) => inside(3, 6, z)), [false, true, true, false]);
  assert.equal(inside(3, 4, 3.7), false);
});

test('a box of twelve triangles has twelve edges: the seams of its sides are none', () => {
  const corner = (i) => [i & 1 ? 1 : 0, i & 2 ? 1 : 0, i & 4 ? 1 : 0];
  const quads = [[0, 1, 3, 2], [4, 5, 7, 6], [0, 1, 5, 4], [2, 3, 7, 6], [0, 2, 6, 4], [1, 3, 7, 5]];
  const triangles = quads.flatMap(([a, b, c, d]) => [[a, b, c], [a, c, d]]).map((three) => three.map(corner));
  assert.equal(edgesOf(/** @type {any} */ (triangles)).length, 12);
});

test('the nearest point of an edge lies on it', () => {
  assert.deepEqual(nearestOn([0, 0, 0], [10, 0, 0], [3, 4, 0]), { point: [3, 0, 0], distance: 4 });
  assert.deepEqual(nearestOn([0, 0, 0], [10, 0, 0], [-3, 4, 0]).point, [0, 0, 0]);
});

test('distance, angle and area are what a surveyor would say', () => {
  assert.deepEqual(distanceBetween([0, 0, 0], [3, 0, 4]), { length_m: 5, level_m: 3, rise_m: 4 });
  near(angleAt([1, 0, 0], [0, 0, 0], [0, 5, 0]), 90);
  assert.equal(angleAt([0, 0, 0], [0, 0, 0], [1, 0, 0]), 0);
  const wall = [[0, 0, 0], [4, 3, 0], [4, 3, 2], [0, 0, 2]];
  near(areaOf(wall), 10);
  near(areaOf([...wall].reverse()), 10);
  near(lengthAlong(wall, true), 14);
});

const PLACE = { lon: 120.1506, lat: 30.2492, height_m: 4.2, matrix: [0.9667, -0.2584, 0.2591, 0.9655] };

test('the matrix for the engine puts points where the arithmetic does, north being up the map', () => {
  const m = worldMatrix(PLACE);
  const [x, y] = [m[0] * 30 + m[4] * 40 + m[12], m[1] * 30 + m[5] * 40 + m[13]];
  const world = toWorld(lonLatOf(PLACE, [30, 40]));
  near(x, world[0], 1e-15);
  near(y, world[1], 1e-15);
  assert.ok(m[14] > 0 && toWorld(lonLatOf(PLACE, [0, 10]))[1] < toWorld(lonLatOf(PLACE, [0, 0]))[1]);
});

test('ten metres by hand are ten metres on the ground', () => {
  const placed = placedByHand([120.15, 30.25], 30, 0);
  near(lengthOf([lonLatOf(placed, [0, 0]), lonLatOf(placed, [10, 0])]), 10, 0.001);
  near(lengthOf([lonLatOf(placed, [0, 0]), lonLatOf(placed, [0, 10])]), 10, 0.001);
  const north = lonLatOf(placed, [0, 10]);
  assert.ok(north[0] > 120.15 && north[1] > 30.25);
});

test('two matched points give back the turn and the place they were made with', () => {
  const made = placedByHand([120.15, 30.25], 212, 0);
  const local = [[3, 4], [63, -20]];
  const { anchor, rotationDeg, stretch } = matchTwoPoints(/** @type {any} */ (local), /** @type {any} */ (local.map((point) => lonLatOf(made, point))));
  near(rotationDeg, 212, 1e-3);
  near(stretch, 1, 1e-5);
  near(lengthOf([anchor, /** @type {any} */ ([120.15, 30.25])]), 0, 0.001);
});
