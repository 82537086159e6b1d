/** Looks of issues: camera, section planes and what is hidden, there and back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cameraOf, cutsOfPlanes, hiddenOf, lookOf, numbersOf, planesOf, viewOfCamera, visibilityOf } from '../../static/app/twin/bcf.js';
import { allCuts } from '../../static/app/twin/cuts.js';
import { readElements } from '../../static/app/twin/elements.js';
import { hiddenAtFirst } from '../../static/app/twin/state.js';

const ORIGIN = /** @type {any} */ ([512000.5, 3351000.25, 4.2]);
const CENTRE = /** @type {any} */ ([10, 5, 3]);
const near = (a, b, gap = 1e-6) => a.forEach((value, i) => assert.ok(Math.abs(value - b[i]) <= gap, `${a} is not ${b}`));

/** A camera as three keeps it: columns right, up, back, place. */
function camera(eye, right, up, back, more) {
  return { matrixWorld: { elements: [...right, 0, ...up, 0, ...back, 0, ...eye, 1] }, ...more };
}
const ahead = camera([10, -20, 3], [1, 0, 0], [0, 0, 1], [0, -1, 0], { fov: 50, aspect: 1.6 });
const above = camera([10, 5, 60], [1, 0, 0], [0, 1, 0], [0, 0, 1], { isOrthographicCamera: true, left: -0.8, right: 0.8, top: 0.5, bottom: -0.5, zoom: 0.05 });

/** A project, a storey, two walls, a door, a room, a stair of two parts. */
const CLASSES = ['IfcProject', 'IfcBuildingStorey', 'IfcWall', 'IfcDoor', 'IfcSpace', 'IfcStair', 'IfcMember'];
const OF = [0, 1, 2, 2, 3, 4, 5, 6, 6];
const BODY = [0, 0, 1, 1, 1, 1, 0, 1, 1];
const elements = readElements({
  global_id: OF.map((_, el) => `id${el}`), classes: CLASSES, class: OF, name: OF.map(() => ''), storey: OF.map(() => 1),
  parent: [-1, 0, 1, 1, 1, 1, 1, 6, 6], box: BODY.flatMap((body) => (body ? [0, 0, 0, 1, 1, 1] : [0, 0, 0, 0, 0, 0])),
});
const hiding = (...els) => {
  const mask = hiddenAtFirst(elements);
  els.forEach((el) => { mask[el] = 1; });
  return mask;
};
const back = (hidden) => {
  const { standard, exceptions, hints } = visibilityOf(elements, hidden);
  const components = { selection: [], default_visibility: standard, exceptions: exceptions.map((el) => ({ ifc_guid: `id${el}` })), colouring: [], hints };
  return { standard, exceptions, hidden: [...hiddenOf(components, elements)] };
};

test('a camera comes back to where it stood and looks the same way', () => {
  const told = cameraOf(ahead, ORIGIN);
  assert.deepEqual(told.direction, [0, 1, 0]);
  assert.deepEqual([told.field_of_view, told.scale, told.aspect], [50, null, 1.6]);
  near(told.position, [512010.5, 3350980.25, 7.2]);
  const view = viewOfCamera(told, ORIGIN, CENTRE);
  near(view.eye, [10, -20, 3]);
  near(view.target, [10, 5, 3]);
});

test('a camera behind which the building lies still looks ahead', () => {
  const { eye, target } = viewOfCamera({ ...cameraOf(ahead, ORIGIN), direction: [0, -2, 0] }, ORIGIN, CENTRE);
  near(eye, [10, -20, 3]);
  near(target, [10, -21, 3]);
});

test('a plan is told by its height, and seen again from as far as shows as much', () => {
  const told = cameraOf(above, ORIGIN);
  assert.deepEqual([told.field_of_view, told.scale], [null, 20]);
  near([told.aspect ?? 0], [1.6]);
  const { eye, target } = viewOfCamera(told, ORIGIN, CENTRE);
  near(target, [10, 5, 3]);
  near([2 * (eye[2] - target[2]) * Math.tan((25 * Math.PI) / 180)], [20]);
  assert.ok(eye[1] < target[1] && target[1] - eye[1] < 0.01, 'north stays up');
});

test('planes point to what is cut away, stand near the building and come back', () => {
  const cuts = [{ normal: [0, 0, -1], distance: 4 }, { normal: [0.6, 0.8, 0], distance: -2 }];
  const planes = planesOf(/** @type {any} */ (cuts), ORIGIN, CENTRE);
  near(planes[0][0], [512010.5, 3351005.25, 8.2]);
  assert.deepEqual(planes[0][1], [0, 0, 1]);
  const again = cutsOfPlanes(planes, ORIGIN);
  assert.equal(again.box, null);
  again.planes.forEach((cut, i) => near([...cut.normal, cut.distance], [...cuts[i].normal, cuts[i].distance]));
});

test('a section box stays a box, and a plane beside it a plane', () => {
  const cuts = { planes: [{ normal: [0.6, 0.8, 0], distance: 1 }], box: { min: [1, 2, 3], max: [4, 6, 8] } };
  const again = cutsOfPlanes(planesOf(allCuts(/** @type {any} */ (cuts)), ORIGIN, CENTRE), ORIGIN);
  near(again.box?.min ?? [], cuts.box.min);
  near(again.box?.max ?? [], cuts.box.max);
  assert.equal(again.planes.length, 1);
});

test('a plane without a direction is passed over', () => {
  assert.deepEqual(cutsOfPlanes([[[0, 0, 0], [0, 0, 0]]], ORIGIN), { planes: [], box: null });
});

test('a few that are hidden are the exceptions, and come back', () => {
  assert.deepEqual(back(hiding()), { standard: true, exceptions: [], hidden: [...hiding()] });
  assert.deepEqual(back(hiding(2)), { standard: true, exceptions: [2], hidden: [...hiding(2)] });
  assert.deepEqual(back(hiding(7, 8, 6)), { standard: true, exceptions: [7, 8], hidden: [...hiding(6, 7, 8)] });
});

test('a few that are shown are the exceptions of what is hidden by default, and come back', () => {
  const alone = new Uint8Array(9).fill(1);
  [0, 1, 4].forEach((el) => { alone[el] = 0; });
  assert.deepEqual(back(alone), { standard: false, exceptions: [4], hidden: [...alone] });
});

test('rooms that are seen are told by the hint, and one that is not by exception', () => {
  const rooms = hiding();
  rooms[5] = 0;
  assert.equal(visibilityOf(elements, rooms).hints.spaces, true);
  assert.deepEqual(back(rooms).hidden, [...rooms]);
});

test('what another program names as a whole goes with its parts; what this model has not is passed over', () => {
  const components = { selection: [], default_visibility: true, exceptions: [{ ifc_guid: 'id6' }, { ifc_guid: 'elsewhere' }], colouring: [], hints: null };
  assert.deepEqual([...hiddenOf(components, elements)], [...hiding(6, 7, 8)]);
  assert.deepEqual(numbersOf([{ ifc_guid: 'elsewhere' }, { ifc_guid: 'id3' }, { ifc_guid: 'id3' }], elements), [3]);
  assert.deepEqual([...hiddenOf(null, elements)], [...hiding()]);
});

test('the whole look names elements and holds what the server reads', () => {
  const look = lookOf({ camera: ahead, cuts: [], chosen: [3], hidden: hiding(2) }, elements, ORIGIN, CENTRE);
  assert.deepEqual(Object.keys(look).sort(), ['bitmaps', 'camera', 'components', 'lines', 'planes']);
  assert.deepEqual(look.components?.selection, [{ ifc_guid: 'id3' }]);
  assert.deepEqual(look.components?.exceptions, [{ ifc_guid: 'id2' }]);
});
