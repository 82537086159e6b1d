/** Seeing the model as an issue saw it, going back to what was seen before, and telling what is seen now. */

import { cutsOfPlanes, hiddenOf, lookOf, numbersOf, viewOfCamera } from '../bcf.js';
import { elementsOf } from '../state.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../engine/edges.js').Point} Point */
/** @typedef {Pick<import('../state.js').State, 'view' | 'chosen' | 'hidden' | 'ghosted' | 'cuts' | 'plan'>} Before */

const PICTURE_PX = 1280;

/** @param {App} app */
export function looking(app) {
  const { store } = app;
  return {
    /** @param {import('../bcf.js').Look} look */
    showLook(look) {
      const elements = elementsOf(store.get());
      if (!elements) return;
      const before = store.get().before ?? seenNow(app);
      const { origin, centre } = placeOf(store.get().scene.value);
      store.set({ plan: null, walking: false, tool: null, sketch: [] });
      store.set({
        before, chosen: numbersOf(look.components?.selection ?? [], elements), hidden: hiddenOf(look.components, elements),
        ghosted: new Uint8Array(elements.count), cuts: cutsOfPlanes(look.planes, origin),
      });
      if (look.camera) app.view?.orbit.goTo(viewOfCamera(look.camera, origin, centre));
    },
    lookBack() {
      const { before } = store.get();
      if (!before) return;
      store.set({ ...before, plan: null, walking: false, before: null });
      if (before.view) app.view?.orbit.goTo(before.view, before.plan === null);
      if (before.plan !== null) store.set({ plan: before.plan });
    },
    /** What an issue or a remark takes along: the look, and a picture of it in base64. */
    takeLook() {
      const { view } = app;
      const elements = elementsOf(store.get());
      if (!view || !elements) return {};
      const { chosen, hidden, scene } = store.get();
      const { origin, centre } = placeOf(scene.value);
      view.stage.camera.updateMatrixWorld();
      const cuts = view.planes.map(({ normal, constant }) => ({ normal: /** @type {Point} */ (normal.toArray()), distance: constant }));
      const look = lookOf({ camera: view.stage.camera, cuts, chosen, hidden }, elements, origin, centre);
      return { look, snapshot: view.picture(PICTURE_PX).replace(/^data:image\/png;base64,/, '') };
    },
  };
}

/** @param {App} app @returns {Before} */
function seenNow({ store, view: engine }) {
  const { view, chosen, hidden, ghosted, cuts, plan } = store.get();
  return { view: engine?.orbit.viewpoint() ?? view, chosen, hidden, ghosted, cuts, plan };
}

/** The scene's origin in the model's axes, and the building's middle about it. @param {import('../scene.js').SceneFacts} scene */
export function placeOf({ origin, box }) {
  const centre = /** @type {Point} */ ([0, 1, 2].map((i) => (box[i] + box[i + 3]) / 2));
  return { origin: /** @type {Point} */ (origin?.length === 3 ? origin : [0, 0, 0]), centre };
}
