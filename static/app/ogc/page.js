/** Pages of the standard doors: the map beside the words, and fields to copy. Without WebGL the words say it all. */

import { h } from '../dom.js';
import { currentTheme } from '../theme.js';
import { offerCopies } from './copy.js';

/** How many properties a folded card shows. */
const SHOWN = 2;

const frame = /** @type {HTMLElement | null} */ (document.getElementById('ogc-map'));
const language = document.documentElement.lang.startsWith('en') ? 'en' : 'zh';
const state = { theme: currentTheme(), language: /** @type {'zh' | 'en'} */ (language), chosen: '' };

offerCopies(document);
hintWhereWide();
foldCards(/** @type {HTMLElement | null} */ (document.querySelector('.ogc-items')));
if (frame) start(frame).catch((error) => {
  console.error(error);
  frame.classList.add('failed');
  const words = document.getElementById('ogc-map-words');
  if (words) words.textContent = frame.dataset.failed ?? '';
});

/** @param {HTMLElement} container */
async function start(container) {
  const { shapes, style, box, first: one, low = '0' } = container.dataset;
  const [{ showPlace }, items, drawn, first] = await Promise.all([
    import('./map.js'), ...[shapes, style, one].map((address) => (address ? read(address) : null)),
  ]);
  const shown = { items, drawn, first, box: box ? box.split(',').map(Number) : null, low: Number(low) };
  const place = showPlace(container, shown, { look: state, onPick: (id) => choose(id, true) });
  /** @param {string} id @param {boolean} reveal */
  function choose(id, reveal) {
    if (id === state.chosen) return;
    state.chosen = id;
    mark(id, reveal);
    place.dress({ ...state });
  }
  for (const row of rows()) {
    for (const event of ['focusin', 'pointerenter']) row.addEventListener(event, () => choose(row.dataset.id ?? '', false));
  }
  new MutationObserver(() => {
    state.theme = currentTheme();
    place.dress({ ...state });
  }).observe(document.documentElement, { attributeFilter: ['data-bs-theme'] });
}

/** On a small screen a row is a card: it shows its first properties, and the others when asked. @param {HTMLElement | null} table */
function foldCards(table) {
  for (const row of table ? rows() : []) {
    const more = [...row.querySelectorAll('td:not(.item-name, .none, .lesser)')].slice(SHOWN);
    if (!more.length) continue;
    for (const cell of more) cell.classList.add('more');
    const button = h('button', { class: 'unfold', type: 'button', 'aria-expanded': 'false' }, table?.dataset.more ?? '');
    button.addEventListener('click', () => {
      const open = row.classList.toggle('open');
      button.setAttribute('aria-expanded', String(open));
      button.textContent = (open ? table?.dataset.less : table?.dataset.more) ?? '';
    });
    row.querySelector('.item-name')?.append(button);
  }
}

/** Only a table that is wider than its place says that it scrolls. */
function hintWhereWide() {
  const table = document.querySelector('.wide-table');
  const hint = /** @type {HTMLElement | null} */ (document.querySelector('.side-hint'));
  if (!table || !hint) return;
  new ResizeObserver(() => { hint.hidden = table.scrollWidth <= table.clientWidth; }).observe(table);
}

/** @param {string} address */
async function read(address) {
  const answer = await fetch(address, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer.json();
}

/** @param {string} id @param {boolean} reveal */
function mark(id, reveal) {
  for (const row of rows()) {
    const chosen = row.dataset.id === id;
    row.classList.toggle('chosen', chosen);
    if (chosen && reveal) row.scrollIntoView({ block: 'nearest' });
  }
}

function rows() {
  return /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.ogc-items tr[data-id]'));
}
