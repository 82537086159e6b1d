/** Every panel of the viewer, put in its place. */

import { all, byId } from '../dom.js';
import { showLookCard } from './issues/look-card.js';
import { showPhotoCard } from './photos/card.js';
import { showCondition } from './panels/condition.js';
import { showDrawer } from './panels/drawer.js';
import { showHelp } from './panels/help.js';
import { showMeasures } from './panels/measures.js';
import { showSide } from './panels/side.js';
import { showToolbar } from './panels/toolbar.js';
import { showTopbar } from './panels/topbar.js';

/** @param {import('./app.js').App} app @returns {() => void} */
export function showPanels(app) {
  return all(
    showTopbar(app, byId('twin-title'), byId('topbar-tools')),
    showSide(app),
    showToolbar(app, byId('toolbar')),
    showMeasures(app, byId('tool-card')),
    showCondition(app, byId('condition'), byId('tiles-bar')),
    showDrawer(app, byId('drawer')),
    showLookCard(app, byId('look-card')),
    showPhotoCard(app, byId('photo-card')),
    showHelp(app, byId('help')),
  );
}
