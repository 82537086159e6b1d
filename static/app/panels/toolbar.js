/** The map's tools in one column: where to look, what to draw, what to take along. */

import { all, fill, h, icon } from '../dom.js';
import { toggleTilt } from '../map/tilt.js';
import { copyLink } from './copy-link.js';
import { exportMenu } from './export-menu.js';
import { layerTree } from './layer-tree.js';
import { closePopover, openPopover } from './popover.js';
import { printForm } from './print-form.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../state.js').Tool} Tool */

/**
 * @param {App} app
 * @param {HTMLElement} element
 * @returns {() => void}
 */
export function showToolbar(app, element) {
  const { store } = app;
  const render = () => fill(element, lookGroup(app), drawGroup(app), takeGroup(app));
  return all(
    store.watch((state) => [state.language, state.tool, state.timeOpen, state.standing], render, { now: true }),
    closePopover,
  );
}

/** @param {App} app */
function lookGroup(app) {
  const { store, verbs, t } = app;
  const home = async () => {
    const code = store.get().filter.region ?? store.get().root;
    if (code) verbs.fit((await app.api.region(code)).geometry);
  };
  return group(
    button('plus', t('zoom_in'), () => app.map?.zoomIn()),
    button('minus', t('zoom_out'), () => app.map?.zoomOut()),
    button('home', t('zoom_home'), () => home().catch(() => verbs.say(t('no_answer'), 'error'))),
    menuButton('layers', t('layers'), () => layerTree(app)),
    ...(store.get().standing ? [button('tilt', t('tilt'), () => toggleTilt(app))] : []));
}

/** @param {App} app */
function drawGroup(app) {
  const { store, t } = app;
  const tool = (/** @type {Tool} */ id) => {
    const chosen = store.get().tool === id;
    return button(id, t(`tool_${id}`), () => store.set({ tool: chosen ? null : id }), chosen);
  };
  const { timeOpen } = store.get();
  return group(tool('length'), tool('area'), tool('polygon'),
    button('clock', t('time'), () => store.set({ timeOpen: !timeOpen }), timeOpen));
}

/** @param {App} app */
function takeGroup(app) {
  const { t } = app;
  return group(
    button('link', t('copy_link'), () => copyLink(app)),
    menuButton('export', t('export'), () => exportMenu(app)),
    menuButton('print', t('print'), () => printForm(app)));
}

/** @param {...HTMLElement} buttons */
function group(...buttons) {
  return h('div', { class: 'tool-group', role: 'group' }, buttons);
}

/** @param {string} name @param {string} label @param {() => void} click @param {boolean} [pressed] */
function button(name, label, click, pressed) {
  return h('button', {
    type: 'button', class: 'tool', title: label, 'aria-label': label, 'aria-pressed': pressed,
    data: { key: `tool-${name}` }, on: { click },
  }, icon(name));
}

/** @param {string} name @param {string} label @param {() => HTMLElement} content */
function menuButton(name, label, content) {
  const one = button(name, label, () => openPopover(one, content(), label));
  one.setAttribute('aria-haspopup', 'dialog');
  one.setAttribute('aria-expanded', 'false');
  return one;
}
