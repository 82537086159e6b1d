/** What the site's page reckons: distances, order, what a form says, whose phone it is. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { entryOf, flawOf, percentOf, plain, saidOf } from '../../static/app/site/entry.js';
import { takenBy } from '../../static/app/site/exif.js';
import { languageOf } from '../../static/app/site/language.js';
import { distanceTo, foldTasks, nearestPlace, sortTasks } from '../../static/app/site/near.js';
import { hashOf, otherTime, take } from '../../static/app/site/taking.js';
import { waitingOf, whoFollows } from '../../static/app/site/who.js';

const LOT = { type: 'Polygon', coordinates: [[[120, 30], [120.01, 30], [120.01, 30.01], [120, 30.01], [120, 30]], [[120.004, 30.004], [120.006, 30.004], [120.006, 30.006], [120.004, 30.006], [120.004, 30.004]]] };

test('inside an area it is no way, in its hole and outside the way to the nearest edge', () => {
  assert.equal(distanceTo([120.002, 30.002], LOT), 0);
  assert.ok(Math.abs(distanceTo([120.0045, 30.005], LOT) - 48.2) < 0.3);
  assert.ok(Math.abs(distanceTo([120.005, 30.011], LOT) - 110.86) < 0.2);
  assert.ok(Math.abs(distanceTo([120.02, 30.02], { type: 'Point', coordinates: [120.02, 30.021] }) - 110.86) < 0.2);
  assert.equal(distanceTo([120.5, 30.005], { type: 'MultiPolygon', coordinates: [[[[120.4, 30], [120.6, 30], [120.6, 30.01], [120.4, 30.01]]]] }), 0);
});

test('the nearest come first, among the equally near the one that ends first', () => {
  const places = [{ id: 'here', outline: LOT }, { id: 'there', outline: { type: 'LineString', coordinates: [[120.1, 30], [120.2, 30]] } }];
  const tasks = [{ key: '1', place: 'there', last: '2026-11-01' }, { key: '2', place: 'here', last: '2026-12-01' }, { key: '3', place: 'here', last: '2026-11-30' }, { key: '4', place: 'lost', last: '2026-01-01' }];
  assert.deepEqual(sortTasks(tasks, places, [120.002, 30.002]).map(({ key }) => key), ['3', '2', '1', '4']);
  assert.deepEqual(sortTasks(tasks, places, null).map(({ key }) => key), ['4', '1', '3', '2']);
});

test('an issue is first offered the place one stands on, the structure before the section it stands in', () => {
  const line = { type: 'LineString', coordinates: [[120.1, 30], [120.2, 30]] };
  const places = [{ id: 'site', kind: 'site', outline: LOT }, { id: 'section', kind: 'section', outline: LOT }, { id: 'bridge', kind: 'structure', outline: line }];
  assert.equal(nearestPlace(places, [120.002, 30.002]), 'section');
  assert.equal(nearestPlace(places, [120.15, 30]), 'bridge');
  assert.equal(nearestPlace([], [120.15, 30]), '');
});

test('what is far away or begins late is folded, what stands nobody knows where is not', () => {
  const task = (key, distance, first) => ({ key, distance, first });
  const { near, far } = foldTasks([task('here', 0, '2026-11-01'), task('edge', 5000, '2026-12-04'), task('lost', null, '2026-11-20'),
    task('away', 5001, '2026-11-01'), task('late', 10, '2026-12-05')], '2026-11-20');
  assert.deepEqual(near.map(({ key }) => key), ['here', 'edge', 'lost']);
  assert.deepEqual(far.map(({ key }) => key), ['away', 'late']);
});

/** A JPEG with the Exif of one moment, little or big endian. */
function pictured(moment, { offset = '', little = true } = {}) {
  const tiff = new DataView(new ArrayBuffer(120));
  const put = (at, said) => [...said].forEach((one, n) => tiff.setUint8(at + n, one.charCodeAt(0)));
  const entry = (at, tag, count, value) => { tiff.setUint16(at, tag, little); tiff.setUint16(at + 2, 2, little); tiff.setUint32(at + 4, count, little); tiff.setUint32(at + 8, value, little); };
  put(0, little ? 'II' : 'MM');
  tiff.setUint16(2, 42, little);
  tiff.setUint32(4, 8, little);
  tiff.setUint16(8, 1, little);
  entry(10, 0x8769, 1, 26);
  tiff.setUint16(26, 2, little);
  entry(28, 0x9003, 20, 60);
  entry(40, 0x9011, offset ? 7 : 0, 84);
  put(60, `${moment}\0`);
  put(84, `${offset}\0`);
  const head = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xe1, 0, 128, ...[...'Exif\0\0'].map((one) => one.charCodeAt(0))];
  return new Uint8Array([...head, ...new Uint8Array(tiff.buffer), 0xff, 0xda]).buffer;
}

test('the time a picture says itself is read, and told where it is another', () => {
  assert.equal(takenBy(pictured('2026:11:20 10:00:00')), '2026-11-20T10:00:00');
  assert.equal(takenBy(pictured('2026:11:20 10:00:00', { offset: '+08:00', little: false })), '2026-11-20T10:00:00+08:00');
  for (const bytes of [pictured('0000:00:00 00:00:00'), pictured('2026:11:20 10:00:00').slice(0, 60), new Uint8Array([1, 2]).buffer, new Uint8Array([0xff, 0xd8, 0xff, 0xe1, 0, 0]).buffer]) {
    assert.equal(takenBy(bytes), null);
  }
  const at = '2026-11-20T07:36:00.000Z';
  assert.equal(otherTime({ taken_at: at, own_at: '2026-11-20T10:00:00+08:00' }), '2026-11-20T10:00:00+08:00');
  for (const own of [null, '2026-11-20T15:36:40+08:00']) assert.equal(otherTime({ taken_at: at, own_at: own }), null);
});

test('the hash is that of the very bytes, and what is kept is what was hashed', async () => {
  const bytes = new Uint8Array([255, 216, 1, 2, 3]);
  const wanted = createHash('sha256').update(bytes).digest('hex');
  assert.equal(await hashOf(bytes.buffer), wanted);
  const taken = await take(new File([bytes], 'a.jpg', { type: 'image/jpeg' }), null);
  assert.equal(taken.sha256, wanted);
  assert.deepEqual(new Uint8Array(await taken.blob.arrayBuffer()), bytes);
});

test('what keeps a form from being an entry is told', () => {
  const known = { issue: false, photos: 0, said: 40, total: 200 };
  const flaw = (fields, more = {}) => flawOf(fields, { ...known, ...more });
  assert.equal(flaw({ state: 'in_progress' }), 'percent_needed');
  assert.equal(flaw({ state: 'in_progress', percent: 'abc' }), 'percent_needed');
  assert.equal(flaw({ state: 'in_progress', percent: '100' }), 'percent_between');
  assert.equal(flaw({ state: 'in_progress', percent: '30' }), 'correction_needed');
  assert.equal(flaw({ state: 'in_progress', quantity: '60', correction: 'why' }), 'correction_needed');
  assert.equal(flaw({ state: 'in_progress', quantity: '60', correction: 'measured anew' }), '');
  assert.equal(flaw({ state: 'in_progress', quantity: '90' }), '');
  assert.equal(flaw({ state: 'installed' }), '');
  assert.equal(flaw({ state: '' }), 'something_needed');
  assert.equal(flaw({ state: '' }, { photos: 1 }), '');
  assert.equal(flaw({ state: 'inspected' }), '');
  assert.equal(flaw({ title: ' ' }, { issue: true }), 'title_needed');
  assert.equal(flaw({ state: '', note: 'x' }, { supervises: true }), 'supervision_needed');
  assert.equal(flaw({ state: 'inspected', supervision: 'patrol' }, { supervises: true }), '');
  assert.equal(saidOf({ state: '', note: 'x', supervision: 'patrol' }, { task: '1', issue: false }).supervision, 'patrol');
  assert.equal(flaw({ title: 't' }, { issue: true }), 'where_needed');
  assert.equal(flaw({ title: 't', feature: 'f' }, { issue: true }), '');
});

test('a form becomes the entry the server reads', () => {
  const fix = { lon: 120, lat: 30, accuracy_m: 5, at: '2026-11-20T01:00:00Z' };
  const photos = [{ sha256: 'a', taken_at: '2026-11-20T01:00:00Z', fix, blob: new Blob([]) }];
  const about = { project: 'P', task: '1', issue: false, at: '2026-11-20T01:01:00Z', fix, photos };
  assert.deepEqual(entryOf({ state: 'in_progress', percent: ' 35 ', note: ' x ' }, about), {
    project: 'P', captured_at: about.at, fix, photos: [{ sha256: 'a', taken_at: '2026-11-20T01:00:00Z', fix }], kind: 'progress',
    task: '1', state: 'in_progress', note: 'x', correction: '', percent: '35', quantity: null,
  });
  assert.equal(saidOf({ state: 'inspected' }, about).kind, 'record');
  assert.equal(saidOf({ title: 't', feature: 'f', severity: 'major' }, { issue: true }).feature, 'f');
});

test('a sign-out wipes what was taken along, a session that ran out does not, another person does', () => {
  const now = Date.parse('2026-11-20T10:00:00Z');
  const me = { person: 7, name: 'a', roles: [], until: '2026-11-20T12:00:00Z' };
  const person = { id: 7, name: 'a', roles: [] };
  assert.deepEqual(whoFollows(me, { person: null, until: null }, now), { me: null, wipe: true, expired: false });
  assert.deepEqual(whoFollows({ ...me, until: '2026-11-20T09:00:00Z' }, { person: null, until: null }, now), { me: { ...me, until: '2026-11-20T09:00:00Z' }, wipe: false, expired: true });
  assert.equal(whoFollows(me, { person, until: me.until }, now).wipe, false);
  assert.equal(whoFollows(me, { person: { ...person, id: 8 }, until: null }, now).wipe, true);
});

test('what waits is still called its writer\'s when the sign-in is gone, and only others\' things are called others\'', () => {
  const items = [{ person: 7, state: 'waiting' }, { person: 7, state: 'done' }, { person: 7, state: 'refused' }, { person: 8, state: 'waiting' }];
  assert.deepEqual(waitingOf(items, null, { person: 7 }), { own: 2, others: 1 });
  assert.deepEqual(waitingOf(items, { person: 8 }, { person: 7 }), { own: 1, others: 2 });
  assert.deepEqual(waitingOf(items, null, null), { own: 0, others: 3 });
});

test('it speaks as was chosen here, then as on the other pages, then as the browser prefers', () => {
  assert.equal(languageOf({ kept: 'zh-hans', cookie: 'django_language=en', browser: 'en-US' }), 'zh-hans');
  assert.equal(languageOf({ kept: null, cookie: 'a=1; django_language=zh-hans', browser: 'en-US' }), 'zh-hans');
  assert.equal(languageOf({ kept: null, cookie: '', browser: 'en-US' }), 'en');
  assert.equal(languageOf({ kept: null, cookie: '', browser: 'zh-CN' }), 'zh-hans');
  assert.equal(languageOf({ kept: null, cookie: '', browser: '' }), 'zh-hans');
});

test('a number is read as people type it', () => {
  for (const [typed, told] of [['36,2', '36.2'], ['36．5', '36.5'], ['１２', '12'], ['1,100', '1100'], ['1 234 567', '1234567'], ['12,345.5', '12345.5']]) assert.equal(plain(typed), told);
  assert.equal(percentOf({ state: 'in_progress', percent: '36,2' }, 0), 36.2);
  assert.equal(percentOf({ state: 'in_progress', quantity: '1,100' }, 2200), 50);
  assert.equal(percentOf({ state: 'in_progress', quantity: 'many' }, 2200), null);
  assert.equal(percentOf({ state: 'in_progress', quantity: '5' }, 0), null);
  assert.equal(percentOf({ state: 'in_progress', percent: '' }, 0), null);
  assert.equal(saidOf({ state: 'in_progress', percent: '36,2' }, { task: '1', issue: false }).percent, '36.2');
});
