/**
 * What hangs on the structure an element belongs to: papers, contracts with their bill, payments, progress, each with
 * the page it is on; and the inspection lots and material tests of the elements themselves. Every part is asked where the map asks it, so a part that is not open to the reader is not told.
 */

import { all } from '../dom.js';
import { createLoad } from '../loads.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {{ url: string, name: string, note?: string, elements?: string[] }} Entry  `elements`: of these alone, by GlobalId */
/** @typedef {{ part: 'acceptance' | 'papers' | 'contracts' | 'items' | 'payments' | 'progress', entries: Entry[], more: number, closed: boolean, failed?: string }} Part */

const MOST = 6;
const MOST_BILLS = 4;
const FORBIDDEN = [401, 403, 404];

/** @param {App} app @returns {() => void} */
export function feedRecords(app) {
  const { store, doors } = app;
  const load = createLoad(store, 'hanging', (signal) => gather(doors, store.get().project, structureOf(store.get()), signal));
  let known = '';
  const look = (/** @type {any[]} */ [chosen, project, structure, language]) => {
    const key = [project, structure, language].join('/');
    if (!chosen || !project || !structure || key === known) return;
    known = key;
    load.run();
  };
  return all(store.watch((state) => [state.chosen.length === 1, state.project, structureOf(state), state.language], look, { now: true }));
}

/** @param {any} state @returns {string} */
function structureOf({ model }) {
  return model.value?.feature?.id ?? '';
}

/** @param {import('./doors.js').Doors} doors @param {string} project @param {string} structure @param {AbortSignal} signal @returns {Promise<Part[]>} */
async function gather(doors, project, structure, signal) {
  const own = `/projects/${encodeURIComponent(project)}`;
  const [land, money, schedules, reports, accepted] = await Promise.all([
    tried(() => doors.landCase(project, signal)), tried(() => doors.placeMoney(project, structure, signal)),
    tried(() => doors.schedules(project)), tried(() => doors.progressReports(project, signal)),
    tried(() => doors.acceptance(project, structure, signal))]);
  const contracts = money.value?.contracts?.contracts ?? [];
  const bills = await Promise.all(contracts.slice(0, MOST_BILLS).map((/** @type {any} */ one) => tried(() => doors.bill(one.id, signal))));
  return [
    { ...part('acceptance', accepted, []), entries: acceptanceOf(accepted.value) },
    part('papers', land, papersOf(own, land.value)),
    part('contracts', { ...money, value: money.value?.contracts }, contracts.map((/** @type {any} */ one) => ({ url: `/contracts/${one.id}/`, name: `${one.number} ${one.name}`, note: [one.state_name, one.party.name].join(' · ') }))),
    part('items', { ...money, value: money.value?.contracts }, bills.flatMap((bill, i) => itemsOf(contracts[i], bill.value, structure))),
    part('payments', { ...money, value: money.value?.payments }, (money.value?.payments?.payments ?? []).map((/** @type {any} */ one) => ({ url: `/payments/${one.number}/`, name: `${one.number} ${one.purpose}`, note: one.state_name }))),
    part('progress', schedules.value ? schedules : reports, [...schedulesOf(own, schedules.value), ...reportsOf(own, reports.value)]),
  ];
}

/** A refusal closes a part; anything else that goes wrong is told. @param {() => Promise<any>} ask @returns {Promise<{ value: any, failed: string }>} */
export async function tried(ask) {
  try {
    return { value: await ask(), failed: '' };
  } catch (error) {
    const { name, status, message } = /** @type {any} */ (error);
    if (name === 'AbortError') throw error;
    return { value: null, failed: FORBIDDEN.includes(status) ? '' : message || String(status) };
  }
}

/** @param {Part['part']} name @param {{ value: any, failed: string }} answer @param {Entry[]} entries @returns {Part} */
function part(name, { value, failed }, entries) {
  return { part: name, entries: entries.slice(0, MOST), more: Math.max(0, entries.length - MOST), closed: !value, failed };
}

/** Lots first, then tests, each with the elements it speaks of. @param {any} found @returns {Entry[]} */
export function acceptanceOf(found) {
  const lots = (found?.pieces ?? []).map((/** @type {any} */ one) => ({ url: one.page, name: `${one.code} ${one.name}`, note: one.state_name, elements: one.elements }));
  const tests = (found?.tests ?? []).map((/** @type {any} */ one) => ({ url: one.page, name: `${one.number} ${one.material}`, note: one.result_name, elements: one.elements }));
  return [...lots, ...tests];
}

/** What is told of one element: entries that speak of elements only where it is one of them. @param {Part[]} parts @param {string} globalId @returns {Part[]} */
export function partsOf(parts, globalId) {
  return parts.map((one) => ({ ...one, entries: one.entries.filter(({ elements }) => !elements || elements.includes(globalId)) }))
    .filter((one) => one.part !== 'acceptance' || one.entries.length > 0 || one.failed);
}

/** @param {string} own @param {any} land @returns {Entry[]} */
export function papersOf(own, land) {
  const papers = (land?.kinds ?? []).flatMap((/** @type {any} */ kind) => kind.papers.map((/** @type {any} */ paper) => ({ kind, paper })));
  return papers.reverse().map((/** @type {any} */ { kind, paper }) => ({
    url: paper.document?.report ?? `${own}/#${lineOf(paper)}`, name: kind.name, note: [paper.number, paper.state_name, paper.valid_to].filter(Boolean).join(' · ') }));
}

/** Where the project's page shows a paper. @param {{ document?: { id: string } | null, approval?: string | null }} paper */
function lineOf({ document, approval }) {
  if (document) return `document-${document.id}`;
  return approval ? `approval-${approval}` : 'land';
}

/** The items built on this structure alone. @param {any} contract @param {any} bill @param {string} structure @returns {Entry[]} */
export function itemsOf(contract, bill, structure) {
  const grounds = (bill?.grounds ?? []).filter((/** @type {any} */ one) => one.feature === structure);
  return grounds.flatMap((/** @type {any} */ { items }) => items.map((/** @type {any} */ one) => ({
    url: `/contracts/${contract.id}/#item-${one.id}`, name: `${one.code} ${one.name}`, note: `${Number(one.current_quantity)} ${one.unit}` })));
}

/** @param {string} own @param {any} found @returns {Entry[]} */
function schedulesOf(own, found) {
  return (found?.schedules ?? []).map((/** @type {any} */ one) => ({ url: `${own}/schedules/${one.id}/`, name: one.name }));
}

/** @param {string} own @param {any} found @returns {Entry[]} */
function reportsOf(own, found) {
  return (found?.reports ?? []).map((/** @type {any} */ one) => ({ url: `${own}/progress/reports/${one.id}/`, name: `${one.first} – ${one.last}`, note: [one.feature_name, one.state_name].join(' · ') }));
}
