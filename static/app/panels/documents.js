/** The early approvals a project holds, and those it lacks at its stage. */

import { nameOfCode } from '../codes.js';
import { h, icon } from '../dom.js';
import * as format from '../format.js';

/** @typedef {import('../app.js').App} App */

/** @param {App} app @param {any} facts */
export function documents(app, facts) {
  const { t } = app;
  if (!facts.approvals?.length && !facts.readiness) return null;
  return h('section', { class: 'block' }, h('h3', {}, t('documents')),
    facts.readiness && readiness(app, facts.readiness),
    h('ul', { class: 'documents' }, facts.approvals.map((/** @type {any} */ one) => document(app, one))));
}

/** @param {App} app @param {any} readiness */
function readiness({ store, t }, { required, held, missing, expired, ratio }) {
  const state = store.get();
  const names = (/** @type {string[]} */ kinds) => kinds.map((kind) => nameOfCode(state, 'approval', kind)).join(state.language === 'zh' ? '、' : ', ');
  const text = t('readiness', { held: held.length, required: required.length });
  return h('div', { class: 'readiness' },
    h('div', { class: 'readiness-bar', role: 'meter', 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': Math.round(ratio * 100), 'aria-label': text },
      required.map((/** @type {string} */ kind) => h('i', {
        class: held.includes(kind) ? 'held' : expired.includes(kind) ? 'expired' : 'missing', title: nameOfCode(state, 'approval', kind) }))),
    h('p', {}, text),
    missing.length > 0 && h('p', { class: 'warn' }, icon('warning'), t('documents_missing', { names: names(missing) })),
    expired.length > 0 && h('p', { class: 'warn' }, icon('warning'), t('documents_expired', { names: names(expired) })));
}

/** @param {App} app @param {any} one */
function document({ store, t }, one) {
  const state = store.get();
  return h('li', { class: one.expired ? 'expired' : '' },
    h('strong', {}, nameOfCode(state, 'approval', one.kind)),
    h('span', {}, `${one.number} · ${one.authority}`),
    h('span', { class: 'faint' }, format.date(one.issued_on), one.valid_to && ` · ${t('valid_to', { date: format.date(one.valid_to) })}`,
      one.expired && ` · ${t('expired')}`, one.used && ` · ${t('approval_used')}`,
      one.standing === 'superseded' && ` · ${t('approval_superseded')}`, one.standing === 'revoked' && ` · ${t('approval_revoked')}`),
    one.sha256 && h('code', { class: 'hash', title: `SHA-256 ${one.sha256}` }, `SHA-256 ${one.sha256.slice(0, 12)}…`));
}
