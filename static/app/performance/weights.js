/** The editor of indicators: the sum of the weights while they are typed, and one more row. */

const HUNDREDTHS = 100;
const WHOLE = 100 * HUNDREDTHS;

/**
 * Return the sum of weights in hundredths of a point, exactly; `null` where one is no number.
 * @param {string[]} texts what is typed, empty for nothing
 * @returns {number | null}
 */
export function sumOf(texts) {
  let sum = 0;
  for (const text of texts.map((one) => one.trim()).filter(Boolean)) {
    const match = /^(\d{1,3})(?:\.(\d{0,2}))?$/.exec(text);
    if (!match) return null;
    sum += Number(match[1]) * HUNDREDTHS + Number((match[2] ?? '').padEnd(2, '0'));
  }
  return sum;
}

/**
 * Return hundredths as people write points.
 * @param {number} hundredths
 */
export function told(hundredths) {
  return String(hundredths / HUNDREDTHS);
}

function show() {
  const output = document.getElementById('weight-sum');
  const said = document.getElementById('weight-said');
  if (!output || !said) return;
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('.editor [name=weight]'));
  const sum = sumOf([...fields].map((field) => field.value));
  output.textContent = sum === null ? '?' : told(sum);
  output.className = sum === WHOLE ? 'good' : 'bad';
  said.className = sum === WHOLE ? 'quiet' : 'bad';
  const gap = sum === null ? '?' : told(WHOLE - sum);
  said.textContent = sum === WHOLE ? said.dataset.right ?? '' : `${said.dataset.wrong ?? ''} ${gap}`;
}

function addRow() {
  const rows = document.querySelectorAll('.editor-row');
  const last = rows[rows.length - 1];
  if (!last?.parentElement) return;
  const next = /** @type {HTMLElement} */ (last.cloneNode(true));
  for (const field of next.querySelectorAll('input, select')) /** @type {HTMLInputElement} */ (field).value = '';
  last.parentElement.append(next);
  next.querySelector('select')?.focus();
  show();
}

if (typeof document !== 'undefined') {
  document.querySelector('.editor')?.addEventListener('input', show);
  document.getElementById('add-row')?.addEventListener('click', addRow);
  show();
}
