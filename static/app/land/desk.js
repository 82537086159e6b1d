/** The work list: keys move through it, and what is under way or failed is said. The server writes every part of it. */

const FAILURES = ['htmx:response:error', 'htmx:error'];
let last = location.href;

document.addEventListener('keydown', move);
document.addEventListener('click', narrow);
document.addEventListener('click', again);
document.addEventListener('htmx:before:request', (event) => {
  last = address(event) ?? last;
  busy(true);
  tell(false);
});
document.addEventListener('htmx:finally:request', () => busy(false));
for (const name of FAILURES) {
  document.addEventListener(name, () => {
    busy(false);
    tell(true);
  });
}
/** @param {Event} event @returns {string | undefined} */
function address(event) {
  return /** @type {any} */ (event).detail?.ctx?.request?.action;
}

/** The page is put in place anew when one goes back, so nothing of it is kept at hand. @param {boolean} failed */
function tell(failed) {
  const words = document.getElementById('desk-failed');
  if (words) words.hidden = !failed;
}

/** @param {MouseEvent} event */
function again(event) {
  if (/** @type {Element} */ (event.target).closest('#desk-again')) location.assign(last);
}

/** @param {boolean} on */
function busy(on) {
  document.getElementById('desk')?.setAttribute('aria-busy', String(on));
}

/** On a narrow screen the choices are shown when asked for. @param {MouseEvent} event */
function narrow(event) {
  const button = /** @type {Element} */ (event.target).closest('.desk-toggle');
  const shown = button?.closest('.desk-body')?.classList.toggle('narrowing');
  button?.setAttribute('aria-expanded', String(shown));
}

/** Up, down, first and last move between documents; M shows the one at hand on the map. @param {KeyboardEvent} event */
function move(event) {
  const at = document.activeElement;
  if (event.ctrlKey || event.metaKey || event.altKey || at?.matches('input, select, textarea')) return;
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.desk-open')]);
  if (!rows.length) return;
  const now = rows.findIndex((row) => row.closest('tr')?.contains(at));
  const next = { ArrowDown: Math.min(now + 1, rows.length - 1), ArrowUp: Math.max(now - 1, 0), Home: 0, End: rows.length - 1 }[event.key];
  if (next !== undefined && (now >= 0 || event.key === 'ArrowDown')) {
    event.preventDefault();
    rows[next].focus();
  } else if (event.key.toLowerCase() === 'm' && now >= 0) {
    /** @type {HTMLElement | null | undefined} */ (rows[now].closest('tr')?.querySelector('.desk-map a'))?.click();
  }
}
