/** Photos in the viewer: which are shown on a day, which are one pin, where it stands, and what the link keeps. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHash, unreadParts } from '../../static/app/permalink.js';
import { stateOfHash, toLink } from '../../static/app/twin/link.js';
import { photoOnMap } from '../../static/app/twin/photos/card.js';
import { dayShown, gathered, pinOf, until } from '../../static/app/twin/photos/feed.js';
import { initialState } from '../../static/app/twin/state.js';
import { dayOf } from '../../static/app/twin/days/course.js';

const ID = 'report-0199c2f0-7a10-7c3e-8d5b-1f2e3d4c5b6a';
const shot = (change = {}) => ({ id: ID, kind: 'report', day: '2026-11-20', task_name: '基础', signs: [], at: [30, 20, 1.5], position: [120.5, 28.9], ...change });
const t = (key, facts) => [key, facts?.n].filter(Boolean).join(' ');

test('while days are played only photos up to the day are shown, else all', () => {
  const photos = [shot(), shot({ day: '2026-11-21' })];
  const day = dayOf('2026-11-20');
  assert.equal(dayShown({ side: 'progress', day }), '2026-11-20');
  assert.equal(dayShown({ side: 'tree', day }), '');
  assert.deepEqual([until(photos, '2026-11-20').length, until(photos, '2026-11-19').length, until(photos, '').length], [1, 0, 2]);
});

test('photos of one place are one pin that says how many, and that something speaks against one', () => {
  const [here, there] = gathered([shot(), shot({ id: 'site-7', at: [30.1, 20, 1.5], signs: [{ told: 'x' }] }), shot({ id: 'site-8', at: [33, 20, 1.5] })]);
  assert.deepEqual([here.length, there.length], [2, 1]);
  const pin = pinOf(t, here, [27, 19, 0]);
  assert.deepEqual([pin.label, pin.kind, pin.ids], ['2', 'photo-doubt', [ID, 'site-7']]);
  assert.match(pin.title, /photos_here 2/);
  assert.equal(pinOf(t, there, [0, 0, 0]).kind, 'photo');
});

test('a pin stands in the metres of the geometry, whose origin is not that of the model', () => {
  assert.deepEqual(pinOf(t, [shot()], [27, 19, 0]).at, [3, 1, 1.5]);
});

test('the link keeps the switch and the open photo; a photo without the switch is not heard', () => {
  const link = toLink({ ...initialState(), photosOn: true, photo: ID });
  assert.deepEqual([stateOfHash(link).photosOn, stateOfHash(link).photo], [true, ID]);
  assert.equal(stateOfHash(`photo=${ID}`).photo, null);
  assert.equal(stateOfHash('photos=1&photo=<b>').photo, null);
  assert.doesNotMatch(toLink(initialState()), /photo/);
});

test('the way to the map is a link it reads whole', () => {
  const hash = photoOnMap('GT97-2025-000589', shot()).replace('/#', '');
  assert.deepEqual(unreadParts(hash), []);
  assert.equal(fromHash(hash).photo, ID);
  assert.equal(photoOnMap('GT97-2025-000589', shot({ position: null })), '');
});
