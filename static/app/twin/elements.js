/**
 * The elements of a revision by their number: names, classes, where each belongs, how large it is. Children and
 * everything below an element are found without a search.
 */

/**
 * @typedef {object} RawElements  Columns as the server sends them; a number of -1 means none.
 * @property {string[]} global_id
 * @property {number[]} class
 * @property {string[]} classes
 * @property {(string | null)[]} name
 * @property {number[]} parent
 * @property {number[]} storey
 * @property {(number | string | null)[]} [type]
 * @property {(string | null)[]} [types]
 * @property {(number | null)[]} [box]  six numbers each; six zeros for an element without a body
 */

/** @typedef {ReturnType<typeof readElements>} Elements */
/** @typedef {import('./joining.js').Part} Part */
/** @typedef {[number, number, number, number, number, number]} Box6 */

/** Volumes of air: there to be asked for, not to be looked at. */
export const AIRY = ['IfcSpace', 'IfcSpatialZone', 'IfcExternalSpatialElement', 'IfcOpeningElement', 'IfcVirtualElement', 'IfcAnnotation', 'IfcGrid'];
export const SPATIAL = ['IfcProject', 'IfcSite', 'IfcBuilding', 'IfcBuildingStorey', 'IfcFacility', 'IfcFacilityPart', 'IfcBridge', 'IfcBridgePart',
  'IfcRoad', 'IfcRoadPart', 'IfcRailway', 'IfcRailwayPart', 'IfcMarineFacility', 'IfcMarinePart', 'IfcSpace'];

/** @param {RawElements & { parts?: Part[] }} raw */
export function readElements(raw) {
  const count = raw.global_id.length;
  const parent = Int32Array.from(raw.parent);
  const { children, roots } = family(parent);
  const order = familyOrder(children, roots, count);
  const byId = new Map(raw.global_id.map((id, el) => [id, el]));
  const isAiryClass = raw.classes.map((name) => AIRY.includes(name));
  const isSpatialClass = raw.classes.map((name) => SPATIAL.includes(name));
  const airy = raw.class.flatMap((index, el) => (isAiryClass[index] ? [el] : []));
  const className = (/** @type {number} */ el) => raw.classes[raw.class[el]] ?? 'IfcProduct';
  const typeName = (/** @type {number} */ el) => {
    const type = raw.type?.[el] ?? null;
    return typeof type === 'number' ? raw.types?.[type] ?? '' : type ?? '';
  };
  return {
    count, parent, roots, className, typeName,
    /** What stands for the name of a type. @param {number} el */
    typeOf: (el) => raw.type?.[el] ?? null,
    /** The models the elements are of, in their order. */
    parts: raw.parts ?? [],
    /** @param {number} el @returns {Part | undefined} */
    partOf: (el) => raw.parts?.findLast(({ offset }) => el >= offset),
    classes: raw.classes, classOf: Int32Array.from(raw.class), storeyOf: Int32Array.from(raw.storey),
    globalId: (/** @type {number} */ el) => raw.global_id[el],
    name: (/** @type {number} */ el) => raw.name[el] ?? '',
    elOf: (/** @type {string} */ globalId) => byId.get(globalId) ?? -1,
    children: (/** @type {number} */ el) => children.get(el) ?? [],
    /** The element and all below it. @param {number} el @returns {Int32Array} */
    family: (el) => order.els.subarray(order.first[el], order.end[el]),
    /** Rooms and other volumes of air. */
    airy,
    isAiry: (/** @type {number} */ el) => isAiryClass[raw.class[el]],
    isSpatial: (/** @type {number} */ el) => isSpatialClass[raw.class[el]] ?? false,
    /** @param {number} el @returns {Box6 | null} null without a body */
    box: (el) => boxOf(raw.box, el),
  };
}

/** @param {Int32Array} parent */
function family(parent) {
  /** @type {Map<number, number[]>} */
  const children = new Map();
  /** @type {number[]} */
  const roots = [];
  parent.forEach((up, el) => {
    if (up < 0 || up === el || up >= parent.length) return void roots.push(el);
    const siblings = children.get(up);
    if (siblings) siblings.push(el);
    else children.set(up, [el]);
    return undefined;
  });
  return { children, roots };
}

/**
 * Parents before children, each family in one stretch. Elements in a ring of parents, which no root leads to, stand alone.
 * @param {Map<number, number[]>} children @param {number[]} roots  gets the lost ones, too
 * @param {number} count
 */
function familyOrder(children, roots, count) {
  const els = new Int32Array(count);
  const first = new Int32Array(count).fill(-1);
  const end = new Int32Array(count);
  let at = 0;
  const visit = (/** @type {number} */ root) => {
    const stack = [root];
    while (stack.length) {
      const el = /** @type {number} */ (stack.pop());
      if (el < 0) {
        end[-el - 1] = at;
        continue;
      }
      if (first[el] >= 0) continue;
      first[el] = at;
      els[at] = el;
      at += 1;
      stack.push(-el - 1, ...[...(children.get(el) ?? [])].reverse().filter((child) => first[child] < 0));
    }
  };
  roots.forEach(visit);
  for (let el = 0; el < count; el += 1) {
    if (first[el] >= 0) continue;
    roots.push(el);
    visit(el);
  }
  return { els, first, end };
}

/** @param {(number | null)[] | undefined} flat @param {number} el @returns {Box6 | null} */
function boxOf(flat, el) {
  const six = flat?.slice(el * 6, el * 6 + 6);
  if (!six || six.length < 6 || six.some((value) => value === null || !Number.isFinite(value)) || six.every((value) => value === 0)) return null;
  return /** @type {Box6} */ (/** @type {unknown} */ (six));
}

/** The box round several elements, or null. @param {Elements} elements @param {Iterable<number>} els @returns {Box6 | null} */
export function boxRound(elements, els) {
  /** @type {Box6} */
  const all = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity];
  for (const el of els) {
    const box = elements.box(el);
    if (!box) continue;
    for (let i = 0; i < 3; i += 1) {
      all[i] = Math.min(all[i], box[i]);
      all[i + 3] = Math.max(all[i + 3], box[i + 3]);
    }
  }
  return all[0] <= all[3] ? all : null;
}
