/** How elements look: one texel each; colours by property; what changed between revisions. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { colourFromServer, colourLocally, OTHER } from '../../static/app/twin/colouring.js';
import { CHANGE_COLOURS, readDifference, valueLine } from '../../static/app/twin/difference.js';
import { readElements } from '../../static/app/twin/elements.js';
import { CHOSEN, COLOURED, createPalette, flagsOf, GHOST, paint, SHOWN } from '../../static/app/twin/engine/palette.js';
import { maskOf } from '../../static/app/twin/masks.js';

const raw = (ids) => ({ global_id: ids, classes: ['IfcWall', 'IfcDoor'], class: ids.map((_, i) => i % 2), name: ids, parent: ids.map(() => -1), storey: ids.map(() => -1) });
const none = (count) => new Uint8Array(count);

test('hiding, seeing through, colouring and choosing each have their bit', () => {
  const palette = createPalette(5);
  const colours = Uint32Array.from([0, 0xff8001 + 1, 0, 0, 0]);
  paint(palette, { hidden: maskOf(5, [0]), ghosted: maskOf(5, [2]), colours, chosen: [3] });
  assert.deepEqual([0, 1, 2, 3, 4].map((el) => flagsOf(palette, el)), [0, SHOWN | COLOURED, SHOWN | GHOST, SHOWN | CHOSEN, SHOWN]);
  assert.deepEqual([...palette.texels.subarray(4, 7)], [0xff, 0x80, 0x01]);
  assert.equal(palette.ghosts, 1);
});

test('black is a colour, too', () => {
  const palette = createPalette(1);
  paint(palette, { hidden: none(1), ghosted: none(1), colours: Uint32Array.from([1]), chosen: [] });
  assert.deepEqual([...palette.texels.subarray(0, 4)], [0, 0, 0, SHOWN | COLOURED]);
});

test('more elements than a row of the picture holds are all there', () => {
  const palette = createPalette(1000);
  paint(palette, { hidden: maskOf(1000, [999]), ghosted: none(1000), colours: null, chosen: [998, 5000] });
  assert.equal(palette.width * palette.height >= 1000, true);
  assert.equal(flagsOf(palette, 999), 0);
  assert.equal(flagsOf(palette, 998), SHOWN | CHOSEN);
});

test('colours by class put the largest group first and count it', () => {
  const elements = readElements(raw(['a', 'b', 'c']));
  const { groups, of } = colourLocally(elements, 'class', { title: 'Class', none: '-', nameOfClass: (name) => name });
  assert.deepEqual(groups.map(({ label, count }) => [label, count]), [['IfcWall', 2], ['IfcDoor', 1]]);
  assert.equal(of[0], groups[0].colour + 1);
  assert.notEqual(of[1], of[0]);
});

test('what no group holds is grey, and the server\'s colours are kept', () => {
  const { groups, of } = colourFromServer({ by: 'x', groups: [{ label: 'A', colour: '#0a141e', els: [1] }, { label: '', colour: 'red', els: [] }] }, '无', 3);
  assert.deepEqual(groups.map(({ label }) => label), ['A', '无']);
  assert.equal(groups[0].colour, 0x0a141e);
  assert.deepEqual([...of], [OTHER + 1, 0x0a141e + 1, OTHER + 1]);
});

test('changes are told in both pictures, and what stayed is grey and seen through', () => {
  const now = readElements(raw(['a', 'b', 'new']));
  const before = readElements(raw(['old', 'a', 'b']));
  const change = (global_id, el, before_el, more = {}) => ({ global_id, el, before_el, name: global_id, class: 'IfcWall', moved_m: null, facts: [], ...more });
  const answer = { added: [change('new', 2, -1)], removed: [change('old', -1, 0)], moved: [change('b', 1, 2, { moved_m: 1.2 })], changed: [] };
  const found = readDifference(answer, now, before, /** @type {any} */ ({}));
  assert.deepEqual(found.counts, { added: 1, removed: 1, moved: 1, changed: 0 });
  assert.deepEqual([...found.of], [OTHER + 1, CHANGE_COLOURS.moved + 1, CHANGE_COLOURS.added + 1]);
  assert.deepEqual([...found.other.of], [CHANGE_COLOURS.removed + 1, OTHER + 1, CHANGE_COLOURS.moved + 1]);
  assert.deepEqual([...found.same], [1, 0, 0]);
  assert.deepEqual([...found.other.kept], [0, 1, 1]);
  assert.equal(found.rows.find(({ kind }) => kind === 'removed')?.el, -1);
});

test('groups are by name, and a name is made once however many elements bear it', () => {
  const given = { ...raw(['a', 'b', 'c', 'd', 'e', 'f']), classes: ['IfcWall', 'IfcWallStandardCase', 'IfcSpace'], class: [0, 1, 0, 1, 1, 2] };
  const asked = [];
  const nameOfClass = (name) => { asked.push(name); return 'Wall'; };
  const { groups, of } = colourLocally(readElements(given), 'class', { title: 'Class', none: '-', nameOfClass });
  assert.deepEqual(groups.map(({ label, count, els }) => [label, count, [...els]]), [['Wall', 5, [0, 1, 2, 3, 4]]]);
  assert.deepEqual(asked, ['IfcWall', 'IfcWallStandardCase']);
  assert.equal(of[5], OTHER + 1);
});

test('types are told apart by name where the file numbers one of them twice', () => {
  const given = { ...raw(['a', 'b', 'c', 'd']), types: ['T1', 'T1', 'T2'], type: [0, 1, 2, null] };
  const { groups } = colourLocally(readElements(given), 'type', { title: 'Type', none: '-', nameOfClass: String });
  assert.deepEqual(groups.map(({ label, count }) => [label, count]), [['T1', 2], ['T2', 1], ['-', 1]]);
});

test('a changed value names what it was and what it is', () => {
  const named = (name) => `<${name}>`;
  assert.equal(valueLine({ set: 'Pset_DoorCommon', name: 'FireRating', before: 'C', after: 'A' }, named), 'Pset_DoorCommon.FireRating: C → A');
  assert.equal(valueLine({ set: 'Mengen', name: 'Fläche', before: 9.5, after: null, unit: 'm2' }, named), 'Mengen.Fläche: 9.5 m² → –');
  assert.equal(valueLine({ set: '', name: 'type', before: '', after: 'T2' }, named), '<type>: – → T2');
  assert.equal(valueLine({ set: 'S', name: 'Tall', before: false, after: 0 }, named), 'S.Tall: false → 0');
});
