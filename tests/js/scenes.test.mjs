/** A model that was placed anew is drawn where it stands now. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sceneOf } from '../../static/app/map/scenes.js';

const at = (/** @type {number} */ lon) => ({ lon, lat: 29, height_m: 0, rotation_deg: 0 });

test('a scene is asked once for a place, and anew for another', async () => {
  let stands = at(119);
  let asked = 0;
  const ask = async (/** @type {string} */ revision) => { asked += 1; return /** @type {any} */ ({ revision, placement: stands }); };
  const scenes = new Map();
  const look = () => sceneOf(ask, scenes, { revision: 'r', placement: { ...stands } });
  await look();
  assert.equal((await look()).placement?.lon, 119);
  assert.equal(asked, 1);
  stands = at(120);
  assert.equal((await look()).placement?.lon, 120);
  assert.equal(asked, 2);
});

test('what was not answered is asked again', async () => {
  const scenes = new Map();
  const row = { revision: 'r', placement: at(119) };
  await assert.rejects(sceneOf(async () => { throw new Error('away'); }, scenes, row));
  assert.equal((await sceneOf(async () => /** @type {any} */ ({ revision: 'r' }), scenes, row)).revision, 'r');
});
