/** Words in both languages. A key is looked up in the language of the moment; `{name}` is filled in. */

import { en } from './i18n/en.js';
import { zh } from './i18n/zh.js';

/** @typedef {import('./types.js').Language} Language */
/** @typedef {keyof typeof zh & string} Key */
/** @typedef {(key: Key, facts?: Record<string, string | number>) => string} Translate */

const WORDS = { zh, en };

/**
 * @param {() => Language} language
 * @returns {Translate}
 */
export function createTranslate(language) {
  return translator(WORDS, language);
}

/**
 * @param {Record<Language, Record<string, string>>} lists
 * @param {() => Language} language
 * @returns {(key: string, facts?: Record<string, string | number>) => string}
 */
export function translator(lists, language) {
  return (key, facts = {}) => (lists[language()][key] ?? key)
    .replace(/\{(\w+)\}/g, (whole, name) => (name in facts ? String(facts[name]) : whole));
}

/** Whether a key has words. @param {string} key @returns {key is Key} */
export function isKey(key) {
  return key in zh;
}

/**
 * Put the words of the moment into the fixed parts of the page: `data-t` is text, `data-t-label` the accessible
 * name and tooltip, `data-t-hint` a placeholder.
 * @param {ParentNode} root
 * @param {Translate} t
 */
export function translatePage(root, t) {
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('[data-t]'))) {
    element.textContent = t(/** @type {Key} */ (element.dataset.t));
  }
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('[data-t-label]'))) {
    const text = t(/** @type {Key} */ (element.dataset.tLabel));
    element.setAttribute('aria-label', text);
    if (element.matches('button, a, summary')) element.title = text;
  }
  for (const element of /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll('[data-t-hint]'))) {
    element.placeholder = t(/** @type {Key} */ (element.dataset.tHint));
  }
}
