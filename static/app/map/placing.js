/** The placing tool comes when a model is to be put on the ground, and goes when it stands or is given up. */

import { all } from '../dom.js';

/** @typedef {import('../app.js').App} App */

/** @param {App} app @returns {() => void} */
export function placeModels(app) {
  let put = () => {};
  const change = async (/** @type {string | undefined} */ revision) => {
    put();
    put = () => {};
    if (!revision) return;
    const { takePlacingTool } = await import('../twin/ground/tool.js');
    const end = await takePlacingTool(app);
    if (app.store.get().placing?.facts.revision === revision) put = end;
    else end();
  };
  const lost = (/** @type {Error} */ error) => app.verbs.say(error.message || app.t('no_answer'), 'error');
  return all(app.store.watch((state) => state.placing?.facts.revision, (revision) => { change(revision).catch(lost); }), () => put());
}
