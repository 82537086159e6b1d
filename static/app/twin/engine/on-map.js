/**
 * Buildings in the map: one layer of the map's own canvas, drawn at each building's placement. Geometry stays in local
 * metres; only matrices are large, and they are multiplied in double precision.
 */

import { Camera, Group, Matrix4, Plane, Ray, Scene, Vector3, WebGLRenderer } from 'three';
import { TINTS } from '../tints.js';
import { createBuilding } from './building.js';
import { createCrossing, disposeCrossing } from './crossing.js';
import { worldMatrix } from './placing.js';
import { cast, indexWhenIdle } from './rays.js';
import { light } from './stage.js';

/** @typedef {import('../scene.js').SceneFacts} SceneFacts */
/** @typedef {import('./placing.js').Placement} Placement */
/** @typedef {ReturnType<typeof createMapLayer>} MapLayer */
/** @typedef {{ facts: SceneFacts, placement: Placement, building: import('./building.js').Building, scene: Scene, camera: Camera, ground: Plane, hidden: Uint8Array,
 *   colours: Uint32Array | null, none: Uint8Array, crossing: import('three').Group, dispose: () => void }} Standing  `ground`: what is below it is not drawn; `hidden`, `colours`, `none`: of the elements */

export const LAYER = 'buildings';
/** Farther away the footprints of the structures say enough; on a globe a flat layer would stand wrong. */
export const NEAREST_ZOOM = 13;
const ERROR_PX = 14;
/** Whose faces are seen where two models have one in the same place; the later give way. */
const BEFORE = ['architecture', 'landscape', 'civil', 'structure', 'mep'];
/** Of the step between disciplines: between two models of one, which else flicker where they coincide. */
const ALIKE_STEP = 0.25;
/** The renderer learns that a tile has come when it is asked for the next frame: so it is asked while some are missing. */
const ASK_AGAIN_MS = 150;

/**
 * @param {import('maplibre-gl').Map} map
 * @param {{ theme: import('../../theme.js').Theme, failed: (error: Error) => void, told: (percent: number) => void }} options
 *   `told`: how much of what is in view has come, after each frame
 */
export function createMapLayer(map, { theme, failed, told }) {
  /** @type {Map<string, Standing>} */
  const standing = new Map();
  /** @type {WebGLRenderer | null} */
  let renderer = null;
  const changed = () => map.triggerRepaint();
  const layer = /** @type {import('maplibre-gl').CustomLayerInterface} */ ({
    id: LAYER, type: 'custom', renderingMode: '3d',
    onAdd(_map, gl) {
      renderer = new WebGLRenderer({ canvas: map.getCanvas(), context: /** @type {WebGL2RenderingContext} */ (gl), antialias: true });
      renderer.autoClear = false;
      renderer.localClippingEnabled = true;
    },
    render(_gl, input) {
      if (!renderer || map.getZoom() < NEAREST_ZOOM) return;
      const { width, height } = map.getCanvas();
      renderer.resetState();
      renderer.setViewport(0, 0, width, height);
      for (const one of standing.values()) draw(renderer, map, one, input);
      renderer.resetState();
      if (!standing.size) return;
      const percent = Math.min(...[...standing.values()].map(({ building }) => building.percent()));
      if (percent < 100) setTimeout(changed, ASK_AGAIN_MS);
      told(percent);
    },
    onRemove() {
      for (const one of standing.values()) {
        disposeCrossing(one.crossing);
        one.dispose();
      }
      standing.clear();
    },
  });
  return {
    layer, standing,
    /** Put a building where it stands, or move it. @param {SceneFacts} facts @param {Placement} placement */
    stand(facts, placement) {
      const one = standing.get(facts.revision) ?? raise(facts, placement, { theme, changed, failed, behind: wayOf(facts.discipline) + alike(standing, facts) });
      standing.set(facts.revision, one);
      one.facts = facts;
      if (one.placement !== placement || !one.crossing.parent) mark(one, placement, theme);
      one.placement = placement;
      one.ground.constant = placement.height_m + 0.01;
      changed();
    },
    /** @param {string} revision */
    remove(revision) {
      const one = standing.get(revision);
      if (one) disposeCrossing(one.crossing);
      one?.dispose();
      if (standing.delete(revision)) changed();
    },
    /** What lies under a point of the map, in pixels. @param {{ x: number, y: number }} point */
    under: (point) => (map.getZoom() < NEAREST_ZOOM ? null : under(map, [...standing.values()], point)),
  };
}

/**
 * @param {SceneFacts} facts @param {Placement} placement
 * @param {{ theme: import('../../theme.js').Theme, changed: () => void, failed: (error: Error) => void, behind: number }} how
 * @returns {Standing}
 */
function raise(facts, placement, { theme, changed, failed, behind }) {
  const building = createBuilding({ tileset: facts.tileset, count: facts.count, tints: TINTS[theme], error: ERROR_PX, changed, failed, how: { behind } });
  const scene = new Scene();
  light(scene);
  scene.add(building.group);
  const camera = new Camera();
  camera.matrixWorldAutoUpdate = false;
  const stop = indexWhenIdle(building);
  const none = new Uint8Array(facts.count);
  const ground = new Plane(new Vector3(0, 0, 1), 0);
  building.cut([ground], false);
  return { facts, placement, building, scene, camera, ground, hidden: none, colours: null, none, crossing: new Group(), dispose: () => { stop(); building.dispose(); } };
}

/** Draw anew what stands beyond the permit, for where the building stands now. @param {Standing} one @param {Placement} placement @param {import('../../theme.js').Theme} theme */
function mark(one, placement, theme) {
  one.scene.remove(one.crossing);
  disposeCrossing(one.crossing);
  one.crossing = createCrossing(one.facts, placement, theme);
  one.scene.add(one.crossing);
}

/** How many models of the same discipline stand already: each gives way by a part of a step. @param {Map<string, Standing>} standing @param {SceneFacts} facts */
function alike(standing, { discipline }) {
  return [...standing.values()].filter((one) => one.facts.discipline === discipline).length * ALIKE_STEP;
}

/** @param {string | null} discipline */
function wayOf(discipline) {
  const place = BEFORE.indexOf(discipline ?? '');
  return place < 0 ? BEFORE.length : place;
}

/** @param {WebGLRenderer} renderer @param {import('maplibre-gl').Map} map @param {Standing} one @param {any} input  of the map's frame */
function draw(renderer, map, { building, scene, camera, placement }, input) {
  aimCamera(camera, placement, input);
  const { clientWidth, clientHeight } = map.getContainer();
  building.need(camera, clientWidth, clientHeight);
  renderer.render(scene, camera);
}

const model = new Matrix4();
const projection = new Matrix4();

/**
 * The map's camera in the building's own metres: what the map's matrix makes of the placement, parted again into a view
 * without scale, which the tiles' measure of error needs, and a projection.
 * @param {Camera} camera @param {Placement} placement @param {any} input
 */
export function aimCamera(camera, placement, input) {
  projection.fromArray(input.projectionMatrix);
  model.fromArray(worldMatrix(placement)).premultiply(new Matrix4().fromArray(input.defaultProjectionData.mainMatrix));
  const view = projection.clone().invert().multiply(model);
  const scale = view.getMaxScaleOnAxis();
  camera.matrixWorldInverse.copy(new Matrix4().makeScale(1 / scale, 1 / scale, 1 / scale).multiply(view));
  camera.matrixWorld.copy(camera.matrixWorldInverse).invert();
  projection.elements[14] /= scale;
  camera.projectionMatrix.copy(projection);
  camera.projectionMatrixInverse.copy(projection).invert();
}

/** @param {import('maplibre-gl').Map} map @param {Standing[]} all @param {{ x: number, y: number }} point */
function under(map, all, { x, y }) {
  const { clientWidth, clientHeight } = map.getContainer();
  const across = [(x / clientWidth) * 2 - 1, 1 - (y / clientHeight) * 2];
  const hits = all.flatMap((one) => {
    const near = new Vector3(across[0], across[1], -1).unproject(one.camera);
    const far = new Vector3(across[0], across[1], 0.9).unproject(one.camera);
    const hit = cast(one.building, rayOf(near, far), { planes: [one.ground] });
    return hit ? [{ ...hit, standing: one }] : [];
  });
  return hits.sort((a, b) => a.distance - b.distance)[0] ?? null;
}

/** @param {Vector3} from @param {Vector3} to */
function rayOf(from, to) {
  return new Ray(from, to.clone().sub(from).normalize());
}
