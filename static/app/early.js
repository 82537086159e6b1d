/* Before the first paint: the theme this person chose, else the machine's. A plain script, so that nothing flashes. */
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('gongtu-theme');
  } catch {
    /* Storage may be closed to the page; then the machine's own setting holds. */
  }
  const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.bsTheme = dark ? 'dark' : 'light';
})();
