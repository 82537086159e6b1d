/** Copy the address of the view. Whoever opens it sees what their own rights allow. */

import { hashNow } from '../links.js';

/** @typedef {import('../app.js').App} App */

/** @param {App} app */
export async function copyLink(app) {
  const { verbs, t } = app;
  const link = `${location.origin}${location.pathname}#${hashNow(app)}`;
  history.replaceState(null, '', link);
  try {
    await navigator.clipboard.writeText(link);
    verbs.say(t('link_copied'));
  } catch {
    // Without a secure connection the browser keeps the clipboard closed; the address bar holds the link.
    verbs.say(t('link_in_address'));
  }
}
