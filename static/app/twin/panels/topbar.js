/** The name of the model, where it belongs, how it stands, and the page's own switches. */

import { all, fill, h, icon } from '../../dom.js';

/** @typedef {import('../app.js').App} App */

/** @param {App} app @param {HTMLElement} title @param {HTMLElement} tools @returns {() => void} */
export function showTopbar(app, title, tools) {
  const { store } = app;
  return all(
    store.watch((state) => [state.language, state.model.value, state.scene.value], () => fill(title, named(app)), { now: true }),
    store.watch((state) => [state.language, state.theme, state.scene.value], () => fill(tools, report(app), back(app), language(app), theme(app)), { now: true }),
  );
}

/** @param {App} app */
function named({ store, t }) {
  const { model, scene, project } = store.get();
  const facts = { ...scene.value, ...model.value };
  if (!facts.name) return h('span', { class: 'faint' }, t('loading'));
  const placement = scene.value?.placement;
  const stands = !scene.value ? null : placement ? t('placed_by', { how: methodName(placement.method, t) }) : t('not_placed_short');
  return [h('strong', { title: facts.name }, facts.name), facts.discipline && h('span', { class: 'tag wide-only' }, t(/** @type {any} */ (`discipline_${facts.discipline}`))),
    stands && h('button', { class: `tag place-tag wide-only${placement ? '' : ' bad'}`, type: 'button', data: { key: 'place' },
      title: placement ? placeWords(placement, t) : t('not_placed'), on: { click: () => (placement ? goToMap(project, placement) : goToProject(project)) } }, icon('pin'), stands)];
}

/** How a model came to stand where it does; one that has no name here shows its own. @param {string | undefined} method @param {App['t']} t */
function methodName(method, t) {
  const key = `stands_${method ?? ''}`;
  const name = t(/** @type {any} */ (key));
  return name === key ? method ?? '—' : name;
}

/** @param {any} placement @param {App['t']} t */
function placeWords({ method, level, srid, lon, lat, height_m, rotation_deg }, t) {
  return t('placed_facts', { method: methodName(method, t), level: level ?? '—', srid: srid ?? '—', lon: lon.toFixed(6), lat: lat.toFixed(6), height: (height_m ?? 0).toFixed(2), turn: (rotation_deg ?? 0).toFixed(2) });
}

/** @param {string} code  of the project @param {import('../engine/placing.js').Placement} placement */
function goToMap(code, { lon, lat }) {
  location.href = `/#map=18.50/${lat.toFixed(5)}/${lon.toFixed(5)}/0.0/55.0${code ? `&project=${encodeURIComponent(code)}&tab=bim` : ''}`;
}

/** To the project's models on the map, where the placing tool is. @param {string} code */
function goToProject(code) {
  location.href = code ? `/#project=${encodeURIComponent(code)}&tab=bim` : '/';
}

/** @param {App} app */
function back({ store, t }) {
  const { scene, project } = store.get();
  const placement = scene.value?.placement;
  const go = () => (placement ? goToMap(project, placement) : goToProject(project));
  return h('button', { class: 'ghost', type: 'button', title: t('back_to_map'), 'aria-label': t('back_to_map'), data: { key: 'back' }, on: { click: go } }, icon('regions'), h('span', { class: 'wide-only' }, t('map_word')));
}

/** The report on the model as it is handed in. @param {App} app */
function report({ store, t }) {
  const label = t('report_hint');
  return h('a', { class: 'ghost', href: `/twin/${encodeURIComponent(store.get().modelId)}/report/`, title: label, 'aria-label': label, data: { key: 'report' } },
    icon('chart'), h('span', { class: 'wide-only' }, t('report_word')));
}

/** @param {App} app */
function language({ store, api, t }) {
  const other = store.get().language === 'zh' ? 'en' : 'zh';
  const change = () => {
    store.set({ language: other });
    api.keepLanguage(other === 'zh' ? 'zh-hans' : 'en').catch(() => undefined);
  };
  const short = other === 'zh' ? '中文' : 'EN';
  return h('button', { class: 'ghost', type: 'button', data: { key: 'language' }, title: t('language_hint'), 'aria-label': `${short} · ${t('language_hint')}`, on: { click: change } },
    icon('language'), h('span', { class: 'wide-only', lang: other === 'zh' ? 'zh-Hans' : 'en' }, short));
}

/** @param {App} app */
function theme({ store, t }) {
  const dark = store.get().theme === 'dark';
  const label = t(dark ? 'theme_light' : 'theme_dark');
  return h('button', { class: 'ghost', type: 'button', data: { key: 'theme' }, title: label, 'aria-label': label, on: { click: () => store.set({ theme: dark ? 'light' : 'dark' }) } }, icon(dark ? 'sun' : 'moon'));
}
