/** The map's style is valid for every look, draws what the layer tree says, and asks no other host. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { buildSources, buildStyle } from '../../static/app/map/style.js';
import { movedLayer, LAYER_ORDER, usualLayers } from '../../static/app/state.js';

const FACES = { 'Noto Sans SC Variable': [{ url: 'http://127.0.0.1/font.woff2', 'unicode-range': ['U+4e00-9fff'] }] };
const look = (change = {}) => ({ theme: 'light', language: 'zh', layers: usualLayers(), classes: 5, level: 2, ...change });
const style = (change) => buildStyle(look(change), {
  sources: buildSources((layer) => `http://127.0.0.1/tiles/${layer}/{z}/{x}/{y}`), fontFaces: FACES,
});

for (const theme of ['light', 'dark']) for (const language of ['zh', 'en']) for (const level of [1, 2, 3, 4]) {
  test(`the style is valid: ${theme}, ${language}, level ${level}`, () => {
    assert.deepEqual(validateStyleMin(style({ theme, language, level, classes: level + 1 })), []);
  });
}

test('a faded layer is still valid, and half as strong', () => {
  const opacity = Object.fromEntries(LAYER_ORDER.map((id) => [id, 0.5]));
  const faded = style({ layers: { ...usualLayers(), opacity } });
  assert.deepEqual(validateStyleMin(faded), []);
  const of = (one, id) => one.layers.find((layer) => layer.id === id).paint;
  assert.equal(of(faded, 'site-fill')['fill-opacity'], of(style(), 'site-fill')['fill-opacity'] / 2);
});

test('a hidden layer is hidden whole and nothing else is', () => {
  const shown = style({ layers: { ...usualLayers(), hidden: ['projects'] } }).layers;
  const hidden = shown.filter((layer) => layer.layout?.visibility === 'none').map((layer) => layer.id);
  assert.deepEqual(hidden.sort(), ['cluster', 'cluster-count', 'cluster-money', 'project', 'project-name']);
});

test('what stands higher in the tree is drawn later', () => {
  const place = (one, id) => one.layers.findIndex((layer) => layer.id === id);
  assert.ok(place(style(), 'region-fill') < place(style(), 'river'));
  const raised = style({ layers: movedLayer(movedLayer(usualLayers(), 'regions', -1), 'regions', -1) });
  assert.ok(place(raised, 'region-fill') > place(raised, 'river'));
});

test('no glyphs, no sprite, no address but our own', () => {
  const whole = style();
  assert.equal(whole.glyphs, undefined);
  assert.equal(whole.sprite, undefined);
  const addresses = JSON.stringify(whole).match(/https?:\/\/[^/"]+/g);
  assert.deepEqual([...new Set(addresses)], ['http://127.0.0.1']);
});
