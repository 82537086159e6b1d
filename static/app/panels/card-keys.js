/** What cards over a picture share: Escape puts them away, and they take the focus nobody else has. */

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
