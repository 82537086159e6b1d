/** The place to drop a file: it names what was chosen, and says at once when it is too large. */

const area = document.getElementById('drop');
const input = /** @type {HTMLInputElement | null} */ (document.getElementById('id_file'));
const chosen = document.getElementById('chosen');
const MIB = 1024 * 1024;

/** @param {number} bytes */
const size = (bytes) => (bytes < MIB ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / MIB).toFixed(1)} MB`);

function show() {
  const file = input?.files?.[0];
  if (!input || !chosen) return;
  const tooLarge = file !== undefined && file.size > Number(input.dataset.limitMb) * MIB;
  input.setCustomValidity(tooLarge ? input.dataset.tooLarge ?? '' : '');
  chosen.classList.toggle('bad', tooLarge);
  chosen.textContent = file ? `${file.name} · ${size(file.size)}${tooLarge ? ` · ${input.dataset.tooLarge}` : ''}` : '';
}

input?.addEventListener('change', show);
for (const type of ['dragenter', 'dragover']) area?.addEventListener(type, () => area.classList.add('over'));
for (const type of ['dragleave', 'drop']) area?.addEventListener(type, () => area.classList.remove('over'));
show();
