/** In which language the site's page speaks: the shell is the same for everybody, so it has to find out itself. */

/**
 * What was chosen here, else on the other pages, else what the browser prefers; Chinese where nobody says.
 * @param {{ kept: string | null, cookie: string, browser: string }} said
 * @returns {'zh-hans' | 'en'}
 */
export function languageOf({ kept, cookie, browser }) {
  const chosen = kept ?? /(?:^|;\s*)django_language=([\w-]+)/.exec(cookie)?.[1] ?? browser;
  return chosen && !chosen.toLowerCase().startsWith('zh') ? 'en' : 'zh-hans';
}
