/** Pages beside the map: the theme button, and the menu where it is wider than the screen. */

import { icon } from './dom.js';
import { applyTheme, currentTheme } from './theme.js';

const button = document.getElementById('theme-toggle');
const show = () => button?.replaceChildren(icon(currentTheme() === 'dark' ? 'sun' : 'moon'));
button?.addEventListener('click', () => {
  applyTheme(currentTheme() === 'dark' ? 'light' : 'dark');
  show();
});
show();
const here = /** @type {HTMLElement | null} */ (document.querySelector('.site-nav [aria-current]'));
if (here?.parentElement) here.parentElement.scrollLeft = here.offsetLeft - (here.parentElement.clientWidth - here.offsetWidth) / 2;
