/** One box that finds projects, regions, places, units and pasted coordinates, with a list for the keyboard. */

import { all, fill, h, icon, on, quiet } from '../dom.js';
import { flatten } from './found.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('./found.js').Found} Found */

const WAIT_MS = 220;

/**
 * @param {App} app
 * @param {HTMLElement} element
 * @returns {() => void}
 */
export function showSearch(app, element) {
  const { store, t } = app;
  const input = h('input', {
    id: 'search-input', type: 'search', role: 'combobox', 'aria-expanded': 'false', 'aria-controls': 'search-list',
    'aria-autocomplete': 'list', autocomplete: 'off', spellcheck: 'false', maxlength: '100',
  });
  const list = h('ul', { id: 'search-list', class: 'card search-list', role: 'listbox', hidden: true });
  element.replaceChildren(icon('search'), input, h('kbd', { class: 'wide-only', 'aria-hidden': 'true' }, '/'), list);
  const box = { input, list, found: /** @type {Found[]} */ ([]), active: -1, asked: 0, answered: '' };
  const ask = quiet(WAIT_MS, () => look(app, box));
  const typed = () => {
    forget(app, box);
    ask();
  };
  return all(
    ask.cancel,
    on(input, 'input', typed),
    on(input, 'focus', () => box.found.length && open(box, true)),
    on(input, 'keydown', (event) => key(app, box, event)),
    on(list, 'pointerdown', (event) => event.preventDefault()),
    on(element, 'focusout', (event) => !element.contains(event.relatedTarget) && open(box, false)),
    on(document, 'keydown', (event) => slash(input, event)),
    store.watch((state) => state.language, () => {
      input.placeholder = t('search_hint');
      input.setAttribute('aria-label', t('search_hint'));
      list.setAttribute('aria-label', t('search_results'));
    }, { now: true }),
  );
}

/** @typedef {{ input: HTMLInputElement, list: HTMLElement, found: Found[], active: number, asked: number, answered: string }} Box */

/** The answer to another text is no answer: it goes as soon as the text changes. @param {App} app @param {Box} box */
function forget(app, box) {
  if (box.input.value.trim() === box.answered) return;
  box.asked += 1;
  box.answered = '';
  box.found = [];
  box.active = -1;
  if (!box.list.hidden) render(app, box, app.t('loading'));
}

/** @param {App} app @param {Box} box */
async function look(app, box) {
  const text = box.input.value.trim();
  const mine = (box.asked += 1);
  if (!text) {
    box.found = [];
    box.answered = '';
    return open(box, false);
  }
  try {
    const answer = await app.api.search(text);
    if (mine !== box.asked) return undefined;
    box.answered = text;
    box.found = flatten(app, answer);
    box.active = box.found.length ? 0 : -1;
    return render(app, box, box.found.length ? '' : answer.refusal || app.t('search_nothing', { text }));
  } catch (error) {
    if (mine !== box.asked) return undefined;
    box.found = [];
    return render(app, box, error instanceof Error && error.message ? error.message : app.t('no_answer'));
  }
}

/** @param {App} app @param {Box} box @param {string} message */
function render(app, box, message) {
  let group = '';
  const rows = box.found.flatMap((one, index) => {
    const head = one.group === group ? [] : [h('li', { class: 'group', role: 'presentation' }, app.t(one.group))];
    group = one.group;
    return [...head, row(app, box, one, index)];
  });
  fill(box.list, message ? h('li', { class: 'empty', role: 'presentation' }, message) : rows);
  open(box, true);
  mark(box);
}

/** @param {App} app @param {Box} box @param {Found} one @param {number} index */
function row(app, box, one, index) {
  return h('li', {
    id: `found-${index}`, role: 'option', 'aria-selected': 'false',
    on: { click: () => choose(app, box, index) },
  }, icon(one.icon), h('span', { class: 'found-name' }, one.name), h('span', { class: 'found-note' }, one.note));
}

/** @param {App} app @param {Box} box @param {KeyboardEvent} event */
function key(app, box, event) {
  const steps = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 });
  if (event.key in steps && box.found.length) {
    box.active = (box.active + steps[event.key] + box.found.length) % box.found.length;
    open(box, true);
    mark(box);
  } else if (event.key === 'Enter') enter(app, box);
  else if (event.key === 'Escape') open(box, false);
  else return;
  event.preventDefault();
}

/**
 * Enter takes the marked row, once the text that stands there is answered; without one, the text becomes a condition
 * of the filter.
 * @param {App} app @param {Box} box
 */
async function enter(app, box) {
  if (box.input.value.trim() !== box.answered) await look(app, box);
  if (!box.list.hidden && box.found[box.active]) choose(app, box, box.active);
  else if (box.input.value.trim()) app.verbs.narrow({ q: box.input.value.trim() });
}

/** @param {App} app @param {Box} box @param {number} index */
function choose(app, box, index) {
  open(box, false);
  box.found[index].choose();
  if (matchMedia('(max-width: 760px)').matches) box.input.blur();
}

/** @param {Box} box @param {boolean} shown */
function open(box, shown) {
  box.list.hidden = !shown;
  box.input.setAttribute('aria-expanded', String(shown));
  if (!shown) box.input.removeAttribute('aria-activedescendant');
}

/** @param {Box} box */
function mark({ input, list, active }) {
  list.querySelectorAll('[role=option]').forEach((option, index) => {
    option.setAttribute('aria-selected', String(index === active));
    if (index === active) option.scrollIntoView({ block: 'nearest' });
  });
  if (active >= 0) input.setAttribute('aria-activedescendant', `found-${active}`);
}

/** @param {HTMLInputElement} input @param {KeyboardEvent} event */
function slash(input, event) {
  const typing = /** @type {HTMLElement} */ (event.target).matches?.('input, textarea, select, [contenteditable]');
  if (event.key !== '/' || typing) return;
  event.preventDefault();
  input.focus();
}
