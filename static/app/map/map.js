/** The map with everything on it. Kept apart from the panels: the engine is large and comes when it comes. */

import { all, byId } from '../dom.js';
import { showReadout } from '../panels/readout.js';
import { showFindings } from './colouring.js';
import { showBuildings } from './buildings.js';
import { playBuildings } from './days.js';
import { drawWithTool } from './drawing.js';
import { keepFresh } from './fresh.js';
import { drawImages } from './images.js';
import { colourGround } from './money.js';
import { showIssuePins } from './issue-pins.js';
import { showPhotoPins } from './photo-pins.js';
import { followPointer } from './pointer.js';
import { placeModels } from './placing.js';
import { watchThinned } from './thinned.js';
import { freeTilt } from './tilt.js';
import { createMap, tendMap } from './view.js';

/** @typedef {import('../app.js').App} App */

/**
 * @param {App} app
 * @param {HTMLElement} container
 * @param {import('../shapes.js').Box | null} extent  where to look first
 * @returns {() => void}
 */
export function showMap(app, container, extent) {
  const map = createMap(app, container, extent);
  app.map = map;
  /** @type {() => void} */
  let end = () => {};
  map.once('style.load', () => {
    end = all(tendMap(app, map), showFindings(app), colourGround(app), followPointer(app, byId('tip')), drawWithTool(app), showBuildings(app), playBuildings(app), showIssuePins(app), showPhotoPins(app), freeTilt(app), placeModels(app), keepFresh(app, map), watchThinned(app, map));
  });
  const put = all(drawImages(map), showReadout(app, byId('readout')));
  return () => {
    end();
    put();
    map.remove();
  };
}
