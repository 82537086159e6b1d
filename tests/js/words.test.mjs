/** Both languages say everything, and nothing is said that no language knows. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createTranslate } from '../../static/app/i18n.js';
import { en } from '../../static/app/i18n/en.js';
import { zh } from '../../static/app/i18n/zh.js';
import { siteEn } from '../../static/app/site/i18n/en.js';
import { siteZh } from '../../static/app/site/i18n/zh.js';
import { daysEn } from '../../static/app/twin/i18n/days-en.js';
import { daysZh } from '../../static/app/twin/i18n/days-zh.js';
import { en as twinEn_ } from '../../static/app/twin/i18n/en.js';
import { zh as twinZh_ } from '../../static/app/twin/i18n/zh.js';

const [twinZh, twinEn] = [{ ...twinZh_, ...daysZh }, { ...twinEn_, ...daysEn }];
const APP = new URL('../../static/app/', import.meta.url).pathname;
const TEMPLATES = ['map.html', 'twin/model.html'].map((name) => new URL(`../../portal/pages/templates/${name}`, import.meta.url).pathname);
const LISTS = /** @type {const} */ ([[zh, en], [twinZh, twinEn], [siteZh, siteEn]]);
const places = (text) => (text.match(/\{\w+\}/g) ?? []).sort();

test('every key has words in both languages', () => {
  for (const [chinese, english] of LISTS) {
    assert.deepEqual(Object.keys(english).sort(), Object.keys(chinese).sort());
    for (const [key, text] of [...Object.entries(chinese), ...Object.entries(english)]) assert.ok(text.trim(), key);
  }
});

test('both languages fill in the same facts', () => {
  for (const [chinese, english] of LISTS) for (const key of Object.keys(chinese)) assert.deepEqual(places(english[key]), places(chinese[key]), key);
});

test('every key asked for by name has words', () => {
  const sources = readdirSync(APP, { recursive: true }).filter((file) => file.endsWith('.js'))
    .map((file) => ({ isTwin: file.startsWith('twin/'), isSite: file.startsWith('site/'), text: readFileSync(join(APP, file), 'utf8') }));
  const asked = sources.flatMap(({ isTwin, isSite, text }) => [...text.matchAll(/\bt\('([\w-]+)'/g)].map((match) => ({ isTwin, isSite, key: match[1] })));
  const fixed = TEMPLATES.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/data-t(?:-label|-hint)?="(\w+)"/g)]
    .map((match) => ({ isTwin: file.includes('twin'), key: match[1] })));
  assert.ok(asked.length > 100 && fixed.length > 5);
  assert.deepEqual([...asked, ...fixed].filter(({ isTwin, isSite, key }) => (isSite ? !(key in siteZh) : !(key in zh) && !(isTwin && key in twinZh))), []);
});

test('a translation fills in its facts and leaves unknown ones alone', () => {
  const t = createTranslate(() => 'en');
  assert.equal(t('cluster_title', { n: 5 }), '5 projects');
  assert.equal(t('cluster_title', {}), '{n} projects');
});
