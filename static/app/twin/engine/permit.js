/** The approved boundary on the building's ground, and what of the ground line lies beyond it, hatched. */

import { BufferGeometry, Color, DoubleSide, Float32BufferAttribute, Group, Mesh, MeshBasicMaterial, ShaderMaterial, Shape, ShapeGeometry, Path, Vector2 } from 'three';
import { landOf, LINE_COLOURS } from '../../beyond.js';
import { all } from '../../dom.js';
import { bandOf, polygonsOf } from '../land/shapes.js';
import { TINTS } from '../tints.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('../land/shapes.js').Flat} Flat */

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
    return [hatch(shape, size, true), hatch(shape.clone(), size, false)];
  });
}

/** @param {Flat[][]} rings */
function areaOf([outer, ...holes]) {
  const corners = (/** @type {Flat[]} */ ring) => ring.map(([x, y]) => new Vector2(x, y));
  const area = new Shape(corners(outer));
  area.holes = holes.map((ring) => new Path(corners(ring)));
  return area;
}

/** @param {BufferGeometry} shape @param {number} size @param {boolean} through */
function hatch(shape, size, through) {
  const uniforms = { colour: { value: new Color(LINE_COLOURS.ground) }, step: { value: Math.max(size * HATCH_PART, 0.3) }, strength: { value: through ? THROUGH : 1 } };
  const mesh = new Mesh(shape, new ShaderMaterial({ uniforms, vertexShader: VERTEX, fragmentShader: FRAGMENT, side: DoubleSide, transparent: true, depthWrite: false, depthTest: !through }));
  mesh.renderOrder = through ? 8 : 9;
  return mesh;
}

const VERTEX = `varying vec2 at;
void main() {
  at = position.xy;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;

const FRAGMENT = `varying vec2 at;
uniform vec3 colour;
uniform float step, strength;
void main() {
  float line = abs(fract((at.x + at.y) / step) - 0.5) < 0.22 ? 1.0 : 0.28;
  gl_FragColor = vec4(colour, line * strength);
  #include <colorspace_fragment>
}`;
