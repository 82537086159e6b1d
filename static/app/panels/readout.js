/** Where the pointer is: degrees on CGCS2000, and easting and northing in its 3-degree zone. */

import { all, fill, h, icon } from '../dom.js';
import * as format from '../format.js';
import { sridOf, toGrid } from '../gk.js';

/** @typedef {import('../app.js').App} App */

/**
 * @param {App} app
 * @param {HTMLElement} element
 * @returns {() => void}
 */
export function showReadout(app, element) {
  const { map, store } = app;
  /** @type {import('../types.js').LonLat} */
  let position = map.getCenter().toArray();
  let frame = 0;
  const render = () => {
    frame = 0;
    fill(element, words(app, position));
  };
  const soon = (/** @type {import('../types.js').LonLat} */ next) => {
    position = next;
    frame ||= requestAnimationFrame(render);
  };
  const move = (/** @type {any} */ event) => soon(event.lngLat.toArray());
  const settle = () => soon(map.getCenter().toArray());
  map.on('mousemove', move);
  map.on('moveend', settle);
  render();
  return all(
    () => map.off('mousemove', move), () => map.off('moveend', settle), () => cancelAnimationFrame(frame),
    store.watch((state) => state.language, render),
  );
}

/** @param {App} app @param {import('../types.js').LonLat} position */
function words({ t }, [lon, lat]) {
  const grid = toGrid([lon, lat]);
  return [
    icon('target'),
    h('span', { title: 'CGCS2000 (EPSG:4490)' }, `CGCS2000 ${format.degree(lon)}, ${format.degree(lat)}`),
    grid && h('span', { class: 'wide-only', title: `EPSG:${sridOf(grid.zone)}` },
      `${t('zone_short', { zone: grid.zone })} E ${format.coordinate(grid.easting)} N ${format.coordinate(grid.northing)}`),
  ];
}
