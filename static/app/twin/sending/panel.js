/** Handing in a model: which file, of what; how far it has come; what the reader says of it. */

import { fill, h, icon } from '../../dom.js';
import { isRemovable } from '../../panels/model-standing.js';
import { stateOf, workOf } from '../panels/versions.js';
import { createTranslate } from '../words.js';
import { sendInParts } from './parts.js';
import { takesNext } from './stage.js';

/** @typedef {import('../../app.js').App} App */
/** @typedef {{ status: import('./stage.js').Stage, part: number, text: string, end: AbortController }} Sending */

const DISCIPLINES = /** @type {const} */ (['architecture', 'structure', 'mep', 'civil', 'landscape', 'other']);
const ENDINGS = '.ifc,.ifczip,.zip';
const ASK_MS = 1200;
/** Panels at work, by project: a drawer drawn anew shows the one that is sending. @type {Map<string, HTMLElement>} */
const AT_WORK = new Map();

/**
 * @param {App} app @param {string} project @param {any[]} models  of the project, to send a new revision of
 * @param {() => void} published  the list is to be read again: also after a rejection, which it tells of
 */
export function sendingPanel(app, project, models, published) {
  const busy = AT_WORK.get(project);
  if (busy) return busy;
  const t = createTranslate(() => app.store.get().language);
  const host = h('section', { class: 'block send-model', id: 'send-model' });
  /** @type {Sending} */
  const sending = { status: 'idle', part: 0, text: '', end: new AbortController() };
  let known = models;
  const render = () => fill(host, h('h3', {}, t('send_title')), takesNext(sending.status) ? form(t, known, sending, start) : progress(t, sending, stop));
  /** The next file may be a revision of what was just sent, here or elsewhere; the panel is free before the list is drawn anew. */
  const goOn = async () => {
    AT_WORK.delete(project);
    ({ models: known } = await app.api.models({ project }).catch(() => ({ models: known })));
    render();
    published();
  };
  const stop = () => {
    sending.end.abort();
    Object.assign(sending, { status: 'idle', text: '' });
    render();
  };
  const start = (/** @type {File} */ file, /** @type {Record<string, string>} */ wanted) => {
    Object.assign(sending, { status: 'sending', part: 0, text: '', end: new AbortController() });
    render();
    AT_WORK.set(project, host);
    run(app, t, file, { project, ...wanted }, sending, render).then((isPublished) => (isPublished ? goOn() : undefined), (error) => {
      if (sending.end.signal.aborted) return;
      Object.assign(sending, { status: 'refused', text: error.message || t('no_answer') });
      render();
      return goOn();
    }).finally(() => AT_WORK.delete(project));
  };
  render();
  return host;
}

/** @param {import('../words.js').Translate} t @param {any[]} models @param {Sending} sending @param {(file: File, wanted: Record<string, string>) => void} start */
function form(t, models, { status, text }, start) {
  const file = h('input', { type: 'file', accept: ENDINGS, required: true, 'aria-label': t('send_file'), data: { key: 'send-file' } });
  const model = h('select', { 'aria-label': t('send_as'), data: { key: 'send-as' }, on: { change: () => { fresh.hidden = model.value !== ''; } } },
    h('option', { value: '' }, t('send_new')), models.filter((one) => !isRemovable(one)).map((one) => h('option', { value: one.id }, t('send_revision', { name: [one.feature?.name, one.name].filter(Boolean).join(' · ') }))));
  const structure = h('input', { maxlength: 200, placeholder: t('send_structure'), 'aria-label': t('send_structure'), data: { key: 'send-structure' } });
  const discipline = h('select', { 'aria-label': t('send_discipline'), data: { key: 'send-discipline' } }, DISCIPLINES.map((one) => h('option', { value: one }, t(`discipline_${one}`))));
  const fresh = h('div', { class: 'placing-figures' }, structure, discipline);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const [chosen] = file.files ?? [];
    if (chosen) start(chosen, model.value ? { model: model.value } : { structure: structure.value.trim(), discipline: discipline.value });
  };
  return h('form', { on: { submit } }, status === 'refused' && h('p', { class: 'warn', role: 'alert' }, text),
    status === 'done' && h('p', { class: 'faint', role: 'status' }, text), file, model, fresh,
    h('div', { class: 'card-actions' }, h('button', { class: 'button primary', type: 'submit', data: { key: 'send-go' } }, icon('upload'), t('send_go'))));
}

/** @param {import('../words.js').Translate} t @param {Sending} sending @param {() => void} stop */
function progress(t, { status, part, text }, stop) {
  return [h('div', { class: 'sending', role: 'progressbar', 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': Math.round(part * 100) }, h('i', { style: { '--part': `${part * 100}%` } })),
    h('p', { class: 'faint', 'aria-live': 'polite' }, text),
    status === 'sending' && h('div', { class: 'card-actions' }, h('button', { class: 'button', type: 'button', data: { key: 'send-stop' }, on: { click: stop } }, t('send_stop'))),
    status === 'sending' && h('p', { class: 'faint' }, t('send_resume'))];
}

/**
 * Send, then follow the reader until the revision is published or rejected.
 * @param {App} app @param {import('../words.js').Translate} t @param {File} file @param {Record<string, string>} wanted
 * @param {Sending} sending @param {() => void} render
 * @returns {Promise<boolean>} whether it was published
 */
async function run({ api }, t, file, wanted, sending, render) {
  const { signal } = sending.end;
  const say = (/** @type {Partial<Sending>} */ patch) => {
    if (signal.aborted) return;
    Object.assign(sending, patch);
    render();
  };
  const place = await sendInParts(api.send, file, wanted, {
    memory: localStorage, signal, pause: (tries) => wait(500 * 2 ** tries),
    tell: (part) => say({ status: 'sending', part, text: t('send_sent', { n: Math.floor(part * 100) }) }),
  });
  for (;;) {
    const { revision, error } = await api.get(place, undefined, signal);
    if (error) throw new Error(typeof error === 'string' ? error : error.title ?? '');
    if (revision?.state === 'rejected') throw new Error(stateOf(revision, t));
    if (revision?.state === 'published') {
      say({ status: 'done', part: 1, text: t('send_published') });
      return true;
    }
    say({ status: 'reading', part: (revision?.percent ?? 0) / 100, text: workOf(revision ?? { waits: true }, t) });
    await wait(ASK_MS);
  }
}

/** @param {number} ms @returns {Promise<void>} */
function wait(ms) {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}
