/** Taking the view along: its link, and its picture as a file. */

import { toLink } from './link.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export function taking(app) {
  const { store, t } = app;
  return {
    async copyLink() {
      const link = `${location.origin}${location.pathname}${location.search}#${toLink(store.get())}`;
      history.replaceState(null, '', link);
      try {
        await navigator.clipboard.writeText(link);
        app.verbs.say(t('link_copied'));
      } catch {
        // Without a secure connection the browser keeps the clipboard closed; the address bar holds the link.
        app.verbs.say(t('link_in_address'));
      }
    },
    keepPicture() {
      if (!app.view) return;
      const link = document.createElement('a');
      link.href = app.view.picture();
      link.download = `${store.get().model.value?.name ?? 'twin'}.png`;
      link.click();
    },
  };
}
