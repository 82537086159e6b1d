/** What tiles say of being thinned is told once a layer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { together } from '../../static/app/map/thinned.js';

test('tiles of one layer are told together', () => {
  const found = together([{ layer: 'sites', shown: 4000, of: 9000 }, { layer: 'parcels', shown: 2000, of: 5000 }, { layer: 'sites', shown: 1000, of: 1500 }]);
  assert.deepEqual(found, [{ layer: 'parcels', shown: 2000, of: 5000 }, { layer: 'sites', shown: 5000, of: 10500 }]);
});

test('where nothing is thinned nothing is told', () => assert.deepEqual(together([]), []));
