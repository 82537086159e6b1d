/**
 * One building: the tiles of a revision in its own frame (metres, Z up, about its origin), drawn from the palette.
 * The map and the full viewer use the same building; only the camera differs.
 */

import { BufferGeometry, Float32BufferAttribute, Group, InstancedBufferAttribute, InstancedMesh, Mesh } from 'three';
import { MeshoptDecoder } from 'three/addons/libs/meshopt_decoder.module.js';
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js';
import { TilesRenderer } from '3d-tiles-renderer/three';
import { createMaterials } from './materials.js';
import { createPalette, paint } from './palette.js';

/** @typedef {import('./palette.js').Looks} Looks */
/** @typedef {ReturnType<typeof createBuilding>} Building */

export const FEATURE = '_feature_id_0';
/** The first tile holds what is largest. It comes alone and is drawn before the others are asked for; but nobody waits longer for that. */
const ALONE_MS = 1500;

/**
 * @param {object} options
 * @param {string} options.tileset  address
 * @param {number} options.count  elements of the revision
 * @param {{ chosen: string, pointed: string, cut: string }} options.tints
 * @param {number} options.error  pixels an unseen part may be large
 * @param {() => void} options.changed  draw again, please
 * @param {() => void} [options.asked]  ask for tiles again
 * @param {() => void} [options.came]  some tiles have come
 * @param {(error: Error) => void} options.failed
 * @param {{ ghost?: number, behind?: number }} [options.how]  of the materials
 */
export function createBuilding({ tileset, count, tints, error, changed, asked = changed, came = changed, failed, how }) {
  const palette = createPalette(count);
  const { materials, uniforms, looks } = createMaterials(palette, tints, how);
  /** @type {Set<Mesh>} */
  const ghosts = new Set();
  const group = new Group();
  /** @type {Tiles[]} */
  const sets = [];
  const tint = (/** @type {Looks} */ wanted) => {
    paint(palette, wanted);
    looks.needsUpdate = true;
    showGhosts(ghosts, palette.ghosts > 0);
  };
  const add = (/** @type {string} */ address) => {
    if (sets.some((one) => one.address === address)) return;
    const tiles = createTiles(address, error);
    hurry(tiles);
    const rest = firstAlone(tiles);
    sets.push(tiles);
    group.add(tiles.group);
    tiles.addEventListener('load-model', ({ scene }) => {
      for (const ghost of dress(scene, materials)) ghosts.add(ghost);
      showGhosts(ghosts, palette.ghosts > 0);
      rest(scene);
      came();
    });
    tiles.addEventListener('dispose-model', ({ scene }) => scene.traverse((one) => ghosts.delete(/** @type {any} */ (one))));
    tiles.addEventListener('tiles-load-end', came);
    for (const type of /** @type {const} */ (['load-root-tileset', 'needs-update'])) tiles.addEventListener(type, asked);
    tiles.addEventListener('load-error', ({ error: reason }) => failed(reason));
    changed();
  };
  add(tileset);

  return {
    group, palette, sets,
    /**
     * Have the programs made that draw it, while its tiles are still on their way.
     * @param {import('three').WebGLRenderer} renderer @param {import('three').Camera} camera @param {import('three').Scene} scene  whose light it stands in
     */
    warm: (renderer, camera, scene) => void renderer.compile(sample(materials.solid), camera, scene),
    /** Take up more tiles of the same elements: the rooms, when they are asked for. */
    add,
    /** Ask for the tiles a camera needs. @param {import('three').Camera} camera @param {number} width pixels @param {number} height */
    need(camera, width, height) {
      for (const tiles of sets) need(tiles, camera, width, height);
    },
    /** Percent of the tiles the last camera needs that have come. */
    percent: () => Math.floor(Math.min(...sets.map((tiles) => (tiles.root ? tiles.loadProgress : 0))) * 100),
    /** @param {Looks} wanted */
    paint(wanted) {
      tint(wanted);
      changed();
    },
    /** The same within a frame that is being drawn. */
    tint,
    /**
     * Cut by planes of the building's own frame; what is behind a plane goes.
     * @param {import('three').Plane[]} planes @param {boolean} [isShown]  paint what the cut opens
     */
    cut(planes, isShown = planes.length > 0) {
      for (const material of Object.values(materials)) material.clippingPlanes = planes;
      uniforms.isCut.value = isShown;
      changed();
    },
    /** Shimmer the element under the pointer, or none (-1). @param {number} el */
    point(el) {
      if (uniforms.pointed.value === el) return;
      uniforms.pointed.value = el;
      changed();
    },
    dispose() {
      for (const tiles of sets) tiles.dispose();
      looks.dispose();
      for (const material of Object.values(materials)) material.dispose();
    },
  };
}

/** Of 3D Tiles 1.1 only what the renderer reads is written: the warning it gives of every 1.1 tileset is for nothing. */
class Tiles extends TilesRenderer {
  address = '';

  /** @param {any} json @param {...any} rest */
  preprocessTileset(json, ...rest) {
    const { version } = json.asset;
    json.asset.version = '1.0';
    /** @type {any} */ (TilesRenderer.prototype).preprocessTileset.call(this, json, ...rest);
    json.asset.version = version;
  }
}

/** @param {string} tileset @param {number} error */
function createTiles(tileset, error) {
  const tiles = new Tiles(tileset);
  tiles.address = tileset;
  tiles.fetchOptions = { credentials: 'same-origin' };
  tiles.errorTarget = error;
  const loader = new GLTFLoader(tiles.manager).setMeshoptDecoder(MeshoptDecoder);
  tiles.manager.addHandler(/\.gl(tf|b)$/, loader);
  return tiles;
}

/**
 * The queues wait for a picture between one step and the next. Where the processor draws, pictures are seldom, and
 * a tile would wait for four of them: so each step follows the one before at once.
 * @param {Tiles} tiles
 */
function hurry({ parseQueue, processNodeQueue }) {
  const soon = (/** @type {() => void} */ step) => setTimeout(step, 0);
  Object.defineProperty(Object.getPrototypeOf(parseQueue), '_schedulingCallback', { configurable: true, get: () => soon, set() {} });
  for (const queue of /** @type {any[]} */ ([parseQueue, processNodeQueue])) delete queue._schedulingCallback;
}

/** Let the first tile come alone, from a queue of the building's own. @param {Tiles} tiles @returns {(scene: import('three').Object3D) => void} lets the rest come when what has come is drawn */
function firstAlone(tiles) {
  const shared = tiles.downloadQueue;
  const queue = new (/** @type {any} */ (shared.constructor))();
  Object.assign(queue, { priorityCallback: shared.priorityCallback, maxJobsPerOrigin: 1 });
  tiles.downloadQueue = queue;
  const shut = () => {
    queue.maxJobsPerOrigin = 0;
    tiles.removeEventListener('tile-download-start', shut);
    setTimeout(open, ALONE_MS);
  };
  const open = () => {
    queue.maxJobsPerOrigin = shared.maxJobsPerOrigin;
    queue.originQueues.forEach((/** @type {any} */ one) => one.tryRunJobs());
  };
  tiles.addEventListener('tile-download-start', shut);
  let waits = true;
  return (/** @type {import('three').Object3D} */ scene) => {
    if (!waits) return;
    waits = false;
    scene.traverse((one) => { one.onAfterRender = () => { one.onAfterRender = () => {}; setTimeout(open, 0); }; });
  };
}

/** @param {Tiles} tiles @param {import('three').Camera} camera @param {number} width @param {number} height */
function need(tiles, camera, width, height) {
  for (const other of [...tiles.cameras]) if (other !== camera) tiles.deleteCamera(other);
  tiles.setCamera(camera);
  tiles.setResolution(camera, width, height);
  tiles.update();
}

/**
 * Give a tile's meshes our materials, and each solid or glass mesh a twin that draws its elements seen through.
 * @param {import('three').Object3D} scene
 * @param {import('./materials.js').Materials} materials
 * @returns {Mesh[]} the twins
 */
function dress(scene, materials) {
  /** @type {Mesh[]} */
  const meshes = [];
  scene.traverse((one) => {
    if (one instanceof Mesh) meshes.push(one);
  });
  return meshes.map((mesh) => {
    const own = Array.isArray(mesh.material) ? mesh.material[0] : mesh.material;
    mesh.geometry.deleteAttribute('normal');
    if (!mesh.geometry.hasAttribute('color')) mesh.geometry.setAttribute('color', evenly(mesh.geometry, own));
    numberElements(mesh);
    mesh.material = own.transparent ? materials.glass : materials.solid;
    mesh.renderOrder = own.transparent ? 1 : 0;
    const twin = twinOf(mesh, materials.ghost);
    twin.renderOrder = 2;
    twin.userData.isGhost = true;
    mesh.add(twin);
    return twin;
  });
}

/**
 * The numbers of a mesh's elements, where the shader looks for them. A shape with many places has one number to a place.
 * @param {Mesh} mesh
 */
function numberElements(mesh) {
  const { geometry } = mesh;
  const numbers = geometry.getAttribute(FEATURE) ?? geometry.getAttribute(FEATURE.toUpperCase());
  if (!numbers) throw new Error('A tile has no element numbers.');
  geometry.deleteAttribute(FEATURE.toUpperCase());
  if (mesh instanceof InstancedMesh) geometry.setAttribute(FEATURE, new InstancedBufferAttribute(Float32Array.from(numbers.array), 1));
}

/** A triangle as tiles have them. @param {import('three').Material} material */
function sample(material) {
  const geometry = new BufferGeometry();
  for (const [name, size] of /** @type {const} */ ([['position', 3], ['color', 4], [FEATURE, 1]])) geometry.setAttribute(name, new Float32BufferAttribute(new Float32Array(3 * size), size));
  return new Mesh(geometry, material);
}

/** @param {Mesh} mesh @param {import('three').Material} material @returns {Mesh} */
function twinOf(mesh, material) {
  if (!(mesh instanceof InstancedMesh)) return new Mesh(mesh.geometry, material);
  const twin = new InstancedMesh(mesh.geometry, material, mesh.count);
  twin.instanceMatrix = mesh.instanceMatrix;
  return twin;
}

/** One colour for all, where the material holds it. @param {import('three').BufferGeometry} geometry @param {any} material */
function evenly(geometry, { color, opacity }) {
  const all = new Float32Array(geometry.getAttribute('position').count * 4);
  for (let i = 0; i < all.length; i += 4) all.set([color.r, color.g, color.b, opacity], i);
  return new Float32BufferAttribute(all, 4);
}

/** @param {Set<Mesh>} ghosts @param {boolean} shown */
function showGhosts(ghosts, shown) {
  for (const ghost of ghosts) ghost.visible = shown;
}
