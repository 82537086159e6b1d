/** Where a storey's floor is. What a file states is believed where the storey's own elements bear it out. */

const NEAR_M = 1;
const LOW_PART = 0.1;

/** @typedef {import('./elements.js').Elements} Elements */
/** @typedef {{ el: number, name: string, floor: number }} Floor */

/**
 * @param {import('./scene.js').SceneFacts} scene @param {Elements} elements
 * @returns {Floor[]} from below upwards; storeys nothing stands on are left out
 */
export function floorsOf(scene, elements) {
  return scene.storeys.flatMap(({ el, name, elevation_m }) => {
    const floor = floorOf(elements, el, elevation_m - scene.origin[2]);
    return floor === null ? [] : [{ el, name, floor }];
  }).sort((a, b) => a.floor - b.floor);
}

/** @param {Elements} elements @param {number} storey @param {number} stated  metres above the origin @returns {number | null} */
function floorOf(elements, storey, stated) {
  const bottoms = [...elements.family(storey)].flatMap((el) => {
    const box = elements.box(el);
    return box && !elements.isAiry(el) ? [box[2]] : [];
  }).sort((a, b) => a - b);
  if (!bottoms.length) return null;
  const low = bottoms[Math.floor(bottoms.length * LOW_PART)];
  const high = bottoms[Math.floor((bottoms.length - 1) * (1 - LOW_PART))];
  return stated >= low - NEAR_M && stated <= high + NEAR_M ? stated : low;
}

/** The next floor that is really above. @param {Floor[]} floors @param {number} floor */
export function floorAbove(floors, floor) {
  return floors.find((one) => one.floor > floor + 1.5)?.floor ?? null;
}
