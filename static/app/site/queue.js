/**
 * Sending what was written down: in order, once each. A refused item steps aside with its reason; later items of its
 * kind that say a state of the same task wait behind it, all others go on. Nothing leaves the phone before the server has said that it holds it.
 */

/** @typedef {import('./store.js').Item} Item */
/** @typedef {import('./store.js').Store} Store */
/** @typedef {{ person: { id: number } | null }} Session */
/** @typedef {{ ok: boolean, status: number, body: any }} Answer */
/**
 * @typedef {{ session: () => Promise<Session>, enter: (entry: Record<string, any>) => Promise<Answer>,
 *   show: (id: string, sha256: string, blob: Blob) => Promise<Answer> }} Server  each fails when nothing answers
 * @typedef {{ sent: number, stopped: '' | 'offline' | 'signed_out' }} Outcome
 */

const AGAIN = new Set([408, 425, 429]);
/** What says nothing of the item, but of who asks: it waits until somebody signs in. */
const WHO = new Set(['sign_in_needed', 'forbidden', 'permission_denied', 'not_authenticated']);

/** What an item adds to: those of one kind that say a state of one task keep their order. @param {Item} item */
export function courseOf({ entry }) {
  return entry.task && entry.state ? `${entry.project}/${entry.task}/${entry.kind}` : '';
}

/** The items that wait behind a refused one of their task, by id of the item: the one they wait for. @param {Item[]} items */
export function waitingBehind(items) {
  /** @type {Map<string, Item>} */
  const refused = new Map();
  /** @type {Map<string, Item>} */
  const behind = new Map();
  for (const item of [...items].sort((a, b) => a.number - b.number)) {
    const course = `${item.person}/${courseOf(item)}`;
    if (courseOf(item) && refused.has(course)) behind.set(item.id, /** @type {Item} */ (refused.get(course)));
    else if (item.state === 'refused' && item.reason?.what === 'entry') refused.set(course, item);
  }
  return behind;
}

/**
 * Send what waits of the person who is signed in.
 * @param {Store} store @param {Server} server
 * @param {(item: Item) => void} [told]  called whenever an item moved on
 * @returns {Promise<Outcome>}
 */
export async function sendAll(store, server, told = () => {}) {
  /** @type {Outcome} */
  const outcome = { sent: 0, stopped: '' };
  const session = await server.session().catch(() => null);
  if (!session) return { ...outcome, stopped: 'offline' };
  if (!session.person) return { ...outcome, stopped: 'signed_out' };
  const person = session.person.id;
  for (const { id } of await mine(store, person)) {
    const items = await mine(store, person);
    const item = items.find((one) => one.id === id);
    if (!item || !isOpen(item) || waitingBehind(items).has(id)) continue;
    const stopped = await sendOne(store, server, item, told);
    if (stopped) return { ...outcome, stopped };
    if (item.state === 'done') outcome.sent += 1;
  }
  return outcome;
}

/** @param {Store} store @param {number} person */
async function mine(store, person) {
  return (await store.items()).filter((item) => item.person === person);
}

/** @param {Item} item */
export function isOpen(item) {
  return item.state === 'waiting' || item.state === 'entered';
}

/** @param {Item} item  read anew: what was awaited may have changed it */
function isEntered(item) {
  return item.state === 'entered';
}

/**
 * @param {Store} store @param {Server} server @param {Item} item @param {(item: Item) => void} told
 * @returns {Promise<Outcome['stopped']>}
 */
async function sendOne(store, server, item, told) {
  item.tries += 1;
  if (item.state === 'waiting') {
    const stopped = await enter(store, server, item);
    told(item);
    if (stopped || !isEntered(item)) return stopped;
  }
  for (const photo of item.photos) {
    if (photo.sent || photo.left_out) continue;
    const stopped = await show(store, server, item, photo);
    told(item);
    if (stopped || item.state !== 'entered') return stopped;
  }
  item.state = 'done';
  item.done_at = new Date().toISOString();
  await store.put(item);
  told(item);
  return '';
}

/** @param {Store} store @param {Server} server @param {Item} item @returns {Promise<Outcome['stopped']>} */
async function enter(store, server, item) {
  const answer = await server.enter({ ...item.entry, id: item.id, device: item.device, number: item.number }).catch(() => null);
  const stopped = waits(answer);
  if (stopped) return stopped;
  if (answer?.ok) Object.assign(item, { state: 'entered', reason: null });
  else refuse(item, 'entry', answer);
  await store.put(item);
  return '';
}

/**
 * @param {Store} store @param {Server} server @param {Item} item @param {import('./store.js').Photo} photo
 * @returns {Promise<Outcome['stopped']>}
 */
async function show(store, server, item, photo) {
  const blob = await store.blob(item.id, photo.sha256);
  if (!blob) {
    refuse(item, 'photo', { ok: false, status: 0, body: { type: 'urn:problem:photo_lost' } }, photo.sha256);
    await store.put(item);
    return '';
  }
  const answer = await server.show(item.id, photo.sha256, blob).catch(() => null);
  const stopped = waits(answer);
  if (stopped) return stopped;
  if (answer?.ok && answer.body?.sha256 === photo.sha256) {
    photo.sent = true;
    photo.known = answer.body.in_report_before === true;
    await store.arrived(item, photo.sha256);
  } else {
    refuse(item, 'photo', answer, photo.sha256);
    await store.put(item);
  }
  return '';
}

/** Why everything waits, if it does. @param {Answer | null} answer @returns {Outcome['stopped']} */
function waits(answer) {
  if (!answer || answer.status >= 500 || AGAIN.has(answer.status)) return 'offline';
  if (answer.status === 401 || (answer.status === 403 && WHO.has(typeOf(answer)))) return 'signed_out';
  return '';
}

/** @param {Answer | null} answer */
function typeOf(answer) {
  return String(answer?.body?.type ?? '').replace('urn:problem:', '');
}

/** @param {Item} item @param {'entry' | 'photo'} what @param {Answer | null} answer @param {string} [sha256] */
function refuse(item, what, answer, sha256) {
  item.state = 'refused';
  item.reason = {
    what, sha256, type: typeOf(answer), title: String(answer?.body?.title ?? ''), facts: answer?.body?.facts ?? {},
  };
}

/**
 * Say a refused item anew; it keeps its key, its number and its photos.
 * @param {Store} store @param {Item} item @param {Record<string, any>} changes
 */
export async function mend(store, item, changes) {
  if (item.state !== 'refused' || item.reason?.what !== 'entry') throw new Error('Only a refused entry is mended.');
  const mended = { ...item, entry: { ...item.entry, ...changes }, state: /** @type {const} */ ('waiting'), reason: null };
  await store.put(mended);
  return mended;
}

/** Try a refused item again as it is. @param {Store} store @param {Item} item */
export async function retry(store, item) {
  const state = item.reason?.what === 'photo' ? 'entered' : 'waiting';
  await store.put({ ...item, state: /** @type {Item['state']} */ (state), reason: null });
}

/**
 * Give up what was refused: the whole entry, or, where the entry stands already, the photo that was refused.
 * @param {Store} store @param {Item} item
 */
export async function giveUp(store, item) {
  if (item.state !== 'refused') throw new Error('Only what was refused is given up.');
  if (item.reason?.what !== 'photo') return store.drop(item);
  const photos = item.photos.map((one) => (one.sha256 === item.reason?.sha256 ? { ...one, left_out: true } : one));
  return store.put({ ...item, photos, state: 'entered', reason: null });
}
