/**
 * The three materials a building is drawn with: solid, glass and ghost. Each reads an element's look from the palette
 * by the element's number and drops what the look hides, so that one draw call holds as many elements as there are.
 */

import { Color, DataTexture, DoubleSide, MeshLambertMaterial, NearestFilter, RGBAFormat, UnsignedByteType } from 'three';
import { CHOSEN, COLOURED, GHOST, SHOWN } from './palette.js';

/** @typedef {import('three').MeshLambertMaterial} Material */
/** @typedef {{ solid: Material, glass: Material, ghost: Material }} Materials */

export const GHOST_OPACITY = 0.13;
const COLOURED_GLASS = 0.75;
const WAY_UNITS = 4;

/**
 * @param {import('./palette.js').Palette} palette
 * @param {{ chosen: string, pointed: string, cut: string }} tints  colours as #rrggbb
 * @param {{ ghost?: number, behind?: number }} [how]  `ghost`: how much of what is seen through is seen; `behind`: steps a
 *   face gives way to one in the same place, so that walls two models share do not flicker
 */
export function createMaterials(palette, tints, { ghost = GHOST_OPACITY, behind = 0 } = {}) {
  const { texels, width, height } = palette;
  const looks = new DataTexture(texels, width, height, RGBAFormat, UnsignedByteType);
  looks.minFilter = NearestFilter;
  looks.magFilter = NearestFilter;
  looks.needsUpdate = true;
  const uniforms = {
    looks: { value: looks }, chosenTint: { value: new Color(tints.chosen) }, pointedTint: { value: new Color(tints.pointed) },
    cutTint: { value: new Color(tints.cut) }, isCut: { value: false }, pointed: { value: -1 }, ghostOpacity: { value: ghost },
  };
  const way = { polygonOffset: behind > 0, polygonOffsetFactor: behind, polygonOffsetUnits: behind * WAY_UNITS };
  const materials = {
    solid: patched(uniforms, false, way),
    glass: patched(uniforms, false, { ...way, transparent: true, depthWrite: false, forceSinglePass: true }),
    ghost: patched(uniforms, true, { ...way, transparent: true, depthWrite: false, forceSinglePass: true }),
  };
  return { materials, uniforms, looks };
}

/** @param {Record<string, { value: unknown }>} uniforms @param {boolean} ghost @param {object} settings @returns {Material} */
function patched(uniforms, ghost, settings) {
  const material = new MeshLambertMaterial({ vertexColors: true, flatShading: true, side: DoubleSide, ...settings });
  material.defines = { ...material.defines, DRAWS_GHOST: ghost ? 1 : 0 };
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms);
    shader.vertexShader = vertex(shader.vertexShader);
    shader.fragmentShader = fragment(shader.fragmentShader);
  };
  material.customProgramCacheKey = () => `element-looks-${ghost}`;
  return material;
}

/** @param {string} source */
function vertex(source) {
  return `attribute float _feature_id_0;
uniform highp sampler2D looks;
flat varying vec4 look;
flat varying float element;
${source.replace('#include <project_vertex>', `#include <project_vertex>
  int el = int(_feature_id_0 + 0.5);
  element = float(el);
  int across = textureSize(looks, 0).x;
  look = texelFetch(looks, ivec2(el % across, el / across), 0);
  int lookFlags = int(look.a * 255.0 + 0.5);
  bool isGhost = (lookFlags & ${GHOST}) != 0 && (lookFlags & ${CHOSEN}) == 0;
  if ((lookFlags & ${SHOWN}) == 0 || isGhost != (DRAWS_GHOST == 1)) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);`)}`;
}

/** @param {string} source */
function fragment(source) {
  return `flat varying vec4 look;
flat varying float element;
uniform float pointed, ghostOpacity;
uniform vec3 chosenTint, pointedTint, cutTint;
uniform bool isCut;
${source.replace('#include <color_fragment>', `#include <color_fragment>
  int lookFlags = int(look.a * 255.0 + 0.5);
  vec3 linear = mix(look.rgb / 12.92, pow((look.rgb + 0.055) / 1.055, vec3(2.4)), step(0.04045, look.rgb));
  if ((lookFlags & ${COLOURED}) != 0) {
    diffuseColor.rgb = linear;
    diffuseColor.a = max(diffuseColor.a, ${COLOURED_GLASS});
  }
  if ((lookFlags & ${CHOSEN}) != 0) diffuseColor = vec4(mix(diffuseColor.rgb, chosenTint, 0.8), max(diffuseColor.a, 0.85));
  if (DRAWS_GHOST == 1) diffuseColor.a = ghostOpacity;`).replace('#include <opaque_fragment>', `
  if ((lookFlags & ${CHOSEN}) != 0) outgoingLight += chosenTint * 0.18;
  if (abs(element - pointed) < 0.5) outgoingLight = mix(outgoingLight, pointedTint, 0.28);
  if (isCut && !gl_FrontFacing && DRAWS_GHOST == 0) outgoingLight = mix(diffuseColor.rgb * 0.45, cutTint, 0.55);
#include <opaque_fragment>`)}`;
}
