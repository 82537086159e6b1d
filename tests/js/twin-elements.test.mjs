/** Elements by their number: families, trees, sets as letters, floors. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxRound, readElements } from '../../static/app/twin/elements.js';
import { allBut, countOf, fromLetters, maskOf, toLetters, withEls } from '../../static/app/twin/masks.js';
import { floorAbove, floorsOf } from '../../static/app/twin/plans.js';
import { above, firstOpen, rowsOf, treeOf } from '../../static/app/twin/trees.js';

// site 0 > building 1 > storeys 2, 5; walls 3, 4 on the first, slab 6 and room 7 on the second
const membersOf = (mask) => [...mask].flatMap((value, el) => (value ? [el] : []));
const RAW = {
  global_id: ['site', 'building', 'f1', 'w1', 'w2', 'f2', 's1', 'room'],
  classes: ['IfcSite', 'IfcBuilding', 'IfcBuildingStorey', 'IfcWall', 'IfcSlab', 'IfcSpace'],
  class: [0, 1, 2, 3, 3, 2, 4, 5], name: ['', 'House', 'F1', 'Wall', '<b>', 'F2', null, 'Room'],
  parent: [-1, 0, 1, 2, 2, 1, 5, 5], storey: [-1, -1, 2, 2, 2, 5, 5, 5], type: ['', '', '', 'W200', 'W200', '', '', ''],
  box: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 3, 4, 0, 0, 5, 1, 3,
    0, 0, 0, 0, 0, 0, 0, 0, 3, 5, 5, 3.2, 0, 0, 3, 5, 5, 6],
};

test('a family is the element and everything below it', () => {
  const elements = readElements(RAW);
  assert.deepEqual([...elements.family(1)].sort(), [1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual([...elements.family(2)], [2, 3, 4]);
  assert.deepEqual([...elements.family(3)], [3]);
  assert.equal(elements.elOf('w2'), 4);
  assert.equal(elements.elOf('nobody'), -1);
});

test('parents in a ring end in no endless walk, and none is lost', () => {
  const elements = readElements({ ...RAW, parent: [-1, 0, 1, 2, 2, 6, 5, 5] });
  const seen = elements.roots.flatMap((root) => [...elements.family(root)]);
  assert.deepEqual([...new Set(seen)].sort(), [0, 1, 2, 3, 4, 5, 6, 7]);
});

test('an element without a body has no box, and a box round several leaves it out', () => {
  const elements = readElements(RAW);
  assert.equal(elements.box(2), null);
  assert.deepEqual(boxRound(elements, elements.family(2)), [0, 0, 0, 5, 1, 3]);
  assert.equal(boxRound(elements, [0, 1]), null);
});

test('the tree by place unfolds to where there is a choice', () => {
  const tree = treeOf(readElements(RAW), 'place');
  const open = firstOpen(tree);
  assert.deepEqual(rowsOf(tree, open).map(({ node, level }) => [node, level]), [[0, 1], [1, 2], [2, 3], [5, 3]]);
  assert.deepEqual(above(tree, 4), [0, 1, 2]);
});

test('the tree by class groups what can be seen, rooms and storeys left out', () => {
  const elements = readElements(RAW);
  const tree = treeOf(elements, 'class');
  assert.deepEqual(tree.roots.map((node) => [tree.group(node), [...tree.els(node)]]), [['IfcSlab', [6]], ['IfcWall', [3, 4]]]);
  assert.deepEqual(above(tree, 4), [elements.count + 1]);
});

test('a set survives its letters, whatever is in it', () => {
  const count = 50_000;
  const sets = [[], [0], [count - 1], [5, 6, 7, 1000], Array.from({ length: count }, (_, i) => i), Array.from({ length: 999 }, (_, i) => i * 37)];
  for (const els of sets) assert.deepEqual(membersOf(/** @type {any} */ (fromLetters(toLetters(maskOf(count, els)), count))), els);
  assert.ok(toLetters(allBut(count, Array.from({ length: 3000 }, (_, i) => 20_000 + i))).length < 16);
});

test('letters that are no set of this size are refused', () => {
  for (const text of ['*', '_____', '____________', 'gggggg_']) assert.equal(fromLetters(text, 8), null);
  assert.equal(fromLetters(toLetters(maskOf(100, [99])), 50), null);
});

test('changing a set leaves the one before as it was', () => {
  const before = maskOf(4, [1]);
  assert.equal(countOf(withEls(before, [2, 3], 1)), 3);
  assert.equal(countOf(before), 1);
});

test('a stated floor is believed only where the elements bear it out', () => {
  const elements = readElements(RAW);
  const storeys = [{ name: 'F2', elevation_m: 3, el: 5 }, { name: 'F1', elevation_m: 512, el: 2 }];
  const floors = floorsOf(/** @type {any} */ ({ storeys, origin: [0, 0, 0] }), elements);
  assert.deepEqual(floors.map(({ name, floor }) => [name, floor]), [['F1', 0], ['F2', 3]]);
  assert.equal(floorAbove(floors, 0), 3);
  assert.equal(floorAbove(floors, 3), null);
});
