/** The place to drop a file: it names what was chosen, and says at once when it is too large. */

const area = document.getElementById('drop');
const input = /** @type {HTMLInputElement | null} */ (document.getElementById('id_file'));
const chosen = document.getElementById('chosen');
const MIB = 1024 * 1024;

/** @param {number} bytes */
const size = (bytes) => (bytes < MIB ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / MIB).toFixed(1)} MB`);

function show() {
  if (!input || !chosen) return;
  const files = Array.from(input.files ?? []);
  const bytes = files.reduce((sum, { size: more }) => sum + more, 0);
  const tooLarge = bytes > Number(input.dataset.limitMb) * MIB;
  input.setCustomValidity(tooLarge ? input.dataset.tooLarge ?? '' : '');
  chosen.classList.toggle('bad', tooLarge);
  chosen.textContent = files.length ? `${files.map(({ name }) => name).join(' + ')} · ${size(bytes)}${tooLarge ? ` · ${input.dataset.tooLarge}` : ''}` : '';
}

input?.addEventListener('change', show);
for (const type of ['dragenter', 'dragover']) area?.addEventListener(type, () => area.classList.add('over'));
for (const type of ['dragleave', 'drop']) area?.addEventListener(type, () => area.classList.remove('over'));
show();
