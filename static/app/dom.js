/** Small helpers to build and tend the page. */

import { ICONS } from './icons.js';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @typedef {Node | string | number | null | undefined | false | Child[]} Child
 * @typedef {Record<string, any>} Props  `class`, `on: {event: listener}`, `data: {…}`, `style: {--name: value}`,
 *   DOM properties in camelCase that exist on the element, anything else becomes an attribute
 */

/**
 * Build an element.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Props} [props]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(element, name, value);
  element.append(...nodes(children));
  return element;
}

/** @param {HTMLElement} element @param {string} name @param {any} value */
function setProp(element, name, value) {
  if (value === null || value === undefined) return;
  if (name === 'class') element.className = value;
  else if (name === 'on') for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener);
  else if (name === 'data') Object.assign(element.dataset, value);
  else if (name === 'style') for (const [key, text] of Object.entries(value)) element.style.setProperty(key, text);
  else if (typeof value === 'boolean' && !name.includes('-')) element.toggleAttribute(name, value);
  else if (name === 'value') /** @type {any} */ (element).value = value;
  else element.setAttribute(name, String(value));
}

/** @param {Child[]} children @returns {(Node | string)[]} */
function nodes(children) {
  return /** @type {any[]} */ (children.flat(9)).filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)));
}

/**
 * Replace everything inside an element and keep the keyboard where it was, by `data-key`.
 * @param {Element} element
 * @param {...Child} children
 */
export function fill(element, ...children) {
  const active = document.activeElement;
  const key = active instanceof HTMLElement && element.contains(active) ? active.dataset.key : undefined;
  element.replaceChildren(...nodes(children));
  if (key) /** @type {HTMLElement | null} */ (element.querySelector(`[data-key="${CSS.escape(key)}"]`))?.focus();
}

/** Whether somebody is typing into an element, or has typed what was not sent. @param {Element} element */
export function isWrittenIn(element) {
  const active = document.activeElement;
  const fields = /** @type {(HTMLInputElement | HTMLTextAreaElement)[]} */ ([...element.querySelectorAll('input, textarea')]);
  return Boolean(active && element.contains(active) && active.matches('input, textarea, select'))
    || fields.some((field) => field.value !== field.defaultValue);
}

/**
 * A line icon, 24 units square, drawn in the text's colour.
 * @param {string} name
 * @param {string} [className]
 */
export function icon(name, className = 'icon') {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', className);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', ICONS[name] ?? ICONS.unknown);
  svg.append(path);
  return svg;
}

/**
 * Listen, and get the way to stop.
 * @param {EventTarget} target @param {string} type @param {(event: any) => void} listener
 * @param {AddEventListenerOptions} [options]
 * @returns {() => void}
 */
export function on(target, type, listener, options) {
  target.addEventListener(type, listener, options);
  return () => target.removeEventListener(type, listener, options);
}

/**
 * Gather disposers into one.
 * @param {...(() => unknown)} disposers
 * @returns {() => void}
 */
export function all(...disposers) {
  return () => {
    for (const dispose of [...disposers].reverse()) dispose();
  };
}

/**
 * @template {HTMLElement} [Found=HTMLElement]
 * @param {string} id
 * @returns {Found}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element #${id}.`);
  return /** @type {Found} */ (found);
}

/**
 * Call a function once its caller has been quiet for a while.
 * @template {any[]} Args
 * @param {number} wait milliseconds
 * @param {(...args: Args) => void} run
 * @returns {((...args: Args) => void) & { cancel: () => void }}
 */
export function quiet(wait, run) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const later = (/** @type {Args} */ ...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...args), wait);
  };
  return Object.assign(later, { cancel: () => clearTimeout(timer) });
}
