/** The viewer's tools in one column: where to look, how to move, what to see, what to measure, what to take along. */

import { all, fill, h, icon } from '../../dom.js';

/** @typedef {import('../app.js').App} App */

const MEASURES = /** @type {const} */ (['distance', 'angle', 'area', 'point']);

/** @param {App} app @param {HTMLElement} element @returns {() => void} */
export function showToolbar(app, element) {
  const { store } = app;
  const pick = (/** @type {any} */ state) => [state.language, state.tool, state.walking, state.plan, state.chosen.length > 0, state.side, state.helping];
  return all(store.watch(pick, () => fill(element, look(app), see(app), measure(app), take(app)), { now: true }));
}

/** @param {App} app */
function look({ store, verbs, t }) {
  const { walking, plan } = store.get();
  const home = () => {
    store.set({ plan: null, walking: false });
    verbs.look('home');
  };
  return group(button('home', t('look_home'), home),
    button('walk', t('walk'), () => verbs.walk(!walking), walking),
    button('layers', t('views_plans'), () => (plan === null ? store.set({ side: 'views', leftOpen: true }) : verbs.plan(null)), plan !== null));
}

/** @param {App} app */
function see({ store, verbs, t }) {
  const { chosen, side } = store.get();
  const none = !chosen.length;
  return group(button('eye_off', `${t('hide')} (H)`, verbs.hideChosen, undefined, none), button('isolate', `${t('isolate')} (I)`, verbs.isolateChosen, undefined, none),
    button('ghost', `${t('ghost_others')} (X)`, verbs.ghostOthersChosen, undefined, none), button('eye', `${t('show_all')} (A)`, verbs.showAll),
    button('choose_box', `${t('choose_box')} (B)`, () => verbs.take(store.get().tool === 'box' ? null : 'box'), store.get().tool === 'box'),
    button('cut', t('side_cut'), () => store.set({ side: side === 'cut' ? 'tree' : 'cut', leftOpen: true }), side === 'cut'));
}

/** @param {App} app */
function measure({ store, verbs, t }) {
  const { tool } = store.get();
  return group(...MEASURES.map((kind) => button(`measure_${kind}`, t(`measure_${kind}`), () => verbs.take(tool === kind ? null : kind), tool === kind)));
}

/** @param {App} app */
function take({ store, verbs, t }) {
  const { helping } = store.get();
  return group(button('camera', t('picture'), verbs.keepPicture), button('link', t('copy_link'), () => verbs.copyLink()),
    button('help', `${t('keys')} (?)`, () => store.set({ helping: !helping }), helping));
}

/** @param {...HTMLElement} buttons */
function group(...buttons) {
  return h('div', { class: 'tool-group', role: 'group' }, buttons);
}

/** @param {string} name @param {string} label @param {() => void} click @param {boolean} [pressed] @param {boolean} [disabled] */
function button(name, label, click, pressed, disabled = false) {
  return h('button', { type: 'button', class: 'tool', title: label, 'aria-label': label, 'aria-pressed': pressed === undefined ? null : String(pressed), disabled, data: { key: `tool-${name}` }, on: { click } },
    icon(name));
}
