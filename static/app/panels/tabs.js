/** Tabs that arrow keys walk, as assistive technology expects them. */

import { h, icon } from '../dom.js';

/**
 * @typedef {{ id: string, label: string, icon?: string, badge?: string }} Tab
 */

/**
 * @param {Tab[]} tabs
 * @param {string} chosen
 * @param {(id: string) => void} choose
 * @param {string} [prefix]  of the ids of tabs and panels
 * @returns {HTMLElement[]}
 */
export function tabButtons(tabs, chosen, choose, prefix = '') {
  const go = (/** @type {string} */ id) => {
    choose(id);
    document.getElementById(`${prefix}tab-${id}`)?.focus();
  };
  const walk = (/** @type {KeyboardEvent} */ event) => {
    const at = tabs.findIndex(({ id }) => id === chosen);
    const targets = /** @type {Record<string, number>} */ ({
      ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1,
    });
    if (!(event.key in targets)) return;
    event.preventDefault();
    go(tabs[(targets[event.key] + tabs.length) % tabs.length].id);
  };
  return tabs.map((tab) => h('button', {
    id: `${prefix}tab-${tab.id}`, type: 'button', role: 'tab', class: 'tab', 'aria-selected': tab.id === chosen,
    'aria-controls': `${prefix}panel-${tab.id}`, tabindex: tab.id === chosen ? 0 : -1,
    on: { click: () => go(tab.id), keydown: walk },
  }, tab.icon && icon(tab.icon), h('span', {}, tab.label), tab.badge && h('b', { class: 'badge' }, tab.badge)));
}
