/** An element of a building picked on the map: its project's drawer opens on the models and names it. */

/** @typedef {import('../app.js').App} App */

/** @param {App} app @param {{ standing: import('../twin/engine/on-map.js').Standing, el: number }} hit */
export async function pickElement({ store, api, verbs, t }, { standing, el }) {
  const { facts, building } = standing;
  building.paint({ hidden: standing.hidden, ghosted: standing.none, colours: standing.colours, chosen: [el] });
  try {
    const found = await api.elementAt(facts.revision, el);
    if (!found) return;
    const { project, name, global_id: globalId } = found;
    if (project && store.get().selected !== project.code) verbs.pick(project.code);
    store.set({ tab: 'bim', picked: { model: facts.model, name, ifcClass: found.class, globalId } });
  } catch (error) {
    verbs.say(error instanceof Error && error.message ? error.message : t('no_answer'), 'error');
  }
}
