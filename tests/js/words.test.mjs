/** Both languages say everything, and nothing is said that no language knows. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createTranslate } from '../../static/app/i18n.js';
import { en } from '../../static/app/i18n/en.js';
import { zh } from '../../static/app/i18n/zh.js';

const APP = new URL('../../static/app/', import.meta.url).pathname;
const TEMPLATE = new URL('../../portal/pages/templates/map.html', import.meta.url).pathname;
const places = (text) => (text.match(/\{\w+\}/g) ?? []).sort();

test('every key has words in both languages', () => {
  assert.deepEqual(Object.keys(en).sort(), Object.keys(zh).sort());
  for (const [key, text] of [...Object.entries(zh), ...Object.entries(en)]) assert.ok(text.trim(), key);
});

test('both languages fill in the same facts', () => {
  for (const key of Object.keys(zh)) assert.deepEqual(places(en[key]), places(zh[key]), key);
});

test('every key asked for by name has words', () => {
  const sources = readdirSync(APP, { recursive: true }).filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(APP, file), 'utf8'));
  const asked = sources.flatMap((source) => [...source.matchAll(/\bt\('([\w-]+)'/g)].map((match) => match[1]));
  const fixed = [...readFileSync(TEMPLATE, 'utf8').matchAll(/data-t(?:-label|-hint)?="(\w+)"/g)].map((match) => match[1]);
  assert.ok(asked.length > 100 && fixed.length > 5);
  assert.deepEqual([...asked, ...fixed].filter((key) => !(key in zh)), []);
});

test('a translation fills in its facts and leaves unknown ones alone', () => {
  const t = createTranslate(() => 'en');
  assert.equal(t('cluster_title', { n: 5 }), '5 projects');
  assert.equal(t('cluster_title', {}), '{n} projects');
});
