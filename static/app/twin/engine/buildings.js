/** One building or several that are drawn as one: elements are numbered through, masks are cut to each one's share. */

import { Group, Matrix4 } from 'three';
import { all } from '../../dom.js';
import { indexWhenIdle } from './rays.js';

/** @typedef {import('./building.js').Building} Building */
/** @typedef {import('../joining.js').Part} Part */
/** @typedef {{ building: Building, part: Part, put: () => void }} Member */
/** @typedef {ReturnType<typeof createBuildings>} Buildings */

/**
 * @param {(scene: import('../scene.js').SceneFacts, behind: number) => Building} raise
 * @param {import('../scene.js').SceneFacts} scene  of the first
 */
export function createBuildings(raise, scene) {
  const group = new Group();
  /** @type {import('three').Plane[]} */
  let planes = [];
  const enter = (/** @type {Part} */ part, /** @type {number} */ place) => {
    const building = raise(part.scene, place);
    building.group.matrixAutoUpdate = false;
    building.group.matrix.copy(new Matrix4().fromArray(part.matrix));
    building.cut(planes);
    group.add(building.group);
    const put = all(indexWhenIdle(building), () => { group.remove(building.group); building.dispose(); });
    return { building, part, put };
  };
  const whole = { scene, offset: 0, count: scene.count, matrix: new Matrix4().toArray() };
  /** @type {Member[]} */
  let members = [enter(whole, 0)];
  return {
    group,
    get members() { return members; },
    /** Let exactly these stand; the first stays. @param {Part[]} parts */
    hold(parts) {
      const [first, ...rest] = members;
      const known = (/** @type {Part} */ part) => rest.find((one) => one.part.scene.revision === part.scene.revision);
      for (const one of rest) if (!parts.some((part) => known(part) === one)) one.put();
      members = [first, ...parts.slice(1).map((part, i) => ({ ...(known(part) ?? enter(part, i + 1)), part }))];
    },
    /** @param {number} el @returns {Member} */
    of: (el) => members.findLast(({ part }) => el >= part.offset) ?? members[0],
    /** @param {import('three').Camera} camera @param {number} width @param {number} height */
    need: (camera, width, height) => members.forEach(({ building }) => building.need(camera, width, height)),
    percent: () => Math.min(...members.map(({ building }) => building.percent())),
    /** @param {import('./palette.js').Looks} looks */
    paint: (looks) => members.forEach(({ building, part }) => building.paint(shareOf(looks, part))),
    /** The same within a frame. @param {import('./palette.js').Looks} looks */
    tint: (looks) => members.forEach(({ building, part }) => building.tint(shareOf(looks, part))),
    /** @param {import('three').Plane[]} next */
    cut(next) {
      planes = next;
      members.forEach(({ building }) => building.cut(next));
    },
    /** @param {number} el */
    point: (el) => members.forEach(({ building, part }) => building.point(el >= part.offset && el < part.offset + part.count ? el - part.offset : -1)),
    dispose: () => members.forEach(({ put }) => put()),
  };
}

/** @param {import('./palette.js').Looks} looks @param {Part} part @returns {import('./palette.js').Looks} */
export function shareOf({ hidden, ghosted, colours, chosen }, { offset, count }) {
  const end = offset + count;
  return {
    hidden: hidden.subarray(offset, end), ghosted: ghosted.subarray(offset, end), colours: colours ? colours.subarray(offset, end) : null,
    chosen: Array.from(chosen).filter((el) => el >= offset && el < end).map((el) => el - offset),
  };
}
