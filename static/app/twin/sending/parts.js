/**
 * A large file in parts (tus 1.0): a broken line costs one part, and the same file chosen again goes on where it
 * stopped. Nothing here knows the page.
 */

/** @typedef {(path: string, options: RequestInit) => Promise<Response>} Send  rejects with a Problem */
/** @typedef {{ getItem: (key: string) => string | null, setItem: (key: string, value: string) => void, removeItem: (key: string) => void }} Memory */
/** @typedef {{ name: string, size: number, lastModified: number, slice: (from: number, to: number) => Blob }} Sendable */

const PART_BYTES = 8 << 20;
const MOST_TRIES = 6;
const VERSION = { 'Tus-Resumable': '1.0.0' };

/**
 * @param {Send} send @param {Sendable} file @param {Record<string, string>} wanted  project, model, name, discipline …
 * @param {{ memory: Memory, tell: (part: number) => void, signal: AbortSignal, pause: (tries: number) => Promise<void> }} how
 * @returns {Promise<string>} the upload's address
 */
export async function sendInParts(send, file, wanted, { memory, tell, signal, pause }) {
  const key = keyOf(file, wanted);
  const known = memory.getItem(key);
  const reached = known ? await offsetOf(send, known, signal).catch(() => null) : null;
  const place = reached === null ? await begin(send, file, wanted, signal) : /** @type {string} */ (known);
  memory.setItem(key, place);
  let offset = reached ?? 0;
  for (let tries = 0; offset < file.size;) {
    tell(offset / file.size);
    try {
      offset = await sendPart(send, place, file, offset, signal);
      tries = 0;
    } catch (error) {
      tries += 1;
      if (signal.aborted || tries > MOST_TRIES || isFinal(error)) throw error;
      await pause(tries);
      const before = offset;
      offset = await offsetOf(send, place, signal).catch(() => before);
    }
  }
  memory.removeItem(key);
  tell(1);
  return place;
}

/** What makes two uploads the same. @param {Sendable} file @param {Record<string, string>} wanted */
export function keyOf({ name, size, lastModified }, wanted) {
  return `gongtu-upload-${JSON.stringify([name, size, lastModified, wanted])}`;
}

/** @param {Send} send @param {Sendable} file @param {Record<string, string>} wanted @param {AbortSignal} signal */
async function begin(send, file, wanted, signal) {
  const told = Object.entries({ filename: file.name, ...wanted }).filter(([, value]) => value);
  const metadata = told.map(([name, value]) => `${name} ${base64(value)}`).join(',');
  const response = await send('/api/v1/uploads/', { method: 'POST', signal, headers: { ...VERSION, 'Upload-Length': String(file.size), 'Upload-Metadata': metadata } });
  return pathOf(response.headers.get('Location') ?? '');
}

/** @param {Send} send @param {string} place @param {Sendable} file @param {number} offset @param {AbortSignal} signal */
async function sendPart(send, place, file, offset, signal) {
  const response = await send(place, {
    method: 'PATCH', signal, body: file.slice(offset, Math.min(offset + PART_BYTES, file.size)),
    headers: { ...VERSION, 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' },
  });
  return Number(response.headers.get('Upload-Offset'));
}

/** @param {Send} send @param {string} place @param {AbortSignal} signal */
async function offsetOf(send, place, signal) {
  return Number((await send(place, { method: 'HEAD', signal, headers: VERSION })).headers.get('Upload-Offset'));
}

/** A refusal that would be the same again; a wrong offset and a broken line are not. @param {any} error */
function isFinal({ status = 0 }) {
  return status >= 400 && status < 500 && status !== 409 && status !== 429;
}

/** @param {string} text any letters */
function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** The path of an address, whole or not. @param {string} address */
function pathOf(address) {
  return address.replace(/^[a-z]+:\/\/[^/]+/i, '');
}
