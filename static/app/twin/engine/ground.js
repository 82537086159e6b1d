/** The ground a building stands on in the full viewer: a quiet disc with a grid of metres that fades outwards. */

import { CircleGeometry, Color, Mesh, ShaderMaterial } from 'three';

const REACH = 6;

/** @param {import('three').Scene} scene */
export function createGround(scene) {
  const uniforms = {
    plain: { value: new Color() }, grid: { value: new Color() }, sky: { value: new Color() },
    step: { value: 1 }, reach: { value: 100 },
  };
  const material = new ShaderMaterial({ uniforms, vertexShader: VERTEX, fragmentShader: FRAGMENT, depthWrite: false });
  const disc = new Mesh(new CircleGeometry(1, 96), material);
  disc.renderOrder = -10;
  disc.frustumCulled = false;
  scene.add(disc);
  return {
    disc,
    /** @param {{ sky: string, ground: string, grid: string }} backdrop */
    dress({ sky, ground, grid }) {
      uniforms.sky.value.set(sky);
      uniforms.plain.value.set(ground);
      uniforms.grid.value.set(grid);
    },
    /** Lie under a box. @param {import('three').Box3} box @param {number} level  metres */
    lieUnder(box, level) {
      const size = Math.max(box.max.x - box.min.x, box.max.y - box.min.y, 10);
      disc.position.set((box.min.x + box.max.x) / 2, (box.min.y + box.max.y) / 2, level);
      disc.scale.setScalar(size * REACH);
      uniforms.reach.value = size * REACH;
      uniforms.step.value = size > 400 ? 50 : size > 120 ? 10 : 5;
    },
    dispose() {
      disc.geometry.dispose();
      material.dispose();
    },
  };
}

const VERTEX = `varying vec2 at;
uniform float reach;
void main() {
  at = position.xy * reach;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;

const FRAGMENT = `varying vec2 at;
uniform vec3 plain, grid, sky;
uniform float step, reach;
float lines(float apart) {
  vec2 place = at / apart;
  vec2 near = abs(fract(place - 0.5) - 0.5) / max(fwidth(place), vec2(1e-6));
  return (1.0 - min(min(near.x, near.y), 1.0)) * (1.0 - smoothstep(0.15, 0.6, max(fwidth(place).x, fwidth(place).y)));
}
void main() {
  float fade = smoothstep(0.1, 0.75, length(at) / reach);
  vec3 colour = mix(plain, grid, max(lines(step) * 0.4, lines(step * 5.0)));
  gl_FragColor = vec4(mix(colour, sky, fade), 1.0);
  #include <colorspace_fragment>
}`;
