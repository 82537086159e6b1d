/** Light or dark, remembered on this machine. */

/** @typedef {'light' | 'dark'} Theme */

const KEY = 'gongtu-theme';

/** @returns {Theme} */
export function currentTheme() {
  return document.documentElement.dataset.bsTheme === 'dark' ? 'dark' : 'light';
}

/** @param {Theme} theme */
export function applyTheme(theme) {
  document.documentElement.dataset.bsTheme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage closed to the page: the choice lasts until the page is left.
  }
}
