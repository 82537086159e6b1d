/** Whose phone it is. What was taken along is the person's alone: another's sign-in, or a sign-out, wipes it. */

/** @typedef {import('./store.js').Me} Me */

/**
 * What follows when the server says who is signed in.
 * @param {Me | null} known  who it was
 * @param {{ person: { id: number, name: string, roles: Me['roles'] } | null, until: string | null }} session
 * @param {number} now  milliseconds
 * @returns {{ me: Me | null, wipe: boolean, expired: boolean }}
 *   `expired`: the session ran out by itself; the person goes on writing down, and signs in again to send
 */
export function whoFollows(known, { person, until }, now) {
  if (person) {
    const me = { person: person.id, name: person.name, roles: person.roles, until };
    return { me, wipe: known?.person !== person.id, expired: false };
  }
  const ranOut = known?.until ? Date.parse(known.until) <= now : false;
  return ranOut ? { me: known, wipe: false, expired: true } : { me: null, wipe: true, expired: false };
}

/**
 * What waits on this phone: a person's own, who may have to sign in again, and others'.
 * @param {{ person: number, state: string }[]} items @param {{ person: number } | null} me
 * @param {{ person: number } | null} last  who signed in here last
 * @returns {{ own: number, others: number }}
 */
export function waitingOf(items, me, last) {
  const mine = me?.person ?? last?.person;
  const open = items.filter(({ state }) => state !== 'done');
  const own = open.filter(({ person }) => person === mine).length;
  return { own, others: open.length - own };
}
