/** The approved boundary on the building's ground, and what of the ground line lies beyond it, hatched. */

import { BufferGeometry, DoubleSide, Float32BufferAttribute, Group, Mesh, MeshBasicMaterial, ShapeGeometry } from 'three';
import { landOf, LINE_COLOURS } from '../../beyond.js';
import { all } from '../../dom.js';
import { bandOf, polygonsOf } from '../land/shapes.js';
import { TINTS } from '../tints.js';
import { areaOf, hatch } from './hatch.js';

/** @typedef {import('./view.js').View} View */

/** Of the building's width; a line of a width in metres stays on the ground when one comes near. */
const WIDTH_PART = 1 / 170;
const HATCH_PART = 1 / 90;
const THROUGH = 0.3;
const ABOVE_M = 0.03;

/** @param {View} view @returns {() => void} */
export function showPermit(view) {
  const { app: { store }, stage } = view;
  let group = new Group();
  const clear = () => {
    stage.scene.remove(group);
    group.traverse((/** @type {any} */ one) => { one.geometry?.dispose(); one.material?.dispose(); });
  };
  const draw = () => {
    clear();
    group = new Group();
    const { scene, theme } = store.get();
    const placement = scene.value?.placement;
    const drawn = placement ? [...lines(view, landOf(scene.value)?.boundary, placement, TINTS[theme].permit), ...hatches(view, placement)] : [];
    for (const mesh of drawn) group.add(mesh);
    stage.scene.add(group);
    stage.changed();
  };
  return all(store.watch((state) => [state.scene.value, state.theme], draw, { now: true }), clear);
}

/** @param {View} view */
function sizes({ box, app }) {
  const size = Math.max(box.max.x - box.min.x, box.max.y - box.min.y, 10);
  const ground = app.store.get().scene.value.outlines?.heights?.ground_m;
  return { size, level: (typeof ground === 'number' ? ground : box.min.z) + ABOVE_M };
}

/** Seen faintly through what stands before it. @param {View} view @param {any} geometry @param {import('./placing.js').Placement} placement @param {string} tint @returns {Mesh[]} */
function lines(view, geometry, placement, tint) {
  const { size, level } = sizes(view);
  const corners = polygonsOf(geometry, placement).flat().flatMap((ring) => bandOf(ring, size * WIDTH_PART, level));
  if (!corners.length) return [];
  const shape = () => new BufferGeometry().setAttribute('position', new Float32BufferAttribute(corners, 3));
  const usual = { color: tint, side: DoubleSide, transparent: true };
  const solid = new Mesh(shape(), new MeshBasicMaterial(usual));
  const through = new Mesh(shape(), new MeshBasicMaterial({ ...usual, depthTest: false, opacity: THROUGH }));
  solid.renderOrder = 11;
  through.renderOrder = 10;
  return [through, solid];
}

/** @param {View} view @param {import('./placing.js').Placement} placement @returns {Mesh[]} */
function hatches(view, placement) {
  const { size, level } = sizes(view);
  const land = landOf(view.app.store.get().scene.value);
  const found = (land?.findings ?? []).filter(({ rule }) => rule === 'L05');
  return found.flatMap(({ geometry }) => polygonsOf(geometry, placement)).flatMap((rings) => {
    const shape = new ShapeGeometry(areaOf(rings)).translate(0, 0, level);
    return [true, false].map((through) => hatched(shape.clone(), size, through));
  });
}

/** @param {BufferGeometry} shape @param {number} size @param {boolean} through */
function hatched(shape, size, through) {
  const mesh = hatch(shape, { colour: LINE_COLOURS.ground, step: Math.max(size * HATCH_PART, 0.3), strength: through ? THROUGH : 1, through });
  mesh.renderOrder = through ? 8 : 9;
  return mesh;
}
