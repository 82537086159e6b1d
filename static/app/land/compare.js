/** The page of two documents: two maps and a list of differences that choose each other. */

import { currentTheme } from '../theme.js';

const words = /** @type {HTMLElement} */ (document.getElementById('compare-words'));
const language = document.documentElement.lang.startsWith('en') ? 'en' : 'zh';
const state = { theme: currentTheme(), language: /** @type {'zh' | 'en'} */ (language), chosen: '' };

start().then(
  () => words.replaceChildren(),
  (error) => {
    console.error(error);
    words.textContent = words.dataset.failed ?? '';
    words.classList.add('bad');
  },
);

async function start() {
  const [{ showTwins }, answer] = await Promise.all([
    import('./twins.js'), fetch(words.dataset.shapes ?? '', { credentials: 'same-origin' }),
  ]);
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const panes = { outer: pane('map-outer'), inner: pane('map-inner') };
  const twins = showTwins(panes, await answer.json(), { look: state, onPick: (id) => choose(id, false) });
  /** @param {string} id @param {boolean} fly */
  function choose(id, fly) {
    state.chosen = id;
    mark(id, !fly);
    twins.dress({ ...state });
    if (fly) twins.flyTo(id);
  }
  for (const part of parts()) part.addEventListener('click', () => choose(part.dataset.id ?? '', true));
  new MutationObserver(() => {
    state.theme = currentTheme();
    twins.dress({ ...state });
  }).observe(document.documentElement, { attributeFilter: ['data-bs-theme'] });
}

/** @param {string} id */
function pane(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

function parts() {
  return /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.part'));
}

/** @param {string} id @param {boolean} reveal */
function mark(id, reveal) {
  for (const part of parts()) {
    const chosen = part.dataset.id === id;
    part.setAttribute('aria-pressed', String(chosen));
    if (chosen && reveal) part.scrollIntoView({ block: 'nearest' });
  }
}
