/** The building in the full viewer: put together from stage, camera and tiles, and kept in step with the state. */

import { Box3, Plane, Vector3 } from 'three';
import { landOf } from '../../beyond.js';
import { all } from '../../dom.js';
import { allCuts, cutsOfStorey } from '../cuts.js';
import { polygonsOf } from '../land/shapes.js';
import { movedBox } from '../joining.js';
import { looksDependOn, looksOf } from '../looks.js';
import { elementsOf } from '../state.js';
import { floorAbove, floorsOf } from '../plans.js';
import { TINTS } from '../tints.js';
import { chooseByBox } from './boxing.js';
import { createBuilding } from './building.js';
import { createBuildings } from './buildings.js';
import { createOrbit, fitDepth } from './orbit.js';
import { showHandles } from './handles.js';
import { showPermit } from './permit.js';
import { showPair } from './pair.js';
import { showPlan } from './plan.js';
import { showPins } from './pins.js';
import { followPointer } from './pointing.js';
import { showSketch } from './sketch.js';
import { createStage, sharpen } from './stage.js';
import { showSplit } from './split.js';
import { showGone } from './gone.js';
import { walkAbout } from './walk.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {ReturnType<typeof createView>} View */

const ERROR_PX = 8;

/**
 * @param {App} app
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLElement} labels  over the canvas, for figures
 */
export function createView(app, canvas, labels) {
  const { store } = app;
  const stage = createStage(canvas, TINTS[store.get().theme]);
  const orbit = createOrbit(stage, { moved: () => store.set({ view: orbit.viewpoint() }) });
  const view = {
    app, stage, orbit, labels,
    building: createBuildings((scene, behind) => raise(app, stage, scene, { behind }), store.get().scene.value),
    box: boxOf(store.get().scene.value.box),
    /** @type {Plane[]} */
    planes: [],
    /** Show where a measured point would be. @type {(found: { point: Vector3, kind: string } | null) => void} */
    sketching: () => {},
    /** @param {import('../elements.js').Box6} box */
    fit: (box) => orbit.fit(boxOf(box)),
    /** @param {string} direction */
    look: (direction) => orbit.fit(view.box, direction),
    /** Draw so many pixels at least, until undone. @param {number} width @param {number} height @returns {() => void} undoes */
    sharpen: (width, height) => sharpen(stage, width, height),
    /** The canvas, drawn this moment: what is read of it must be read at once. */
    frame() {
      drawNow(stage);
      return canvas;
    },
    /** @param {number} [most]  pixels wide @returns {string} a picture as data */
    picture(most = Infinity) {
      drawNow(stage);
      return narrowed(canvas, most).toDataURL('image/png');
    },
    dispose: () => {},
  };
  stage.scene.add(view.building.group);
  view.building.members[0].building.warm(stage.renderer, stage.camera, stage.scene);
  stage.ground.lieUnder(view.box, view.box.min.z - 0.02);
  stage.needs.add((drawing) => prepare(view, drawing));
  const linked = store.get().view;
  if (linked) orbit.goTo(linked, false);
  else orbit.fit(view.box, firstLook(store.get()), false);
  view.dispose = all(
    stage.dispose, orbit.dispose, view.building.dispose,
    store.watch((state) => state.theme, (theme) => { stage.dress(TINTS[theme]); stage.changed(); }),
    store.watch((state) => state.elements.value, () => hold(view), { now: true }),
    store.watch(looksDependOn, () => paint(view), { now: true }),
    store.watch((state) => [state.cuts, state.plan, state.elements.value], () => cut(view), { now: true }),
    followPointer(view), showSketch(view), showPins(view), showHandles(view), showPlan(view), showPermit(view), walkAbout(view), showSplit(view), showPair(view), showGone(view), chooseByBox(view),
  );
  return view;
}

/** From where a building is seen first; when its place within the permit is asked for, from where it reaches beyond. @param {Readonly<import('../state.js').State>} state */
function firstLook({ side, scene }) {
  const { placement, box } = scene.value;
  const places = side === 'land' && placement ? (landOf(scene.value)?.findings ?? []).flatMap(({ geometry }) => polygonsOf(geometry, placement)).flat(2) : [];
  const beyond = places.reduce((sum, [x, y]) => sum + 0.72 * (x - (box[0] + box[3]) / 2) + (y - (box[1] + box[4]) / 2), 0);
  return beyond > 0 ? 'away' : 'home';
}

/** @param {App} app @param {import('./stage.js').Stage} stage @param {import('../scene.js').SceneFacts} scene @param {{ ghost?: number, behind?: number }} [how] */
export function raise({ store }, stage, scene, how) {
  return createBuilding({
    tileset: scene.tileset, count: scene.count, tints: TINTS[store.get().theme], error: ERROR_PX, how,
    changed: () => stage.changed(),
    asked: () => stage.askAgain(),
    came: () => stage.came(),
    failed: () => { stage.came(); store.set({ tilesFailed: true }); },
  });
}

/**
 * The depth's range, the tiles the camera needs, and how many of them have come. The renderer learns that a tile has come
 * when it is asked again: so it is asked while some are missing. All have come when all of them are in the picture.
 * @param {View} view @param {boolean} drawing  this frame
 */
function prepare({ app, stage, building, box }, drawing) {
  if (stage.camera === stage.perspective) fitDepth(stage, box);
  needTiles(building, stage);
  const percent = building.percent();
  if (percent < 100) stage.askAgain();
  else stage.waiting = false;
  if (percent === 100 && !drawing) stage.changed();
  else if (app.store.get().percent !== percent) queueMicrotask(() => app.store.set({ percent }));
}

/** @param {Pick<import('./building.js').Building, 'need'>} building @param {import('./stage.js').Stage} stage */
export function needTiles(building, stage) {
  stage.camera.updateMatrixWorld();
  building.need(stage.camera, stage.size.width, stage.size.height);
}

/** @param {import('./stage.js').Stage} stage */
function drawNow(stage) {
  for (const need of stage.needs) need(true);
  for (const before of stage.before) before(stage);
  if (stage.drawing) stage.drawing(stage);
  else stage.renderer.render(stage.scene, stage.camera);
}

/** @param {HTMLCanvasElement} canvas @param {number} most */
function narrowed(canvas, most) {
  if (canvas.width <= most) return canvas;
  const small = document.createElement('canvas');
  Object.assign(small, { width: most, height: Math.round((canvas.height * most) / canvas.width) });
  small.getContext('2d')?.drawImage(canvas, 0, 0, small.width, small.height);
  return small;
}

/** @param {View} view */
function paint({ app, building }) {
  const looks = looksOf(app.store.get());
  if (!looks) return;
  const elements = elementsOf(app.store.get());
  for (const one of building.members) {
    const { scene: { spaces }, offset, count } = one.part;
    if (spaces && elements?.airy.some((el) => el >= offset && el < offset + count && !looks.hidden[el])) one.building.add(spaces);
  }
  building.paint(looks);
}

/** Let the models stand whose elements are there, and see them all. @param {View} view */
function hold({ app, building, box, stage }) {
  const elements = elementsOf(app.store.get());
  if (!elements) return;
  building.hold(elements.parts);
  box.copy(boxOf(app.store.get().scene.value.box));
  for (const { scene, matrix } of elements.parts) box.union(boxOf(/** @type {any} */ (movedBox(scene.box, matrix))));
  stage.ground.lieUnder(box, box.min.z - 0.02);
  stage.changed();
}

/** @param {View} view */
function cut(view) {
  const state = view.app.store.get();
  const cuts = [...planCuts(state), ...allCuts(state.cuts)];
  view.planes = cuts.map(({ normal, distance }) => new Plane(new Vector3(...normal), distance));
  view.building.cut(view.planes);
}

/** @param {Readonly<import('../state.js').State>} state */
function planCuts({ plan, scene, elements }) {
  if (!elements.value || plan === null) return [];
  const floors = floorsOf(scene.value, elements.value);
  const here = floors.find(({ el }) => el === plan);
  return here ? cutsOfStorey(here.floor, floorAbove(floors, here.floor)) : [];
}

/** @param {import('../elements.js').Box6} box */
export function boxOf([a, b, c, d, e, f]) {
  return new Box3(new Vector3(a, b, c), new Vector3(d, e, f));
}
