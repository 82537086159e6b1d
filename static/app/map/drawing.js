/** Drawing on the map: a length, an area, or the polygon of the filter. Works with the pointer and with keys. */

import { all, on } from '../dom.js';
import { lengthOf } from '../geodesy.js';
import * as format from '../format.js';
import { collection, feature } from '../shapes.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('../types.js').LonLat} LonLat */
/** @typedef {import('maplibre-gl').MapMouseEvent} MouseEventOnMap */

/**
 * @param {App} app
 * @returns {() => void}
 */
export function drawWithTool(app) {
  const { store, map } = app;
  /** @type {LonLat | null} */
  let ahead = null;
  let pointed = false;
  const redraw = () => show(app, ahead);
  const add = (/** @type {MouseEventOnMap} */ event) => {
    if (!store.get().tool) return;
    pointed = true;
    addCorner(app, event.lngLat.toArray());
  };
  const move = (/** @type {MouseEventOnMap} */ event) => {
    if (!store.get().tool || store.get().drawn) return;
    ahead = event.lngLat.toArray();
    redraw();
  };
  const finish = (/** @type {MouseEventOnMap} */ event) => {
    if (!store.get().tool) return;
    event.preventDefault();
    ahead = null;
    complete(app);
  };
  map.on('click', add);
  map.on('mousemove', move);
  map.on('dblclick', finish);
  return all(
    () => map.off('click', add), () => map.off('mousemove', move), () => map.off('dblclick', finish),
    on(map.getContainer(), 'keydown', (event) => {
      if (pointed) ahead = null;
      key(app, event, pointed);
    }),
    store.watch((state) => state.tool, (tool) => { ahead = null; pointed = false; begin(app, tool); }),
    store.watch((state) => [state.sketch, state.filter.polygon, state.language], redraw, { now: true }),
  );
}

/** @param {App} app @param {import('../state.js').Tool | null} tool */
function begin({ store, map }, tool) {
  map.getCanvas().style.cursor = tool ? 'crosshair' : '';
  store.set({ sketch: [], drawn: false });
}

/** @param {App} app @param {LonLat} corner */
function addCorner({ store }, corner) {
  const { sketch, drawn } = store.get();
  store.set({ sketch: drawn ? [corner] : [...sketch, corner], drawn: false });
}

/**
 * The polygon becomes a condition of the filter; a measured line or area stays until put away.
 * @param {App} app
 */
export function complete({ store, verbs, t }) {
  const { tool, sketch } = store.get();
  const ring = withoutRepeats(sketch);
  if (tool !== 'polygon') return store.set({ sketch: ring, drawn: true });
  if (ring.length < 3) return verbs.say(t('polygon_needs_three'), 'error');
  verbs.narrow({ polygon: ring });
  return store.set({ tool: null, sketch: [] });
}

/**
 * Enter ends what the pointer drew; without a pointer it places a corner in the middle of the map and Ctrl+Enter
 * ends. Backspace takes a corner back.
 * @param {App} app @param {KeyboardEvent} event @param {boolean} pointed
 */
function key(app, event, pointed) {
  const { store, map } = app;
  const { tool, sketch } = store.get();
  if (!tool || event.target !== map.getCanvas()) return;
  if (event.key === 'Enter' && (event.ctrlKey || pointed)) complete(app);
  else if (event.key === 'Enter') addCorner(app, map.getCenter().toArray());
  else if (event.key === 'Backspace') store.set({ sketch: sketch.slice(0, -1), drawn: false });
  else return;
  event.preventDefault();
}

/** @param {App} app @param {LonLat | null} ahead  where the pointer is */
function show({ store, map }, ahead) {
  const { tool, sketch, filter, language } = store.get();
  const source = /** @type {import('maplibre-gl').GeoJSONSource} */ (map.getSource('sketch'));
  if (!tool) return source.setData(collection(filter.polygon ? [polygon(filter.polygon)] : []));
  const path = ahead ? [...sketch, ahead] : sketch;
  const labels = sketch.map((position, i) => feature({ type: 'Point', coordinates: position },
    { text: tool === 'length' && i > 0 ? format.length(lengthOf(sketch.slice(0, i + 1)), language) : '' }));
  const shape = tool !== 'length' && path.length > 2 ? [polygon(path)]
    : path.length > 1 ? [feature({ type: 'LineString', coordinates: path })] : [];
  return source.setData(collection([...shape, ...labels]));
}

/** @param {LonLat[]} ring */
function polygon(ring) {
  return feature({ type: 'Polygon', coordinates: [[...ring, ring[0]]] });
}

/** A double click puts its corner twice. @param {LonLat[]} path */
export function withoutRepeats(path) {
  return path.filter(([lon, lat], i) => i === 0 || lon !== path[i - 1][0] || lat !== path[i - 1][1]);
}
