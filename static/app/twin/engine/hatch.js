/** Lines at 45 degrees over an area of the building's own ground, as wide apart as told in metres. */

import { Color, DoubleSide, Mesh, Path, ShaderMaterial, Shape, Vector2 } from 'three';

/** @typedef {import('../land/shapes.js').Flat} Flat */

/** How strongly the ground between the lines is covered. */
const BETWEEN = 0.28;

/** @param {Flat[][]} rings  the outer one first */
export function areaOf([outer, ...holes]) {
  const corners = (/** @type {Flat[]} */ ring) => ring.map(([x, y]) => new Vector2(x, y));
  const area = new Shape(corners(outer));
  area.holes = holes.map((ring) => new Path(corners(ring)));
  return area;
}

/**
 * @param {import('three').BufferGeometry} shape
 * @param {{ colour: import('three').ColorRepresentation, step: number, strength?: number, through?: boolean, between?: number }} how
 *   `step`: metres from line to line; `through`: also before what stands before it
 */
export function hatch(shape, { colour, step, strength = 1, through = false, between = BETWEEN }) {
  const uniforms = { colour: { value: new Color(colour) }, step: { value: step }, strength: { value: strength }, between: { value: between } };
  return new Mesh(shape, new ShaderMaterial({ uniforms, vertexShader: VERTEX, fragmentShader: FRAGMENT, side: DoubleSide, transparent: true, depthWrite: false, depthTest: !through }));
}

const VERTEX = `varying vec2 at;
void main() {
  at = position.xy;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;

const FRAGMENT = `varying vec2 at;
uniform vec3 colour;
uniform float step, strength, between;
void main() {
  float line = abs(fract((at.x + at.y) / step) - 0.5) < 0.22 ? 1.0 : between;
  gl_FragColor = vec4(colour, line * strength);
  #include <colorspace_fragment>
}`;
