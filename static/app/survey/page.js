/** The page of one survey: list and map select each other, and follow light and dark. */

import { currentTheme } from '../theme.js';

const container = /** @type {HTMLElement | null} */ (document.getElementById('survey-map'));
const words = document.getElementById('map-words');
const language = document.documentElement.lang.startsWith('en') ? 'en' : 'zh';
const state = { theme: currentTheme(), language: /** @type {'zh' | 'en'} */ (language), chosen: '' };

if (container) start(container).catch((error) => {
  console.error(error);
  if (words) words.textContent = container.dataset.failed ?? '';
  container.classList.add('failed');
});
offerExports();

/** @param {HTMLElement} element */
async function start(element) {
  const [{ showSurvey }, answer] = await Promise.all([
    import('./map.js'), fetch(element.dataset.shapes ?? '', { credentials: 'same-origin' }),
  ]);
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const shapes = await answer.json();
  const survey = showSurvey(element, shapes, { look: state, onPick: (id) => choose(id, false) });
  /** @param {string} id @param {boolean} fly */
  function choose(id, fly) {
    state.chosen = id;
    mark(id, !fly);
    survey.dress({ ...state });
    if (fly) survey.flyTo(id);
  }
  listen(choose);
  new MutationObserver(() => {
    state.theme = currentTheme();
    survey.dress({ ...state });
  }).observe(document.documentElement, { attributeFilter: ['data-bs-theme'] });
}

/** Lines are buttons, so that keys choose, too; a way to read the numbers shows where it leads. @param {(id: string, fly: boolean) => void} choose */
function listen(choose) {
  for (const line of lines()) line.addEventListener('click', () => choose(line.dataset.id ?? '', true));
  for (const way of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('input[name=way]'))) {
    way.addEventListener('change', () => choose(way.dataset.id ?? '', true));
  }
}

/** @param {string} id @param {boolean} reveal */
function mark(id, reveal) {
  for (const line of lines()) {
    const chosen = line.dataset.id === id;
    line.setAttribute('aria-pressed', String(chosen));
    if (!chosen || !reveal) continue;
    line.scrollIntoView({ block: 'nearest' });
    line.focus({ preventScroll: true });
  }
}

function lines() {
  return /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.found-line'));
}

/** The download's address follows the two menus. */
function offerExports() {
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById('export'));
  const link = /** @type {HTMLAnchorElement | null} */ (document.getElementById('export-go'));
  if (!form || !link) return;
  const follow = () => {
    const chosen = new FormData(form);
    const kind = String(chosen.get('form'));
    link.href = `${(form.dataset.base ?? '').replace('FORM', kind)}?srid=${chosen.get('srid')}`;
  };
  form.addEventListener('change', follow);
  follow();
}
