/** Whatever the pages draw by name is there to be drawn. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ICONS } from '../../static/app/icons.js';

const APP = new URL('../../static/app/', import.meta.url).pathname;
const scripts = readdirSync(APP, { recursive: true }).filter((name) => name.endsWith('.js'));

test('every icon asked for by its name is drawn', () => {
  const asked = scripts.flatMap((name) => [...readFileSync(join(APP, name), 'utf8').matchAll(/\bicon\('([\w-]+)'\)/g)].map((match) => match[1]));
  assert.ok(asked.length > 50);
  assert.deepEqual([...new Set(asked)].filter((name) => !(name in ICONS)), []);
});
