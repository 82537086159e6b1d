/** Send a large file in parts (tus 1.0): after a broken line it goes on at the byte the server holds. */

const PART_BYTES = 8 * 1024 * 1024;
const MOST_TRIES = 6;
const HEADERS = { 'Tus-Resumable': '1.0.0' };

/** What the server says against a file, in its own words. */
export class Refused extends Error {}

/**
 * @param {File} file @param {Record<string, string>} words  what the file is for
 * @param {{ csrf: string, tell: (sent: number) => void, broken: () => void }} watch
 * @returns {Promise<string>} the address of the upload, whole
 */
export async function sendFile(file, words, { csrf, tell, broken }) {
  const place = await announce(file, words, csrf);
  let [offset, tries] = [0, 0];
  while (offset < file.size) {
    try {
      offset = await sendPart(place, file, offset, csrf);
      tries = 0;
      tell(offset);
    } catch (error) {
      tries += 1;
      if (error instanceof Refused || tries > MOST_TRIES) throw error;
      broken();
      await new Promise((wake) => { setTimeout(wake, 500 * 2 ** tries); });
      offset = await offsetOf(place).catch(() => offset);
    }
  }
  return place;
}

/** @param {string} text */
const coded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** @param {File} file @param {Record<string, string>} words @param {string} csrf */
async function announce(file, words, csrf) {
  const metadata = Object.entries({ filename: file.name, ...words }).filter(([, value]) => value)
    .map(([name, value]) => `${name} ${coded(value)}`).join(',');
  const response = await fetch('/api/v1/uploads/', {
    method: 'POST', credentials: 'same-origin',
    headers: { ...HEADERS, 'X-CSRFToken': csrf, 'Upload-Length': String(file.size), 'Upload-Metadata': metadata },
  });
  if (!response.ok) throw await refusal(response);
  return response.headers.get('Location') ?? '';
}

/** @param {string} place @param {File} file @param {number} offset @param {string} csrf */
async function sendPart(place, file, offset, csrf) {
  const response = await fetch(place, {
    method: 'PATCH', credentials: 'same-origin', body: file.slice(offset, offset + PART_BYTES),
    headers: { ...HEADERS, 'X-CSRFToken': csrf, 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset) },
  });
  if (response.status === 409) return offsetOf(place);
  if (response.status >= 500) throw new Error(String(response.status));
  if (!response.ok) throw await refusal(response);
  return Number(response.headers.get('Upload-Offset'));
}

/** @param {string} place */
async function offsetOf(place) {
  const response = await fetch(place, { method: 'HEAD', credentials: 'same-origin', headers: HEADERS });
  if (!response.ok) throw new Error(String(response.status));
  return Number(response.headers.get('Upload-Offset'));
}

/** @param {Response} response */
async function refusal(response) {
  const body = await response.json().catch(() => ({}));
  return new Refused(body.title ?? String(response.status));
}

/** What an address tells. @param {string} place @returns {Promise<any>} */
export async function read(place) {
  const response = await fetch(place, { credentials: 'same-origin', headers: { Accept: 'application/json' } });
  if (!response.ok) throw await refusal(response);
  return response.json();
}
