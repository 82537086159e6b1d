/** What cards over a picture share: their head, Escape that puts them away, and the focus nobody else has. */

import { h, icon } from '../dom.js';

/** @param {{ t: (key: any) => string }} app @param {{ title: string, back?: HTMLElement | null | false, key: string, close: () => void }} of */
export function cardHead({ t }, { title, back = null, key, close }) {
  return h('div', { class: 'card-head' }, back, h('strong', {}, title), h('button', {
    class: 'tiny', type: 'button', 'aria-label': t('close'), title: t('close'), data: { key }, on: { click: close } }, icon('close')));
}

/** @param {HTMLElement} element @param {() => void} leave @returns {() => void} */
export function onEscape(element, leave) {
  const hear = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    leave();
  };
  element.addEventListener('keydown', hear);
  return () => element.removeEventListener('keydown', hear);
}

/** @param {HTMLElement} element @param {HTMLElement | undefined} canvas  where the focus is nobody's either */
export function takeLostFocus(element, canvas) {
  const lost = document.activeElement === document.body || document.activeElement === canvas;
  if (lost) /** @type {HTMLElement | null} */ (element.querySelector('button, a'))?.focus({ preventScroll: true });
}
