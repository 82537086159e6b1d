/** Taking: the hash of a photo's very bytes, and where the phone stands, both at the moment of capture. */

import { takenBy } from './exif.js';

/** @typedef {import('./store.js').Fix} Fix */

const FRESH_MS = 60_000;
const PATIENCE_MS = 8_000;

/** Lower-case hexadecimal SHA-256. @param {ArrayBuffer} bytes */
export async function hashOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((octet) => octet.toString(16).padStart(2, '0')).join('');
}

const OTHER_MS = 60_000;

/**
 * When a picture says that it was taken, where that is another minute than the phone's; else nothing.
 * @param {{ taken_at: string, own_at?: string | null }} photo
 */
export function otherTime({ taken_at: at, own_at: own }) {
  return own && Math.abs(Date.parse(own) - Date.parse(at)) > OTHER_MS ? own : null;
}

/**
 * Take a photo over from the camera: its bytes are read once, and what is kept is what was hashed.
 * @param {File} file @param {Fix | null} fix
 * @returns {Promise<import('./store.js').Taken>}
 */
export async function take(file, fix) {
  const bytes = await file.arrayBuffer();
  const taken_at = new Date().toISOString();
  return { sha256: await hashOf(bytes), taken_at, own_at: takenBy(bytes), fix, blob: new Blob([bytes], { type: file.type || 'image/jpeg' }) };
}

/**
 * Follow where the phone stands.
 * @param {(state: { fix: Fix | null, trouble: '' | 'denied' | 'unknown' }) => void} told
 */
export function followPlace(told) {
  /** @type {Fix | null} */
  let fix = null;
  /** @param {GeolocationPosition} position */
  const came = ({ coords, timestamp }) => {
    fix = { lon: coords.longitude, lat: coords.latitude, accuracy_m: coords.accuracy ?? null, at: new Date(timestamp).toISOString() };
    told({ fix, trouble: '' });
  };
  const failed = (/** @type {GeolocationPositionError} */ error) => told({ fix, trouble: error.code === 1 ? 'denied' : 'unknown' });
  const watch = navigator.geolocation?.watchPosition(came, failed, { enableHighAccuracy: true, maximumAge: 10_000 });
  return {
    /** The place now: the last known while it is fresh, else asked once more; an old one is none. @returns {Promise<Fix | null>} */
    now: () => new Promise((resolve) => {
      if (fix && Date.now() - Date.parse(fix.at) < FRESH_MS) return resolve(fix);
      if (!navigator.geolocation) return resolve(null);
      navigator.geolocation.getCurrentPosition((position) => {
        came(position);
        resolve(fix);
      }, () => resolve(null), { enableHighAccuracy: true, maximumAge: 10_000, timeout: PATIENCE_MS });
    }),
    stop: () => { if (watch !== undefined) navigator.geolocation.clearWatch(watch); },
  };
}
