/** The full viewer's own scene: light, ground, camera and canvas. Draws when something changed, and not otherwise. */

import {
  AmbientLight, Color, DirectionalLight, HemisphereLight, OrthographicCamera, PerspectiveCamera, Scene, WebGLRenderer,
} from 'three';
import { createGround } from './ground.js';

/** @typedef {ReturnType<typeof createStage>} Stage */
/** @typedef {import('three').PerspectiveCamera | import('three').OrthographicCamera} Camera */
/** @typedef {{ sky: string, ground: string, grid: string }} Backdrop */

const FOV_DEG = 50;
const MOST_PIXELS = 2;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Backdrop} backdrop
 */
export function createStage(canvas, backdrop) {
  const renderer = new WebGLRenderer({ canvas, antialias: true, powerPreference: 'high-performance' });
  renderer.localClippingEnabled = true;
  renderer.setPixelRatio(Math.min(devicePixelRatio, MOST_PIXELS));
  const scene = new Scene();
  light(scene);
  const ground = createGround(scene);
  const perspective = new PerspectiveCamera(FOV_DEG, 1, 0.1, 10_000);
  const plan = new OrthographicCamera(-1, 1, 1, -1, -10_000, 10_000);
  for (const camera of [perspective, plan]) camera.up.set(0, 0, 1);
  const stage = {
    renderer, scene, ground, perspective, plan, canvas,
    camera: /** @type {Camera} */ (perspective),
    /** @type {Set<(stage: any) => void>} before each frame */
    before: new Set(),
    /** @type {((stage: any) => void) | null} instead of the ordinary drawing */
    drawing: null,
    changed: () => {},
    resized: () => {},
    /** Pictures side by side. */
    parts: 1,
    /** Of one picture, in pixels of the page. */
    size: { width: 1, height: 1 },
    /** @param {Backdrop} next */
    dress: (next) => dress(scene, ground, next),
    dispose: () => {},
  };
  dress(scene, ground, backdrop);
  const stop = keepDrawing(stage);
  stage.resized = () => fitCanvas(stage);
  const watch = new ResizeObserver(stage.resized);
  watch.observe(/** @type {Element} */ (canvas.parentElement));
  fitCanvas(stage);
  stage.dispose = () => {
    stop();
    watch.disconnect();
    ground.dispose();
    renderer.dispose();
  };
  return stage;
}

/** Light from the sky, light thrown back by the ground, and a sun, so that faces of every direction differ. @param {Scene} scene */
export function light(scene) {
  const sky = new HemisphereLight(0xf4f8ff, 0x8f8a80, 1.75);
  sky.position.set(0, 0, 1);
  const sun = new DirectionalLight(0xfff6e8, 1.7);
  sun.position.set(-0.55, -0.85, 1.1);
  const back = new DirectionalLight(0xdfe9ff, 0.45);
  back.position.set(0.8, 0.5, 0.35);
  scene.add(sky, sun, sun.target, back, back.target, new AmbientLight(0xffffff, 0.25));
}

/** @param {Scene} scene @param {ReturnType<typeof createGround>} ground @param {Backdrop} backdrop */
function dress(scene, ground, backdrop) {
  scene.background = new Color(backdrop.sky);
  ground.dress(backdrop);
}

/** @param {any} stage */
function fitCanvas(stage) {
  const { clientWidth: width, clientHeight: height } = /** @type {HTMLElement} */ (stage.canvas.parentElement);
  if (!width || !height) return;
  stage.size = { width: width / stage.parts, height };
  stage.renderer.setSize(width, height, false);
  stage.perspective.aspect = stage.size.width / height;
  stage.perspective.updateProjectionMatrix();
  stage.changed();
}

/** @param {any} stage */
function keepDrawing(stage) {
  let asked = 0;
  let ended = false;
  const frame = () => {
    asked = 0;
    if (ended) return;
    for (const prepare of stage.before) prepare(stage);
    if (stage.drawing) stage.drawing(stage);
    else stage.renderer.render(stage.scene, stage.camera);
  };
  stage.changed = () => {
    if (!asked && !ended) asked = requestAnimationFrame(frame);
  };
  return () => {
    ended = true;
    cancelAnimationFrame(asked);
  };
}
