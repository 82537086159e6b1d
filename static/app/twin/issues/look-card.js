/** While the view of an issue is seen: whose it is, and the way back. */

import { all, fill, h, icon } from '../../dom.js';

/** @typedef {import('../app.js').App} App */

/** @param {App} app @param {HTMLElement} element @returns {() => void} */
export function showLookCard({ store, verbs, t }, element) {
  const render = () => {
    const { before, issue } = store.get();
    element.hidden = !before;
    fill(element, before && [
      h('span', {}, issue.value ? t('look_of', { n: issue.value.number }) : t('look_of_issue')),
      h('button', { class: 'button small', type: 'button', data: { key: 'look-return' }, on: { click: () => verbs.lookBack() } }, icon('refresh'), t('look_return'))]);
  };
  return all(store.watch((state) => [state.before, state.issue.value, state.language], render, { now: true }));
}
