/** The work list: keys move through it, and what is under way or failed is said. The server writes every part of it. */

const FAILURES = ['htmx:responseError', 'htmx:sendError', 'htmx:timeout'];
const failed = document.getElementById('desk-failed');
let last = location.href;

document.addEventListener('keydown', move);
document.addEventListener('click', narrow);
document.addEventListener('htmx:beforeRequest', (event) => {
  last = address(event) ?? last;
  busy(true);
  if (failed) failed.hidden = true;
});
document.addEventListener('htmx:afterRequest', () => busy(false));
for (const name of FAILURES) {
  document.addEventListener(name, () => {
    busy(false);
    if (failed) failed.hidden = false;
  });
}
document.getElementById('desk-again')?.addEventListener('click', () => location.assign(last));

/** @param {Event} event @returns {string | undefined} */
function address(event) {
  return /** @type {any} */ (event).detail?.pathInfo?.requestPath;
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
