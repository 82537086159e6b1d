/** A field for a project's code that searches by name while one types: arrows choose, Enter takes, Escape closes. */

import { createApi } from '../api.js';
import { h } from '../dom.js';

const WAIT_MS = 250;
const SHORTEST = 2;
const SHOWN = 8;
const api = createApi({ csrf: () => '', isPublic: () => false });
const english = document.documentElement.lang.startsWith('en');

for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('.project-field input'))) attach(field);

/** @param {HTMLInputElement} field */
function attach(field) {
  const list = h('ul', { class: 'project-list', role: 'listbox', id: `${field.id}-list`, hidden: true });
  field.after(list);
  for (const [name, value] of [['role', 'combobox'], ['aria-controls', list.id], ['aria-expanded', 'false'], ['aria-autocomplete', 'list']]) field.setAttribute(name, value);
  const words = /** @type {HTMLElement} */ (document.getElementById(`${field.id}-name`));
  const box = { field, list, words, at: -1, stop: new AbortController() };
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  field.addEventListener('input', () => {
    clearTimeout(timer);
    words.textContent = '';
    timer = setTimeout(() => ask(box), WAIT_MS);
  });
  field.addEventListener('keydown', (event) => key(box, event));
  field.addEventListener('blur', () => close(box));
}

/** @typedef {{ field: HTMLInputElement, list: HTMLElement, words: HTMLElement, at: number, stop: AbortController }} Box */

/** @param {Box} box */
async function ask(box) {
  box.stop.abort();
  const text = box.field.value.trim();
  if (text.length < SHORTEST) return close(box);
  box.stop = new AbortController();
  try {
    const query = new URLSearchParams({ q: text, limit: String(SHOWN) });
    const found = await api.follow(`/api/v1/projects/?${query}`, box.stop.signal);
    show(box, found.features.map((/** @type {any} */ one) => one.properties));
  } catch (error) {
    if (/** @type {Error} */ (error).name === 'AbortError') return;
    close(box);
    box.words.textContent = box.field.dataset.failed ?? '';
  }
}

/** @param {Box} box @param {any[]} projects */
function show(box, projects) {
  close(box);
  if (document.activeElement !== box.field) return;
  if (!projects.length) {
    box.words.textContent = box.field.dataset.none ?? '';
    return;
  }
  box.list.replaceChildren(...projects.map((one, at) => option(box, one, at)));
  box.list.hidden = false;
  box.field.setAttribute('aria-expanded', 'true');
}

/** @param {Box} box @param {any} one @param {number} at */
function option(box, one, at) {
  const name = (english && one.name_en) || one.name;
  const item = h('li', { role: 'option', id: `${box.list.id}-${at}`, 'aria-selected': 'false' }, h('b', {}, name), h('span', { class: 'code' }, one.code));
  item.dataset.code = one.code;
  item.dataset.name = name;
  item.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    take(box, item);
  });
  return item;
}

/** @param {Box} box @param {HTMLElement} item */
function take(box, item) {
  box.field.value = item.dataset.code ?? '';
  close(box);
  box.words.textContent = item.dataset.name ?? '';
}

/** @param {Box} box */
function close(box) {
  box.at = -1;
  box.list.hidden = true;
  box.field.setAttribute('aria-expanded', 'false');
  box.field.removeAttribute('aria-activedescendant');
}

/** @param {Box} box @param {KeyboardEvent} event */
function key(box, event) {
  const items = /** @type {HTMLElement[]} */ ([...box.list.children]);
  if (box.list.hidden || !items.length) return;
  if (event.key === 'Escape') close(box);
  if (event.key === 'Enter' && box.at >= 0) take(box, items[box.at]);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    box.at = (box.at + step + items.length) % items.length;
    items.forEach((item, at) => item.setAttribute('aria-selected', String(at === box.at)));
    items[box.at].scrollIntoView({ block: 'nearest' });
    box.field.setAttribute('aria-activedescendant', items[box.at].id);
  }
  if (step || event.key === 'Enter' || event.key === 'Escape') event.preventDefault();
}
