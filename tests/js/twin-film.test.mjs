/** A recorded film says how long it is; a frame drawn to the left takes what its triangles touch. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OrthographicCamera, Vector3 } from 'three';
import { withLength } from '../../static/app/twin/days/film-length.js';
import { meets, sidesOf } from '../../static/app/twin/engine/touching.js';

const UNKNOWN = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
const SCALE = [0x2a, 0xd7, 0xb1, 0x83, 0x0f, 0x42, 0x40];
const PROGRAM = [0x4d, 0x80, 0x84, ...Buffer.from('test')];
const REST = [0x16, 0x54, 0xae, 0x6b, 0x81, 0x00, 0x1f, 0x43, 0xb6, 0x75, 0x81, 0x07];

/** @param {number[]} more  in the part that tells of the film */
function recorded(more = []) {
  const info = [...SCALE, ...PROGRAM, ...more];
  return [0x1a, 0x45, 0xdf, 0xa3, 0x81, 0x00, 0x18, 0x53, 0x80, 0x67, ...UNKNOWN, 0x15, 0x49, 0xa9, 0x66, 0x80 + info.length, ...info, ...REST];
}

/** @param {number[]} bytes @param {number} ms */
async function made(bytes, ms) {
  const film = await withLength(new Blob([Uint8Array.from(bytes)], { type: 'video/webm;codecs=vp9' }), ms);
  assert.equal(film.type, 'video/webm;codecs=vp9');
  return Buffer.from(await film.arrayBuffer());
}

test('the length stands in the head, and all that follows is as it was', async () => {
  const film = await made(recorded(), 4250);
  const at = film.indexOf(Buffer.from([0x44, 0x89, 0x88]));
  assert.equal(film.readDoubleBE(at + 3), 4250);
  const head = film.indexOf(Buffer.from([0x15, 0x49, 0xa9, 0x66, 0x01]));
  assert.equal(head + 12 + film.readUIntBE(head + 6, 6), at + 11);
  assert.deepEqual([...film.subarray(at + 11)], REST);
  assert.ok(film.includes(Buffer.from(PROGRAM)));
});

test('a length that is there is put right, and counted in the film\'s own ticks', async () => {
  const film = await made(recorded([0x44, 0x89, 0x84, 0, 0, 0, 0]), 1000);
  assert.equal(film.indexOf(Buffer.from([0x44, 0x89, 0x84])), -1);
  const halved = await made(recorded().map((byte, i, all) => (all[i - 1] === 0x0f && byte === 0x42 ? 0x84 : byte === 0x40 && all[i - 1] === 0x42 ? 0x80 : byte)), 1000);
  assert.equal(Math.round(halved.readDoubleBE(halved.indexOf(Buffer.from([0x44, 0x89, 0x88])) + 3)), Math.round(1e9 / 0x0f8480));
});

test('another kind of film, and one whose head is not to be read, stay as they are', async () => {
  const other = new Blob([Uint8Array.of(1, 2)], { type: 'video/mp4' });
  assert.equal(await withLength(other, 1000), other);
  const cut = [0x1a, 0x45, 0xdf, 0xa3, 0x81, 0x00, 0x18, 0x53];
  assert.deepEqual([...(await made(cut, 1000))], cut);
});

const eye = new OrthographicCamera(-10, 10, 10, -10, 0, 100);
eye.position.set(0, 0, 50);
eye.updateMatrixWorld();
const corners = (...flat) => flat.map(([x, y]) => new Vector3(x, y, 0));
/** Of 200 × 200 pixels, ten to a metre, the origin in the middle. */
const framed = (left, top, right, bottom) => sidesOf(eye, { width: 200, height: 200 }, { left, top, right, bottom });

test('a slanting shape whose box is touched is not touched itself', () => {
  const slant = corners([-9, -9], [9, 9], [9, 8.9]);
  assert.equal(meets(slant, framed(10, 10, 60, 60)), false);
  assert.equal(meets(slant, framed(90, 90, 110, 110)), true);
});

test('a shape round the frame is touched, though no corner lies in it', () => {
  assert.equal(meets(corners([-50, -50], [50, -50], [0, 80]), framed(95, 95, 105, 105)), true);
});
