/** The machine's own Chinese font is taken where there is one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FONT, fontFaces, ownFont } from '../../static/app/map/fonts.js';

const machine = (...has) => (font) => {
  const families = font.split(',').map((name) => name.trim().replace(/"/g, ''));
  const drawn = families.find((name) => has.includes(name) || ['monospace', 'serif'].includes(name));
  return { monospace: 300, serif: 320 }[drawn] ?? 280;
};

test('the first of the usual fonts that the machine has', () => {
  assert.equal(ownFont(machine('Noto Sans CJK SC', 'Microsoft YaHei')), 'Microsoft YaHei');
});

test('a machine without any has none of its own', () => {
  assert.equal(ownFont(machine()), undefined);
});

test('a page that cannot measure has none of its own', () => {
  assert.equal(ownFont(() => 0), undefined);
});

test('without a page our own font files are drawn with', () => {
  assert.deepEqual(FONT, ['Noto Sans SC Variable']);
  assert.deepEqual(fontFaces([]), { 'Noto Sans SC Variable': [] });
});
