/** Pages beside the map: the theme button. */

import { icon } from './dom.js';
import { applyTheme, currentTheme } from './theme.js';

const button = document.getElementById('theme-toggle');
const show = () => button?.replaceChildren(icon(currentTheme() === 'dark' ? 'sun' : 'moon'));
button?.addEventListener('click', () => {
  applyTheme(currentTheme() === 'dark' ? 'light' : 'dark');
  show();
});
show();
