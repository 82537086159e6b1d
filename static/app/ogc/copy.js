/** Buttons that copy a field: `data-copy` names it. Without a script they stay hidden, and the field can be marked. */

/** @param {ParentNode} root */
export function offerCopies(root) {
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (root.querySelectorAll('[data-copy]'))) {
    const field = /** @type {HTMLInputElement | null} */ (document.getElementById(button.dataset.copy ?? ''));
    if (!field) continue;
    button.hidden = false;
    field.addEventListener('focus', () => field.select());
    button.addEventListener('click', () => copy(button, field));
  }
}

/** @param {HTMLButtonElement} button @param {HTMLInputElement} field */
async function copy(button, field) {
  const word = button.textContent;
  try {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.done ?? '';
  } catch {
    // Without a secure connection the browser keeps the clipboard closed.
    field.focus();
    button.textContent = button.dataset.closed ?? '';
  }
  setTimeout(() => { button.textContent = word; }, 2500);
}
