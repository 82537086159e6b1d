/** The full viewer's own scene: light, ground, camera and canvas. Draws when something changed, and not otherwise. */

import {
  AmbientLight, Color, DirectionalLight, HemisphereLight, OrthographicCamera, PerspectiveCamera, Scene, WebGLRenderer,
} from 'three';
import { graphics } from '../graphics.js';
import { createGround } from './ground.js';

/** @typedef {ReturnType<typeof createStage>} Stage */
/** @typedef {import('three').PerspectiveCamera | import('three').OrthographicCamera} Camera */
/** @typedef {{ sky: string, ground: string, grid: string }} Backdrop */

const FOV_DEG = 50;
const MOST_PIXELS = 2;
/** Between pictures of a building that is still coming, milliseconds. */
const PAUSE_MS = { soft: 1500, hard: 200 };
const ASK_AGAIN_MS = 50;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Backdrop} backdrop
 */
export function createStage(canvas, backdrop) {
  const renderer = new WebGLRenderer({ canvas, antialias: !graphics().soft, powerPreference: 'high-performance' });
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
    /** @type {Set<(drawing: boolean) => void>} ask for the tiles the camera needs: for each frame, and between frames while tiles come */
    needs: new Set(),
    /** Nothing of the building has come yet, so that nothing is drawn. */
    waiting: true,
    /** @type {((stage: any) => void) | null} instead of the ordinary drawing */
    drawing: null,
    /** Draw the next frame. */
    changed: () => {},
    /** Tiles came: ask for the next ones at once; draw, but not so often that drawing keeps the rest from coming. */
    came: () => {},
    /** Ask for tiles again in a moment. */
    askAgain: () => {},
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

/** More pixels to the same place on the page, for pictures that are taken along. @param {Stage} stage @param {number} width  at least @param {number} height  at least @returns {() => void} undoes */
export function sharpen({ renderer, canvas, changed }, width, height) {
  const usual = renderer.getPixelRatio();
  renderer.setPixelRatio(Math.max(usual, width / canvas.clientWidth, height / canvas.clientHeight));
  return () => {
    renderer.setPixelRatio(usual);
    changed();
  };
}

/** @param {any} stage */
function keepDrawing(stage) {
  let asked = 0;
  let drawnAt = -Infinity;
  const pause = PAUSE_MS[graphics().soft ? 'soft' : 'hard'];
  const ask = (drawing = false) => stage.needs.forEach((/** @type {(drawing: boolean) => void} */ need) => need(drawing));
  const [again, next, later] = [createTimer(() => ask()), createTimer(() => ask()), createTimer(() => stage.changed())];
  const frame = () => {
    asked = 0;
    ask(true);
    if (stage.waiting) return;
    drawnAt = performance.now();
    for (const prepare of stage.before) prepare(stage);
    if (stage.drawing) stage.drawing(stage);
    else stage.renderer.render(stage.scene, stage.camera);
  };
  stage.changed = () => {
    asked ||= requestAnimationFrame(frame);
  };
  stage.askAgain = () => again.start(ASK_AGAIN_MS);
  stage.came = () => {
    stage.waiting = false;
    next.start(0);
    later.start(drawnAt + pause - performance.now());
  };
  return () => {
    for (const timer of [again, next, later]) timer.end();
    cancelAnimationFrame(asked);
    asked = -1;
  };
}

/** Runs once for all that ask while it waits; after its end, never again. @param {() => void} run */
function createTimer(run) {
  /** @type {ReturnType<typeof setTimeout> | null} */
  let waiting = null;
  let ended = false;
  return {
    /** @param {number} ms */
    start(ms) {
      if (ended) return;
      waiting ??= setTimeout(() => { waiting = null; run(); }, Math.max(0, ms));
    },
    end() {
      ended = true;
      if (waiting !== null) clearTimeout(waiting);
    },
  };
}
