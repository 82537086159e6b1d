/**
 * Two maps that move as one. Each draws its own document's boundary, hatches what that document alone holds, and
 * shows the other's boundary dashed; a ring marks in each where the pointer is in the other.
 */

import { Map as EngineMap, NavigationControl, ScaleControl } from 'maplibre-gl';
import { controlWords } from '../map/controls.js';
import { fontFaces } from '../map/fonts.js';
import { WORKS } from '../map/palette.js';
import { buildSources, buildStyle } from '../map/style.js';
import { boxOf } from '../shapes.js';
import { DIFFERENCE, drawDifferences } from './hatch.js';

/** @typedef {{ theme: import('../map/palette.js').Theme, language: import('../types.js').Language, chosen: string }} Look */
/** @typedef {'outer' | 'inner'} SideName */

const SOURCE = 'two';
const ORDER = ['places', 'boundaries', 'roads', 'water', 'cover'];
const LEVEL = 3;
const PADDING_PX = 36;
const NEAREST = 20;
const ALONE = { outer: 'removed', inner: 'added' };

/**
 * @param {Record<SideName, HTMLElement>} panes
 * @param {any} shapes  GeoJSON collection; every feature has `id` and `kind`: outer, inner, added or removed
 * @param {{ look: Look, onPick: (id: string) => void }} options
 */
export function showTwins(panes, shapes, { look, onPick }) {
  const parts = { sources: sourcesOf(shapes), fontFaces: fontFaces(/** @type {any} */ (document.styleSheets)) };
  const sides = /** @type {SideName[]} */ (['outer', 'inner']);
  const maps = sides.map((side) => oneMap(panes[side], styleOf(side, look, parts), shapes));
  moveTogether(maps);
  maps.forEach((map, at) => {
    map.on('click', (event) => onPick(picked(map, event.point)));
    ringOf(map, maps[1 - at]);
  });
  tellRest(maps);
  return {
    maps,
    /** @param {Look} next */
    dress: (next) => maps.forEach((map, at) => map.setStyle(styleOf(sides[at], next, parts), { diff: true, validate: false })),
    /** @param {string} id */
    flyTo: (id) => flyTo(maps[0], shapes, id),
  };
}

/** @param {any} shapes */
function sourcesOf(shapes) {
  const all = buildSources((layer) => `${location.origin}/tiles/${layer}/{z}/{x}/{y}`);
  return { ...all, [SOURCE]: { type: 'geojson', data: shapes } };
}

/** @param {HTMLElement} container @param {any} style @param {any} shapes */
function oneMap(container, style, shapes) {
  const box = boxOfAll(shapes.features);
  const map = new EngineMap({
    container, style, maxZoom: 22, maxPitch: 0, dragRotate: false, attributionControl: false, fadeDuration: 0,
    locale: controlWords(container),
    ...(box ? { bounds: box, fitBoundsOptions: { padding: PADDING_PX, maxZoom: NEAREST } } : {}),
  });
  drawDifferences(map);
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl({ maxWidth: 110, unit: 'metric' }), 'bottom-left');
  return map;
}

/** The one that is moved leads; the other follows without answering. @param {EngineMap[]} maps */
function moveTogether(maps) {
  let following = false;
  maps.forEach((map, at) => map.on('move', () => {
    if (following) return;
    following = true;
    maps[1 - at].jumpTo({ center: map.getCenter(), zoom: map.getZoom() });
    following = false;
  }));
}

/** @param {EngineMap} map @param {EngineMap} other */
function ringOf(map, other) {
  const ring = document.createElement('i');
  ring.className = 'twin';
  ring.hidden = true;
  other.getContainer().append(ring);
  map.on('mousemove', ({ lngLat }) => {
    const { x, y } = other.project(lngLat);
    ring.hidden = false;
    ring.style.left = `${x}px`;
    ring.style.top = `${y}px`;
  });
  map.on('mouseout', () => { ring.hidden = true; });
}

/** @param {EngineMap[]} maps */
function tellRest(maps) {
  const { dataset } = document.body;
  const resting = new Set();
  for (const map of maps) {
    for (const stir of /** @type {const} */ (['dataloading', 'movestart'])) map.on(stir, () => {
      resting.delete(map);
      dataset.map = 'busy';
    });
    map.on('idle', () => {
      resting.add(map);
      if (resting.size === maps.length) dataset.map = 'idle';
    });
  }
}

/** @param {EngineMap} map @param {any} shapes @param {string} id */
function flyTo(map, shapes, id) {
  const box = boxOfAll(shapes.features.filter((/** @type {any} */ one) => one.properties.id === id));
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (box) map.fitBounds(box, { padding: PADDING_PX * 2, maxZoom: NEAREST, animate: !still, duration: 700 });
}

/** @param {EngineMap} map @param {{ x: number, y: number }} point */
function picked(map, point) {
  const [found] = map.queryRenderedFeatures(/** @type {any} */ (point), { layers: ['two-difference', 'two-other-difference'] });
  return found?.properties.id ?? '';
}

/** @param {any[]} features @returns {import('../shapes.js').Box | null} */
function boxOfAll(features) {
  const geometries = features.map((one) => one.geometry).filter(Boolean);
  return geometries.length ? boxOf({ type: 'GeometryCollection', geometries }) : null;
}

/**
 * @param {SideName} side @param {Look} look @param {{ sources: Record<string, any>, fontFaces: any }} parts
 * @returns {import('maplibre-gl').StyleSpecification}
 */
function styleOf(side, { theme, language, chosen }, parts) {
  const layers = { order: ORDER, hidden: [], opacity: {} };
  const style = buildStyle({ theme, language, layers, classes: 5, level: LEVEL }, parts);
  const drawn = style.layers.filter((layer) => !('source' in layer) || layer.source !== 'regions' || layer.type === 'line');
  return { ...style, layers: [...drawn, ...boundaries(side, theme, chosen)] };
}

/** @param {SideName} side @param {import('../map/palette.js').Theme} theme @param {string} chosen */
function boundaries(side, theme, chosen) {
  const { site, ink, select } = WORKS[theme];
  const [other, own] = side === 'outer' ? ['inner', ALONE.outer] : ['outer', ALONE.inner];
  const foreign = own === 'added' ? 'removed' : 'added';
  return /** @type {any[]} */ ([
    layer('two-own', 'fill', is(side), { 'fill-color': site, 'fill-opacity': 0.12 }),
    layer('two-difference', 'fill', is(own), { 'fill-pattern': `${own}/${theme}` }),
    layer('two-difference-line', 'line', is(own), { 'line-color': DIFFERENCE[theme][own], 'line-width': 1.4 }),
    layer('two-other-difference', 'fill', is(foreign), { 'fill-color': ink, 'fill-opacity': 0.001 }),
    layer('two-other-line', 'line', is(other), { 'line-color': ink, 'line-width': 1.6, 'line-dasharray': [4, 3] }),
    layer('two-own-line', 'line', is(side), { 'line-color': site, 'line-width': 2.8 }),
    layer('two-chosen', 'line', ['==', ['get', 'id'], chosen || '-'], { 'line-color': select, 'line-width': 4.5 }),
  ]);
}

/** @param {string} kind */
const is = (kind) => ['==', ['get', 'kind'], kind];

/** @param {string} id @param {'fill' | 'line'} type @param {any} filter @param {any} paint */
function layer(id, type, filter, paint) {
  const round = type === 'line' ? { layout: { 'line-join': 'round' } } : {};
  return { id, type, source: SOURCE, filter, paint, ...round };
}
