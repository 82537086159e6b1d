/** The land documents of the picked project: each kind in order, what is missing, what runs out, what to do there. */

import { figure, landOf } from '../beyond.js';
import { fill, h, icon } from '../dom.js';
import * as format from '../format.js';
import { failure } from './failure.js';

/** @typedef {import('../app.js').App} App */

/** @param {App} app @param {any} facts */
export function land(app, facts) {
  const box = h('div', { class: 'land-case', 'aria-busy': 'true' }, h('div', { class: 'skeleton' }, Array.from({ length: 5 }, () => h('i', {}))));
  const ask = () => Promise.all([app.api.landCase(facts.code), scenes(app, facts)]).then(
    ([found, standing]) => fill(box, ...chain(app, facts, found, standing)),
    (error) => fill(box, failure(app, error, ask)),
  ).finally(() => box.removeAttribute('aria-busy'));
  ask();
  return box;
}

/** The models of the project that somebody may see. @param {App} app @param {any} facts @returns {Promise<import('../twin/scene.js').SceneFacts[]>} */
async function scenes({ api, store }, facts) {
  const { me, publicView } = store.get();
  if (!me?.signed_in || publicView) return [];
  const { models } = await api.models({ project: facts.code });
  return Promise.all(models.filter((/** @type {any} */ one) => one.revision && one.placement).map((/** @type {any} */ one) => api.scene(one.revision)));
}

/** What of a model stands beyond the approved boundary, and the way to see it. @param {App['t']} t @param {import('../twin/scene.js').SceneFacts} scene @param {any[]} kinds */
function beyond(t, scene, kinds) {
  const land = landOf(scene);
  return (land?.findings ?? []).filter(({ rule }) => rule === 'L05').map(({ rule, outer, area, distance, wall }) => h('section', { class: 'land-beyond' },
    h('p', { class: 'warn', role: 'alert' }, icon('warning'), h('b', {}, rule), ' ', t('land_beyond', {
      name: scene.name, paper: kinds.find((/** @type {any} */ one) => one.kind === outer)?.name ?? outer, area: figure(area), far: figure(distance), wall: figure(wall) })),
    h('a', { class: 'button', href: `/twin/${encodeURIComponent(scene.model)}/#side=land`, data: { key: `beyond-${scene.model}` } }, icon('cube'), t('land_beyond_see', { n: land?.elements.filter(({ line }) => line === land.line).length ?? 0 }))));
}

/** @param {App} app @param {any} facts @param {any} found @param {import('../twin/scene.js').SceneFacts[]} standing */
function chain({ t }, facts, found, standing) {
  const shown = found.kinds.filter((/** @type {any} */ kind) => kind.applies || kind.papers.length);
  return [
    ...standing.flatMap((scene) => beyond(t, scene, found.kinds)),
    ...found.blocking.map((/** @type {any} */ one) => h('p', { class: 'warn', role: 'alert' }, icon('warning'), one.message)),
    h('ul', { class: 'documents' }, shown.map((/** @type {any} */ kind) => kindItem(t, kind))),
    h('p', {}, h('a', { href: `/projects/${encodeURIComponent(facts.code)}/#land` }, t('land_record'))),
  ];
}

/** @param {App['t']} t @param {any} kind */
function kindItem(t, kind) {
  return h('li', { class: kind.red ? 'expired' : '' },
    h('strong', {}, kind.name),
    kind.papers.length === 0 && h('span', { class: kind.missing ? 'warn' : 'faint' }, t(kind.missing ? 'land_missing' : 'land_not_due')),
    kind.papers.map((/** @type {any} */ paper) => paperLine(t, paper)));
}

/** @param {App['t']} t @param {any} paper */
function paperLine(t, paper) {
  const open = paper.findings.filter((/** @type {any} */ one) => one.severity === 'error' || one.severity === 'warn').length;
  return h('span', {}, `${paper.number || '—'} · ${paper.state_name}`,
    paper.issued_on && h('span', { class: 'faint' }, ` · ${format.date(paper.issued_on)}`),
    paper.days_left !== null && (paper.alert_days || paper.red ? h('span', { class: 'warn' }, t('land_days_left', { days: paper.days_left }))
      : h('span', { class: 'faint' }, ` · ${t('land_days_left', { days: paper.days_left })}`)),
    open > 0 && h('span', { class: 'warn' }, t('land_findings', { count: open })),
    paper.document?.report && h('a', { href: paper.document.report, title: `SHA-256 ${paper.document.report_sha256}` }, ' ', t(paper.approval ? 'land_report_signed' : 'land_report_latest')));
}
