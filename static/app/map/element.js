/** An element of a building picked on the map: its project's drawer opens on the models and names it. */

/** @typedef {import('../app.js').App} App */

/** @param {App} app @param {{ standing: import('../twin/engine/on-map.js').Standing, el: number }} hit */
export async function pickElement({ store, api, verbs, t }, { standing, el }) {
  const { facts, building } = standing;
  building.paint({ hidden: standing.hidden, ghosted: standing.none, colours: null, chosen: [el] });
  try {
    const { elements } = await api.elementAt(facts.revision, el);
    const [found] = elements;
    if (!found) return;
    store.set({ picked: { model: facts.model, name: found.name, ifcClass: found.ifc_class, globalId: found.global_id } });
    if (facts.project) {
      if (store.get().selected !== facts.project) verbs.pick(facts.project);
      store.set({ tab: 'bim' });
    }
  } catch (error) {
    verbs.say(error instanceof Error && error.message ? error.message : t('no_answer'), 'error');
  }
}
