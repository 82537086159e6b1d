/** Grid coordinates, lengths and areas agree with PROJ and GeographicLib on the CGCS2000 ellipsoid. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sridOf, toGrid, zoneOf } from '../../static/app/gk.js';
import { ellipsoidArea, inverse, lengthOf, planeArea } from '../../static/app/geodesy.js';

/** @param {number} actual @param {number} expected @param {number} tolerance */
function near(actual, expected, tolerance) {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not within ${tolerance} of ${expected}`);
}

test('the published parcel corner lands on its easting and northing in zone 40', () => {
  const point = toGrid([120.1496199, 30.2496707]);
  assert.equal(point.zone, 40);
  assert.equal(point.meridian, 120);
  near(point.easting, 40514400, 0.01);
  near(point.northing, 3347800, 0.01);
  assert.equal(sridOf(point.zone), 4528);
});

for (const [lon, lat, zone, easting, northing] of [
  [118.5001, 27.5, 40, 40351781.894488834, 3043929.974071043],
  [121.49, 31.2, 40, 40642010.964812405, 3454105.245149197],
  [76.2, 39.4, 25, 25603365.33792943, 4363598.817997867],
  [134.9, 53.5, 45, 45493364.09560817, 5930270.515334779],
]) {
  test(`${lon}, ${lat} projects to a tenth of a millimetre of PROJ`, () => {
    const point = toGrid([lon, lat]);
    assert.equal(point.zone, zone);
    near(point.easting, easting, 1e-4);
    near(point.northing, northing, 1e-4);
  });
}

test('a position keeps to a neighbour zone when asked to', () => {
  const point = toGrid([123, 30], 40);
  near(point.easting, 40789525.46342303, 1e-4);
  near(point.northing, 3323905.4664760455, 1e-4);
});

test('there are zones 25 to 45 and no grid elsewhere', () => {
  assert.equal(zoneOf(75), 25);
  assert.equal(zoneOf(135), 45);
  assert.equal(zoneOf(73), null);
  assert.equal(zoneOf(137), null);
  assert.equal(toGrid([2.35, 48.85]), null);
});

test('lengths follow the geodesic', () => {
  near(lengthOf([[120, 30], [120.01, 30.02]]), 2417.869736728291, 1e-4);
  near(lengthOf([[118.7, 27.5], [122.1, 31.1]]), 517942.07167103194, 1e-3);
  near(lengthOf([[75, 39], [134, 48]]), 4754564.673382375, 1e-2);
  near(lengthOf([[120, 30], [120, 30]]), 0, 0);
  assert.equal(lengthOf([[120, 30]]), 0);
});

test('nearly opposite positions are refused, not guessed', () => {
  assert.throws(() => inverse([0, 0.5], [179.9, -0.4]), RangeError);
});

test('areas on the ellipsoid agree with GeographicLib from a parcel to a sub-continent', () => {
  near(ellipsoidArea([[120.1, 30.2], [120.2, 30.2], [120.2, 30.3], [120.1, 30.3]]), 106692351.0222702, 0.05);
  const province = [[118.7, 27.5], [122.1, 27.6], [121.9, 31.1], [118.9, 30.9]];
  near(ellipsoidArea(province), 118951460840.35675, 118951460840 * 1e-9);
  near(ellipsoidArea([[75, 39], [134, 48], [110, 20]]), 7668677790253.551, 7668677790253 * 1e-8);
});

const OUTER = [
  [120.14961987934, 30.249670675682495], [120.15169792715535, 30.24966828582883],
  [120.15169654134073, 30.248766223162512], [120.14961851250891, 30.24876861293016],
];
const HOLE = [
  [120.15013897983756, 30.249399462503163], [120.15065849037543, 30.24939886607628],
  [120.15065793984628, 30.249038040992485], [120.15013843120677, 30.24903863741078],
];

test('the published parcel has 18,000 square metres on the plane and 17,999.91 on the ellipsoid', () => {
  near(planeArea(OUTER).area - planeArea(HOLE).area, 18000, 0.001);
  near(ellipsoidArea(OUTER) - ellipsoidArea(HOLE), 17999.91, 0.005);
  assert.equal(planeArea(OUTER).zone, 40);
});

test('a ring gives the same area in either direction and whether or not it is closed', () => {
  const area = ellipsoidArea(OUTER);
  near(ellipsoidArea([...OUTER].reverse()), area, 1e-3);
  near(ellipsoidArea([...OUTER, OUTER[0]]), area, 1e-3);
  near(planeArea([...OUTER].reverse()).area, planeArea(OUTER).area, 1e-6);
});
