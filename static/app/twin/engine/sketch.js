/** Measurements in the scene: lines with their figures, and the point the pointer would take. */

import { BufferGeometry, Float32BufferAttribute, LineBasicMaterial, LineLoop, Line, Points, PointsMaterial, Vector3 } from 'three';
import { all, h } from '../../dom.js';
import { figureOf } from '../figures.js';
import { TINTS } from '../tints.js';
import { figureSpot } from './figure-spot.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('../state.js').Measured} Measured */

/** @param {View} view @returns {() => void} */
export function showSketch(view) {
  const { app: { store }, stage } = view;
  /** @type {{ object: import('three').Object3D & { geometry: BufferGeometry, material: any }, label: HTMLElement | null, at: Vector3 }[]} */
  let drawn = [];
  const clear = () => {
    for (const { object, label } of drawn) {
      stage.scene.remove(object);
      object.geometry.dispose();
      object.material.dispose();
      label?.remove();
    }
    drawn = [];
  };
  const draw = () => {
    clear();
    const { measured, sketch, tool, theme } = store.get();
    const tint = TINTS[theme].mark;
    const open = tool && tool !== 'cut' && tool !== 'box' && sketch.length ? [{ kind: tool, points: sketch }] : [];
    drawn = [...measured, ...open].flatMap((one) => shapes(view, one, tint, !open.includes(one)));
    for (const { object } of drawn) stage.scene.add(object);
    stage.changed();
  };
  const marker = createMarker(view);
  view.sketching = marker.move;
  const follow = () => {
    for (const { label, at } of drawn) if (label) pin(view, label, at);
    marker.follow();
  };
  stage.before.add(follow);
  return all(
    store.watch((state) => [state.measured, state.sketch, state.tool, state.theme, state.language], draw, { now: true }),
    store.watch((state) => state.tool, () => marker.move(null)),
    () => stage.before.delete(follow), clear, marker.dispose,
  );
}

/** @param {View} view @param {Measured} measured @param {string} tint @param {boolean} isDone */
function shapes(view, measured, tint, isDone) {
  const { kind, points } = measured;
  const geometry = () => new BufferGeometry().setAttribute('position', new Float32BufferAttribute(points.flat(), 3));
  const always = { depthTest: false, transparent: true };
  const line = new (kind === 'area' && points.length > 2 ? LineLoop : Line)(geometry(), new LineBasicMaterial({ color: tint, ...always }));
  const dots = new Points(geometry(), new PointsMaterial({ color: tint, size: 7, sizeAttenuation: false, ...always }));
  line.renderOrder = dots.renderOrder = 20;
  const at = new Vector3(...figureSpot(kind, points));
  const text = isDone ? figureOf(view.app, measured).short : '';
  const label = text ? h('span', { class: 'figure-label' }, text) : null;
  if (label) view.labels.append(label);
  return [{ object: line, label, at }, { object: dots, label: null, at }];
}

/** The point a click would take, and what it holds on to. @param {View} view */
function createMarker(view) {
  const mark = h('span', { class: 'snap-mark', hidden: true });
  view.labels.append(mark);
  /** @type {Vector3 | null} */
  let at = null;
  const follow = () => {
    mark.hidden = !at;
    if (at) pin(view, mark, at);
  };
  return {
    follow,
    /** @param {{ point: Vector3, kind: string } | null} found */
    move(found) {
      at = found?.point ?? null;
      mark.dataset.kind = found?.kind ?? '';
      follow();
    },
    dispose: () => mark.remove(),
  };
}

/** Put something of the page where a point of the scene is seen. @param {View} view @param {HTMLElement} element @param {Vector3} point */
export function pin({ stage: { camera, size } }, element, point) {
  const seen = point.clone().project(camera);
  const behind = seen.z > 1 || seen.z < -1;
  element.style.visibility = behind ? 'hidden' : '';
  element.style.transform = `translate(${((seen.x + 1) / 2) * size.width}px, ${((1 - seen.y) / 2) * size.height}px) translate(-50%, -50%)`;
}
