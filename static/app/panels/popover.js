/** One small card at a time, beside the button that opened it. Escape or a click elsewhere closes it. */

import { all, byId, on } from '../dom.js';

let close = () => {};
/** @type {HTMLElement | null} */
let owner = null;

/**
 * Open a card beside a button, or close it when that button opened it.
 * @param {HTMLElement} button
 * @param {HTMLElement} content
 * @param {string} label
 */
export function openPopover(button, content, label) {
  const again = owner === button;
  close();
  if (again) return;
  const card = byId('popover');
  owner = button;
  card.setAttribute('role', 'dialog');
  card.setAttribute('aria-label', label);
  card.replaceChildren(content);
  card.hidden = false;
  button.setAttribute('aria-expanded', 'true');
  place(card, button);
  const stop = all(
    on(document, 'keydown', (event) => event.key === 'Escape' && closePopover(true), { capture: true }),
    on(document, 'pointerdown', (event) => {
      if (!card.contains(event.target) && !button.contains(event.target)) closePopover(false);
    }, { capture: true }),
    on(window, 'resize', () => place(card, button)),
  );
  close = () => {
    stop();
    card.hidden = true;
    card.replaceChildren();
    button.setAttribute('aria-expanded', 'false');
    owner = null;
    close = () => {};
  };
  /** @type {HTMLElement | null} */ (card.querySelector('button, a, input, select'))?.focus();
}

/** @param {boolean} refocus  put the keyboard back on the button */
export function closePopover(refocus = false) {
  const button = owner;
  close();
  if (refocus) button?.focus();
}

/** Whether the card is open for what a button opened. @param {HTMLElement} button */
export function isOpenFor(button) {
  return owner === button;
}

/** @param {HTMLElement} card @param {HTMLElement} button */
function place(card, button) {
  const box = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = card;
  const beside = button.closest('.toolbar') !== null;
  const left = beside ? box.left - width - 10 : Math.min(box.right - width, innerWidth - width - 8);
  const top = beside ? box.top - 4 : box.bottom + 8;
  card.style.left = `${Math.max(8, left)}px`;
  card.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
}
