/** A frame drawn to the left takes what its triangles touch. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OrthographicCamera, Vector3 } from 'three';
import { meets, sidesOf } from '../../static/app/twin/engine/touching.js';

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
