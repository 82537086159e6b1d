/**
 * The same elements in three orders: by place, by class, by type. A node is a number: an element's own, or for a group
 * the count of elements plus the group's place in the list.
 */

/** @typedef {import('./elements.js').Elements} Elements */
/** @typedef {'place' | 'class' | 'type'} TreeKind */
/**
 * @typedef {object} Tree
 * @property {number[]} roots
 * @property {(node: number) => number[]} children
 * @property {(node: number) => number} parent  -1 at the top
 * @property {(node: number) => ArrayLike<number> & Iterable<number>} els  the element and what is below, or the group's
 * @property {(node: number) => string | null} group  a group's own name; null for an element
 */
/** @typedef {{ node: number, level: number, open: boolean, kids: number }} Row */

/** @param {Elements} elements @param {TreeKind} kind @returns {Tree} */
export function treeOf(elements, kind) {
  return kind === 'place' ? byPlace(elements) : byGroup(elements, kind === 'class' ? elements.className : elements.typeName);
}

/** @param {Elements} elements @returns {Tree} */
function byPlace(elements) {
  const { roots, children, parent, family, isAiry, parts } = elements;
  const tops = roots.filter((el) => !isAiry(el));
  if (parts.length > 1) return byModel(elements, tops);
  return {
    roots: tops.length ? tops : roots, children, els: family, group: () => null,
    parent: (node) => (roots.includes(node) ? -1 : parent[node]),
  };
}

/** Model by model, a group for each: its place among the parts is its name. @param {Elements} elements @param {number[]} tops @returns {Tree} */
function byModel({ count, parts, partOf, children, parent, family }, tops) {
  const rootsOf = parts.map((part) => tops.filter((el) => partOf(el) === part));
  const isTop = new Set(tops);
  const placeOf = (/** @type {number} */ el) => parts.indexOf(/** @type {import('./joining.js').Part} */ (partOf(el)));
  return {
    roots: parts.map((_, i) => count + i),
    children: (node) => (node >= count ? rootsOf[node - count] : children(node)),
    parent: (node) => (node >= count ? -1 : isTop.has(node) ? count + placeOf(node) : parent[node]),
    els: (node) => (node >= count ? rootsOf[node - count].flatMap((el) => [...family(el)]) : family(node)),
    group: (node) => (node >= count ? String(node - count) : null),
  };
}

/** @param {Elements} elements @param {(el: number) => string} nameOf @returns {Tree} */
function byGroup({ count, isSpatial, isAiry, box }, nameOf) {
  /** @type {Map<string, number[]>} */
  const groups = new Map();
  for (let el = 0; el < count; el += 1) {
    if (isAiry(el) || (isSpatial(el) && !box(el))) continue;
    const name = nameOf(el);
    const members = groups.get(name);
    if (members) members.push(el);
    else groups.set(name, [el]);
  }
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  const groupOf = new Int32Array(count).fill(-1);
  sorted.forEach(([, members], i) => members.forEach((el) => { groupOf[el] = count + i; }));
  return {
    roots: sorted.map((_, i) => count + i),
    children: (node) => (node >= count ? sorted[node - count][1] : []),
    parent: (node) => (node >= count ? -1 : groupOf[node]),
    els: (node) => (node >= count ? sorted[node - count][1] : [node]),
    group: (node) => (node >= count ? sorted[node - count][0] : null),
  };
}

/**
 * The rows a person sees: what is unfolded, in order.
 * @param {Tree} tree @param {ReadonlySet<number>} open
 * @returns {Row[]}
 */
export function rowsOf(tree, open) {
  /** @type {Row[]} */
  const rows = [];
  const stack = tree.roots.map((node) => ({ node, level: 1 })).reverse();
  while (stack.length) {
    const { node, level } = /** @type {{ node: number, level: number }} */ (stack.pop());
    const kids = tree.children(node);
    const isOpen = kids.length > 0 && open.has(node);
    rows.push({ node, level, open: isOpen, kids: kids.length });
    if (isOpen) for (let i = kids.length - 1; i >= 0; i -= 1) stack.push({ node: kids[i], level: level + 1 });
  }
  return rows;
}

/** Every node above one, from the top. @param {Tree} tree @param {number} node @returns {number[]} */
export function above(tree, node) {
  /** @type {number[]} */
  const path = [];
  for (let up = tree.parent(node); up >= 0 && !path.includes(up); up = tree.parent(up)) path.unshift(up);
  return path;
}

/**
 * What is unfolded at first: the top, down to where there is a choice.
 * @param {Tree} tree
 * @returns {Set<number>}
 */
export function firstOpen(tree) {
  /** @type {Set<number>} */
  const open = new Set();
  let nodes = tree.roots;
  while (nodes.length === 1 && tree.children(nodes[0]).length) {
    open.add(nodes[0]);
    nodes = tree.children(nodes[0]);
  }
  return open;
}
