/** What hangs on an element's structure: each record leads to its page, and to no other structure's. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acceptanceOf, itemsOf, papersOf, partsOf } from '../../static/app/twin/records.js';

test('only the items built on this very structure are told', () => {
  const item = (code) => ({ id: 7, code, name: '混凝土', unit: 'm³', current_quantity: '93982.0000' });
  const bill = { grounds: [{ feature: 'here', items: [item('010501003')] }, { feature: 'there', items: [item('010101001')] }] };
  assert.deepEqual(itemsOf({ id: 'c1' }, bill, 'here'), [{ url: '/contracts/c1/#item-7', name: '010501003 混凝土', note: '93982 m³' }]);
  assert.deepEqual(itemsOf({ id: 'c1' }, null, 'here'), []);
});

test('a paper leads to its line, not to the head of the page', () => {
  const line = (facts) => papersOf('/projects/X', { kinds: [{ name: 'A1', papers: [{ number: '一', ...facts }] }] })[0].url;
  assert.equal(line({ document: { id: 'd' }, approval: 'a' }), '/projects/X/#document-d');
  assert.equal(line({ document: null, approval: 'a' }), '/projects/X/#approval-a');
});

test('the last paper of the chain comes first, one with a report leads to it', () => {
  const paper = (number, document = null) => ({ number, state_name: '有效', valid_to: null, document });
  const land = { kinds: [{ name: 'A1', papers: [paper('一')] }, { name: 'A6', papers: [] }, { name: 'A7', papers: [paper('七', { report: '/r/' })] }] };
  assert.deepEqual(papersOf('/projects/X', land).map(({ url, name, note }) => [url, name, note]),
    [['/r/', 'A7', '七 · 有效'], ['/projects/X/#land', 'A1', '一 · 有效']]);
  assert.deepEqual(papersOf('/projects/X', null), []);
});

test('an element tells of its own lots and tests, and of none that speaks of others', () => {
  const found = { pieces: [{ page: '/p/1/', code: '01-02', name: '柱钢筋', state_name: '已验收', elements: ['a', 'b'] }],
    tests: [{ page: '/t/1/', number: 'SK-1', material: '试块', result_name: '不合格', elements: ['b'] }] };
  const hanging = [{ part: 'acceptance', entries: acceptanceOf(found), more: 0, closed: false }, { part: 'papers', entries: [{ url: '/x/', name: 'A1' }], more: 0, closed: false }];
  const told = (id) => partsOf(hanging, id).map(({ part, entries }) => [part, entries.map(({ url, note }) => [url, note])]);
  assert.deepEqual(told('b'), [['acceptance', [['/p/1/', '已验收'], ['/t/1/', '不合格']]], ['papers', [['/x/', undefined]]]]);
  assert.deepEqual(told('a')[0], ['acceptance', [['/p/1/', '已验收']]]);
  assert.deepEqual(told('z').map(([part]) => part), ['papers']);
});
