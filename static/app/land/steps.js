/**
 * The land part of a record is written anew with every step: the reader is led to the answer, and what a refused
 * form held is typed in again.
 */

/** @typedef {{ way: string, values: [string, string][] }} Sent */
const OWN = new Set(['csrfmiddlewaretoken', 'version', 'seen']);
/** @type {Sent | null} */
let sent = null;

document.addEventListener('submit', ({ target }) => remember(/** @type {HTMLFormElement} */ (target)), true);
document.addEventListener('click', pressed, true);
document.addEventListener('htmx:after:swap', () => requestAnimationFrame(answer));

/** Where each button has an address of its own the form is never submitted. @param {Event} event */
function pressed({ target }) {
  const form = /** @type {Element} */ (target).closest('button[hx-post]')?.closest('form');
  if (form) remember(form);
}

/** @param {HTMLFormElement} form */
function remember(form) {
  if (!form.closest('#land')) return;
  const told = [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && !OWN.has(name));
  sent = { way: wayOf(form), values: /** @type {[string, string][]} */ (told) };
}

function answer() {
  const words = /** @type {HTMLElement | null} */ (document.querySelector('#land [data-answer]'));
  if (!words || !sent) return;
  if (words.dataset.answer === 'refused') fill(sent);
  sent = null;
  words.tabIndex = -1;
  words.focus({ preventScroll: true });
  words.scrollIntoView({ block: 'center' });
}

/** @param {Sent} held */
function fill(held) {
  const form = [...document.querySelectorAll('#land form')].find((one) => wayOf(one) === held.way);
  if (!form) return;
  for (let box = form.closest('details'); box; box = box.parentElement?.closest('details') ?? null) box.open = true;
  for (const name of new Set(held.values.map(([one]) => one))) {
    const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    const values = held.values.filter(([one]) => one === name).map(([, value]) => value);
    fields.forEach((field, at) => put(field, values, at));
  }
}

/** @param {Element} field @param {string[]} values @param {number} at */
function put(field, values, at) {
  if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) {
    field.checked = values.includes(field.value);
  } else if (field instanceof HTMLInputElement && field.type === 'hidden') {
    return;
  } else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
    field.value = values[at] ?? field.value;
  } else if (field instanceof HTMLSelectElement && values[at] !== undefined) {
    field.value = values[at];
  }
}

/** What a form asks for, without who presses which of its buttons. @param {Element} form */
function wayOf(form) {
  return form.getAttribute('action') ?? '';
}
