/** A building of another revision in the same picture: raised where it stands, cut with the first, taken down again. */

import { Vector3 } from 'three';
import { all } from '../../dom.js';
import { needTiles, raise } from './view.js';

/** @typedef {import('./view.js').View} View */

/**
 * @param {View} view
 * @param {import('../scene.js').SceneFacts} scene
 * @param {Parameters<import('./building.js').Building['paint']>[0]} paint
 * @param {Parameters<typeof raise>[3]} [how]
 */
export function raiseOther(view, scene, paint, how) {
  const { stage, app } = view;
  const building = raise(app, stage, scene, how);
  building.group.position.copy(apart(scene, app.store.get().scene.value));
  stage.scene.add(building.group);
  building.paint(paint);
  const cut = () => building.cut(view.planes);
  const prepare = () => needTiles(building, stage);
  stage.needs.add(prepare);
  const end = all(
    app.store.watch((state) => [state.cuts, state.plan, state.elements.value], () => queueMicrotask(cut), { now: true }),
    () => {
      stage.needs.delete(prepare);
      stage.scene.remove(building.group);
      building.dispose();
    },
  );
  return { building, end };
}

/** From the origin of one scene to that of another of the same axes. @param {import('../scene.js').SceneFacts} scene @param {import('../scene.js').SceneFacts} to */
export function apart(scene, to) {
  return new Vector3(...scene.origin).sub(new Vector3(...to.origin));
}
