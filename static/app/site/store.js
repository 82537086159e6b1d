/**
 * What the phone keeps: what was written down, its photos, drafts, and the list taken along. In the browser it lies
 * in IndexedDB; everything of one save is written in one transaction, or nothing is.
 */

/**
 * @typedef {{ lon: number, lat: number, accuracy_m: number | null, at: string }} Fix
 * @typedef {{ sha256: string, taken_at: string, fix: Fix | null, sent?: boolean, known?: boolean, left_out?: boolean }} Photo
 * @typedef {{ what: 'entry' | 'photo', sha256?: string, type: string, title: string, facts: Record<string, any> }} Reason
 * @typedef {{ id: string, person: number, device: string, number: number, entry: Record<string, any>,
 *   photos: Photo[], state: 'waiting' | 'entered' | 'refused' | 'done', reason: Reason | null, tries: number,
 *   done_at: string | null, label: string }} Item
 * @typedef {{ blob: Blob, own_at?: string | null } & Photo} Taken
 * @typedef {{ key: string, person: number, fields: Record<string, string>, photos: Taken[] }} Draft
 * @typedef {{ person: number, name: string, roles: { code: string, zh: string, en: string }[], until: string | null }} Me
 * @typedef {{ person: number, name: string }} Last  who signed in here last
 * @typedef {Awaited<ReturnType<typeof openStore>>} Store
 */

const NAME = 'gongtu-site';
const VERSION = 1;
const STORES = { items: 'id', blobs: null, lists: 'person', drafts: 'key', kept: null };

/** Open what the phone keeps. Fails where the browser keeps nothing (private windows of some). */
export async function openStore() {
  const opening = indexedDB.open(NAME, VERSION);
  opening.onupgradeneeded = () => {
    for (const [name, keyPath] of Object.entries(STORES)) {
      opening.result.createObjectStore(name, keyPath ? { keyPath } : undefined);
    }
  };
  const db = await asked(opening);
  db.onversionchange = () => db.close();
  return { ...items(db), ...along(db), close: () => db.close() };
}

/** @param {IDBDatabase} db */
function items(db) {
  return {
    /** Every item on this phone, in order. @returns {Promise<Item[]>} */
    items: async () => {
      const rows = await asked(db.transaction('items').objectStore('items').getAll());
      return rows.sort((/** @type {Item} */ a, /** @type {Item} */ b) => a.number - b.number);
    },
    /**
     * Give an item its number and keep it with the bytes of its photos; its draft is gone with it.
     * @param {Omit<Item, 'number'>} item @param {Taken[]} photos @param {string} draft
     * @returns {Promise<Item>}
     */
    add: (item, photos, draft) => write(db, ['items', 'blobs', 'kept', 'drafts'], async (at) => {
      const counter = `number/${item.person}`;
      const number = ((await asked(at('kept').get(counter))) ?? 0) + 1;
      at('kept').put(number, counter);
      for (const { sha256, blob } of photos) at('blobs').put(blob, `${item.id}/${sha256}`);
      at('drafts').delete(draft);
      at('items').put({ ...item, number });
      return { ...item, number };
    }),
    /** @param {Item} item */
    put: (item) => write(db, ['items'], async (at) => void at('items').put(item)),
    /** The bytes of a photo as they were taken. @param {string} id @param {string} sha256 @returns {Promise<Blob | undefined>} */
    blob: (id, sha256) => asked(db.transaction('blobs').objectStore('blobs').get(`${id}/${sha256}`)),
    /** Keep that a photo arrived, and let its bytes go. @param {Item} item @param {string} sha256 */
    arrived: (item, sha256) => write(db, ['items', 'blobs'], async (at) => {
      at('items').put(item);
      at('blobs').delete(`${item.id}/${sha256}`);
    }),
    /** Let an item go with all its bytes. @param {Item} item */
    drop: (item) => write(db, ['items', 'blobs'], async (at) => {
      at('items').delete(item.id);
      for (const { sha256 } of item.photos) at('blobs').delete(`${item.id}/${sha256}`);
    }),
  };
}

/** @param {IDBDatabase} db */
function along(db) {
  const get = (/** @type {string} */ store, /** @type {IDBValidKey} */ key) => asked(db.transaction(store).objectStore(store).get(key));
  return {
    /** @param {number} person */
    list: (person) => get('lists', person),
    /** @param {{ person: number }} list */
    keepList: (list) => write(db, ['lists'], async (at) => void at('lists').put(list)),
    /** Let go of every list and draft's neighbour that is not this person's. @param {number | null} person */
    wipeLists: (person) => write(db, ['lists'], async (at) => {
      for (const key of await asked(at('lists').getAllKeys())) if (key !== person) at('lists').delete(key);
    }),
    /** @param {string} key @returns {Promise<Draft | undefined>} */
    draft: (key) => get('drafts', key),
    /** @param {Draft} draft */
    keepDraft: (draft) => write(db, ['drafts'], async (at) => void at('drafts').put(draft)),
    /** @param {string} key */
    dropDraft: (key) => write(db, ['drafts'], async (at) => void at('drafts').delete(key)),
    /** @returns {Promise<Me | null>} */
    me: async () => (await get('kept', 'me')) ?? null,
    /** Who signed in last stays known by name, so that what waits is called theirs. @param {Me | null} me */
    keepMe: (me) => write(db, ['kept'], async (at) => {
      at('kept').put(me, 'me');
      if (me) at('kept').put({ person: me.person, name: me.name }, 'last');
    }),
    /** @returns {Promise<Last | null>} */
    last: async () => (await get('kept', 'last')) ?? (await get('kept', 'me')) ?? null,
    /** This phone's own name, made once. @returns {Promise<string>} */
    device: () => write(db, ['kept'], async (at) => {
      const known = await asked(at('kept').get('device'));
      const device = known ?? crypto.randomUUID();
      if (!known) at('kept').put(device, 'device');
      return device;
    }),
  };
}

/**
 * Run one transaction to its very end: what it returns is kept on the disk, or nothing is.
 * @template Result
 * @param {IDBDatabase} db @param {string[]} stores
 * @param {(at: (store: string) => IDBObjectStore) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
async function write(db, stores, work) {
  const transaction = db.transaction(stores, 'readwrite', { durability: 'strict' });
  const ended = new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(undefined);
    transaction.onabort = () => reject(transaction.error ?? new DOMException('', 'AbortError'));
  });
  try {
    const result = await work((store) => transaction.objectStore(store));
    await ended;
    return result;
  } catch (error) {
    if (transaction.error === null) try { transaction.abort(); } catch { /* it ended by itself */ }
    await ended.catch(() => {});
    throw transaction.error ?? error;
  }
}

/** @template Result @param {IDBRequest<Result>} request @returns {Promise<Result>} */
function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
