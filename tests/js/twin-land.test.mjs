/** What stands beyond the permit: read from the scene, in order, coloured, and laid on the building's own ground. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byLine, figure, landOf, LINE_COLOURS, together } from '../../static/app/beyond.js';
import { crossingsOf } from '../../static/app/map/crossings.js';
import { OTHER } from '../../static/app/twin/colouring.js';
import { createCrossing, levelsOf } from '../../static/app/twin/engine/crossing.js';
import { localOf, lonLatOf, placedByHand } from '../../static/app/twin/engine/placing.js';
import { landColours } from '../../static/app/twin/land/colours.js';
import { bandOf, clippedRing, polygonsOf, wallsOf } from '../../static/app/twin/land/shapes.js';

const SQUARE = { type: 'Polygon', coordinates: [[[120, 30], [120.001, 30], [120.001, 30.001], [120, 30]]] };
const row = (el, line, distance_m) => ({ el, line, distance_m, global_id: `g${el}`, class: 'IfcWall', name: '', area_sqm: 1 });
const scene = {
  model: 'm', land: {
    line: 'ground', outer: 'A7', boundary: SQUARE,
    findings: [{ rule: 'L05', severity: 'error', area_sqm: 76.105, distance_m: 1.2004, geometry: SQUARE, facts: { outer: 'A7', inner: 'footprint', wall_m: 65.8 } },
      { rule: 'L04', severity: 'warn', area_sqm: 3, distance_m: 1, geometry: SQUARE, facts: { outer: 'A2', inner: 'A7' } }],
    elements: [row(1, 'basement', 1.9), row(2, 'ground', 0.4), row(3, 'ground', 1.2), row(2, 'full', 2)],
  },
};

test('a scene that was held against nothing says nothing', () => {
  assert.deepEqual([landOf({ land: {} }), landOf({}), landOf(null)], [null, null, null]);
  assert.equal(landOf({ land: { unanswered: 'no_boundary' } })?.unanswered, 'no_boundary');
});

test('the rule\'s own line comes first, the farthest first in each', () => {
  const land = landOf(scene);
  assert.deepEqual(byLine(land).map(({ line, rows, farthest }) => [line, rows.map(({ el }) => el), farthest]),
    [['ground', [3, 2], 1.2], ['basement', [1], 1.9], ['full', [2], 2]]);
  assert.deepEqual([land.findings[0].distance, land.findings[0].wall, land.findings[0].inner], [1.2004, 65.8, 'footprint']);
  assert.deepEqual([76.105, 1.2004, 3, 0].map(figure), ['76.11', '1.2', '3', '0']);
});

test('two rules that say the same are said once', () => {
  const [one, other] = landOf(scene).findings;
  assert.deepEqual(together([one, { ...one, rule: 'L04' }, other]).map(({ rule }) => rule), ['L05, L04', 'L04']);
});

test('what reaches beyond has its line\'s colour, all else is grey', () => {
  const { ground, basement } = LINE_COLOURS;
  assert.deepEqual([...landColours(landOf(scene), 4)], [OTHER + 1, basement + 1, ground + 1, ground + 1]);
  assert.equal(landColours(landOf({ land: { outer: 'A7', elements: [] } }), 4), null);
});

test('the map hatches what is built beyond, and no paper', () => {
  assert.deepEqual(crossingsOf([scene]).features.map(({ properties }) => properties.rule), ['L05']);
});

test('a place goes into the building\'s metres and back', () => {
  const placement = placedByHand([120.15, 30.25], 33, 4);
  for (const point of [[0, 0], [31.25, -12.5], [-400, 250]]) {
    const [x, y] = localOf(placement, lonLatOf(placement, point));
    assert.ok(Math.hypot(x - point[0], y - point[1]) < 1e-5, String([x, y]));
  }
});

test('rings become bands of a width', () => {
  const placement = placedByHand([120, 30], 0, 0);
  const [[ring]] = polygonsOf({ type: 'GeometryCollection', geometries: [SQUARE] }, placement);
  assert.equal(ring.length, 4);
  const corners = bandOf([[0, 0], [10, 0]], 2, 5);
  assert.equal(corners.length, 18);
  assert.deepEqual([...new Set(corners.filter((_, i) => i % 3 === 1))].sort(), [-1, 1]);
  assert.deepEqual([...new Set(corners.filter((_, i) => i % 3 === 2))], [5]);
});

test('the strip is hatched at the height of what stands beyond, not of the whole building', () => {
  const facts = { box: [-10, -10, -1, 10, 10, 24], outlines: { heights: { ground_m: 0 } } };
  assert.ok(Math.abs(levelsOf(facts, 14.2).top - 14.28) < 1e-9);
  assert.ok(Math.abs(levelsOf(facts, null).top - 24.08) < 1e-9);
  assert.ok(Math.abs(levelsOf({ ...facts, outlines: {} }, 3).ground + 0.92) < 1e-9);
  assert.equal(landOf({ land: { ...scene.land, top_m: 14.2 } }).top, 14.2);
});

test('a strip of the building wears hatch, veil and the permit\'s line; a building inside wears nothing', () => {
  const placement = placedByHand([120, 30], 0, 0);
  const facts = { box: [-10, -10, 0, 120, 120, 12], outlines: {}, ...scene };
  assert.equal(createCrossing(facts, placement, 'light').children.length, 4);
  assert.equal(createCrossing({ ...facts, land: { outer: 'A7', findings: [], elements: [] } }, placement, 'light').children.length, 0);
});

test('only the part of the line that passes over the building is drawn over it', () => {
  const ring = [[-100, 0], [100, 0], [100, 50], [-100, 50], [-100, 0]];
  const rounded = clippedRing(ring, [-10, -10, 10, 10]).flat().map((place) => place.map((value) => Math.round(value)));
  assert.deepEqual(rounded, [[-10, 0], [10, 0]]);
  assert.deepEqual(clippedRing(ring, [-10, 10, 10, 20]), []);
  assert.equal(wallsOf(ring, 0, 3).length, 4 * 6 * 3);
});
