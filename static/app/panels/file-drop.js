/** A file dropped on the map: a survey to be checked or a list to be imported, as the person says. */

import { all, fill, h, icon, on } from '../dom.js';

/** @typedef {import('../app.js').App} App */

const CHECK = { action: '/land/check/', input: 'file' };
const IMPORT = { action: '/imports/', input: 'file' };

/**
 * @param {App} app
 * @param {HTMLElement} area
 * @returns {() => void}
 */
export function takeFiles(app, area) {
  const shade = h('div', { class: 'file-shade', hidden: true });
  area.append(shade);
  const close = () => {
    shade.hidden = true;
    fill(shade);
  };
  const over = (/** @type {DragEvent} */ event) => {
    if (!takes(app) || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    if (!shade.hidden) return;
    shade.hidden = false;
    fill(shade, h('p', {}, app.t('drop_here')));
  };
  const leave = (/** @type {DragEvent} */ event) => {
    if (!shade.querySelector('.card') && !area.contains(/** @type {Node | null} */ (event.relatedTarget))) close();
  };
  const drop = (/** @type {DragEvent} */ event) => {
    const files = event.dataTransfer?.files;
    if (!takes(app) || !files?.length) return;
    event.preventDefault();
    ask(app, shade, files, close);
  };
  return all(on(area, 'dragover', over), on(area, 'dragleave', leave), on(area, 'drop', drop), () => shade.remove(),
    on(shade, 'keydown', ({ key }) => { if (key === 'Escape') close(); }));
}

/** @param {App} app */
function takes({ store }) {
  const { me } = store.get();
  return Boolean(me?.can_check || me?.can_import);
}

/** @param {App} app @param {HTMLElement} shade @param {FileList} files @param {() => void} close */
function ask(app, shade, files, close) {
  const { store, t } = app;
  const { me } = store.get();
  const send = (/** @type {typeof CHECK} */ where) => {
    fill(shade, h('p', { role: 'status' }, t('drop_sending', { name: nameOf(files) })));
    handIn(where, files);
  };
  const choice = (/** @type {typeof CHECK} */ where, /** @type {string} */ sign, /** @type {string} */ words) => h('button', {
    type: 'button', class: 'choice', on: { click: () => send(where) },
  }, icon(sign), words);
  shade.hidden = false;
  fill(shade, h('div', { class: 'card file-ask', role: 'dialog', 'aria-label': t('drop_title', { name: nameOf(files) }) },
    h('h2', {}, t('drop_title', { name: nameOf(files) })),
    me?.can_check && choice(CHECK, 'area', t('drop_check')),
    me?.can_import && choice(IMPORT, 'upload', t('drop_import')),
    h('button', { type: 'button', class: 'choice', on: { click: close } }, icon('close'), t('cancel'))));
  shade.querySelector('button')?.focus();
}

/** The files as one line: the parts of a shapefile go together. @param {FileList} files */
function nameOf(files) {
  return Array.from(files, ({ name }) => name).join(' + ');
}

/** Send it as the page's own form would. @param {typeof CHECK} where @param {FileList} files */
function handIn({ action, input }, files) {
  const field = /** @type {HTMLInputElement} */ (h('input', { type: 'file', name: input, multiple: true }));
  const given = new DataTransfer();
  for (const file of files) given.items.add(file);
  field.files = given.files;
  const token = document.querySelector('meta[name=csrf-token]')?.getAttribute('content') ?? '';
  const form = h('form', { method: 'post', action, enctype: 'multipart/form-data', hidden: true }, field,
    h('input', { type: 'hidden', name: 'csrfmiddlewaretoken', value: token }));
  document.body.append(form);
  form.submit();
}
