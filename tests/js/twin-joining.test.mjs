/** Several models as one: numbers run through, boxes lie in the first one's metres, groups of one label are one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupsTogether } from '../../static/app/twin/colouring.js';
import { readElements } from '../../static/app/twin/elements.js';
import { shareOf } from '../../static/app/twin/engine/buildings.js';
import { lonLatOf, placedByHand } from '../../static/app/twin/engine/placing.js';
import { between, joined, matesShown, movedBox, sharing } from '../../static/app/twin/joining.js';
import { firstOpen, rowsOf, treeOf } from '../../static/app/twin/trees.js';

const scene = (revision, origin, placement = null) => /** @type {any} */ ({ revision, origin, placement, name: revision, discipline: 'structure', box: [0, 0, 0, 1, 1, 1] });
const raw = (...ids) => ({
  global_id: ids, class: ids.map((_, i) => (i ? 1 : 0)), classes: ['IfcBuilding', 'IfcWall'], name: ids, parent: ids.map((_, i) => i - 1), storey: ids.map(() => -1),
  type: ids.map(() => 0), types: ['T'], box: ids.flatMap((_, i) => (i ? [0, 0, 0, 2, 1, 3] : [0, 0, 0, 0, 0, 0])),
});
const [A, B] = [scene('a', [10, 0, 0]), scene('b', [30, 5, 1])];
const both = () => readElements(joined([
  { raw: raw('h', 'w'), part: { scene: A, offset: 0, count: 2, matrix: between(A, A, true) } },
  { raw: raw('k', 'v', 'u'), part: { scene: B, offset: 2, count: 3, matrix: between(B, A, true) } }]));

test('elements are numbered through and keep their families', () => {
  const elements = both();
  assert.deepEqual([elements.count, elements.elOf('v'), elements.className(3), elements.typeName(4)], [5, 3, 'IfcWall', 'T']);
  assert.deepEqual([...elements.family(2)], [2, 3, 4]);
  assert.deepEqual([elements.partOf(1)?.scene.revision, elements.partOf(2)?.scene.revision], ['a', 'b']);
});

test('models of one federation lie apart by their origins', () => {
  assert.deepEqual(both().box(3), [20, 5, 1, 22, 6, 4]);
  assert.deepEqual(both().box(1), [0, 0, 0, 2, 1, 3]);
  assert.equal(sharing({ federation: 'f' }, { federation: 'f' }), true);
  assert.equal(sharing({ federation: null }, { federation: null }), false);
});

test('others meet where both stand on the ground', () => {
  const first = placedByHand([120.1, 30.2], 20, 3);
  const there = lonLatOf(first, [50, -8]);
  const m = between(scene('c', [0, 0, 0], placedByHand(there, 20, 4.5)), scene('d', [99, 99, 99], first), false);
  const near = (value, wanted) => assert.ok(Math.abs(value - wanted) < 2e-3, `${value} for ${wanted}`);
  [[0, 1], [1, 0], [4, 0], [5, 1], [12, 50], [13, -8], [14, 1.5]].forEach(([i, wanted]) => near(m[i], wanted));
  assert.deepEqual(movedBox([0, 0, 0, 0, 0, 0], m), [0, 0, 0, 0, 0, 0]);
});

test('the tree goes model by model', () => {
  const elements = both();
  const tree = treeOf(elements, 'place');
  assert.deepEqual(tree.roots.map((node) => [tree.group(node), [...tree.els(node)]]), [['0', [0, 1]], ['1', [2, 3, 4]]]);
  assert.equal(tree.parent(2), tree.roots[1]);
  assert.equal(rowsOf(tree, firstOpen(tree)).length, 2);
});

test('masks are cut to each model\'s share, and groups come together', () => {
  const share = shareOf({ hidden: Uint8Array.of(0, 1, 0, 0, 1), ghosted: new Uint8Array(5), colours: null, chosen: [1, 3] }, { scene: B, offset: 2, count: 3, matrix: [] });
  assert.deepEqual([[...share.hidden], share.chosen], [[0, 0, 1], [1]]);
  const group = (label, els) => ({ label, colour: '#112233', els });
  const found = groupsTogether([{ offset: 0, answer: { by: 'x', groups: [group('C30', [1])] } }, { offset: 2, answer: { by: 'x', groups: [group('C30', [0, 2]), group('C40', [1])] } }]);
  assert.deepEqual(found.groups.map(({ label, els }) => [label, els]), [['C30', [1, 2, 4]], ['C40', [3]]]);
});

test('one, some or all of the other models are shown', () => {
  const mates = { value: [{ id: 'x' }, { id: 'y' }] };
  const shown = (...joining) => matesShown(/** @type {any} */ ({ mates, joining })).map(({ id }) => id);
  assert.deepEqual([shown(), shown('y', 'z'), shown('all')], [[], ['y'], ['x', 'y']]);
});
