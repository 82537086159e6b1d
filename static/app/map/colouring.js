/** Give each region its class, name it, and draw the region in view and the picked project. */

import { all } from '../dom.js';
import { classify } from '../choropleth.js';
import { collection, feature } from '../shapes.js';
import { shownRegions } from '../state.js';

/** @typedef {import('../app.js').App} App */
/** @typedef {import('maplibre-gl').GeoJSONSource} GeoJSONSource */

const PROJECT_ZOOM = 13.5;

/**
 * @param {App} app
 * @returns {() => void}
 */
export function colourRegions(app) {
  const { store, map } = app;
  /** @type {Set<string>} */
  let coloured = new Set();
  const target = (/** @type {string} */ id) => ({ source: 'regions', sourceLayer: 'regions', id });
  const colour = () => {
    const { byRegion, metric } = store.get();
    if (!byRegion.value) return;
    const classes = classify(byRegion.value.regions, metric, byRegion.value.breaks[metric] ?? []);
    for (const code of coloured) if (!classes.has(code)) map.removeFeatureState(target(code), 'class');
    for (const [code, index] of classes) map.setFeatureState(target(code), { class: index });
    coloured = new Set(classes.keys());
  };
  return store.watch((state) => [state.byRegion.value, state.metric], colour, { now: true });
}

/**
 * Outline the chosen region. Go there when another is chosen, and to the whole province when none is; a view that
 * was opened by its link stays as it is.
 * @param {App} app
 * @returns {() => void}
 */
export function showFocus(app) {
  const { store, map, api, verbs } = app;
  let latest = 0;
  const show = async (/** @type {string | null} */ chosen, /** @type {string | null | undefined} */ before) => {
    const mine = (latest += 1);
    const isFirst = before === undefined;
    const wanted = isFirst ? chosen : chosen ?? store.get().root;
    const found = wanted ? await api.region(wanted).catch(() => null) : null;
    if (mine !== latest) return;
    /** @type {GeoJSONSource} */ (map.getSource('focus')).setData(collection(chosen && found ? [found] : []));
    if (found && !isFirst && store.get().steady?.region !== chosen) verbs.fit(found.geometry);
  };
  return store.watch((state) => state.filter.region, show, { now: true });
}

/**
 * Write the names of the regions shown, where their label points are.
 * @param {App} app
 * @returns {() => void}
 */
export function nameRegions(app) {
  const { store, map, api } = app;
  let latest = 0;
  const name = async () => {
    const mine = (latest += 1);
    const { parent, level } = shownRegions(store.get());
    const found = level <= 3 ? await api.regions(parent).catch(() => null) : null;
    if (mine !== latest) return;
    const points = (found?.features ?? []).map((/** @type {any} */ one) => feature(one.geometry, { ...one.properties, code: one.id }));
    /** @type {GeoJSONSource} */ (map.getSource('region-names')).setData(collection(points));
  };
  return store.watch((state) => [...Object.values(shownRegions(state)), state.publicView], name, { now: true });
}

/**
 * Outline the ground of the project in the drawer.
 * @param {App} app
 * @returns {() => void}
 */
export function showPicked(app) {
  const { store, map, verbs } = app;
  const draw = (/** @type {any} */ project) => {
    const position = project?.properties.anchor;
    const anchor = position ? [feature({ type: 'Point', coordinates: position })] : [];
    const shapes = project?.geometry && project.geometry.type !== 'Point' ? [feature(project.geometry)] : [];
    /** @type {GeoJSONSource} */ (map.getSource('selection')).setData(collection([...shapes, ...anchor]));
    if (!position) return;
    const { steady, approached } = store.get();
    const { code } = project.properties;
    if (approached === code) {
      store.set({ approached: null });
      verbs.goTo(position, PROJECT_ZOOM);
    } else if (steady?.selected !== code) verbs.uncover(position);
  };
  return store.watch((state) => state.project.value, draw, { now: true });
}

/**
 * Mark the place that was looked up.
 * @param {App} app
 * @returns {() => void}
 */
export function showPin(app) {
  const { store, map } = app;
  const draw = (/** @type {import('../state.js').State['pin']} */ pin) => {
    const points = pin ? [feature({ type: 'Point', coordinates: pin.position })] : [];
    /** @type {GeoJSONSource} */ (map.getSource('pin')).setData(collection(points));
  };
  return store.watch((state) => state.pin, draw, { now: true });
}

/** @param {App} app */
export function showFindings(app) {
  return all(colourRegions(app), showFocus(app), nameRegions(app), showPicked(app), showPin(app));
}
