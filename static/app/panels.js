/** Every panel of the page, put in its place. */

import { all, byId } from './dom.js';
import { showCharts } from './panels/charts.js';
import { showChips } from './panels/chips.js';
import { showDrawer } from './panels/drawer.js';
import { takeFiles } from './panels/file-drop.js';
import { showFilters } from './panels/filters.js';
import { showIssueCard } from './panels/issue-card.js';
import { showLeft } from './panels/left.js';
import { showLegend } from './panels/legend.js';
import { showList } from './panels/list.js';
import { showNotice } from './panels/notice.js';
import { showPath } from './panels/path.js';
import { showPhotoCard } from './panels/photo-card.js';
import { showRegionTable } from './panels/region-table.js';
import { showSearch } from './panels/search.js';
import { showTime } from './panels/time.js';
import { showToolbar } from './panels/toolbar.js';
import { showToolCard } from './panels/tool-card.js';
import { showTopbar } from './panels/topbar.js';
import { showTotals } from './panels/totals.js';

/**
 * @param {import('./app.js').App} app
 * @returns {() => void}
 */
export function showPanels(app) {
  return all(
    showTopbar(app, byId('topbar-tools')),
    showSearch(app, byId('search')),
    showLeft(app),
    showPath(app, byId('path')),
    showChips(app, byId('chips')),
    showTotals(app, byId('totals')),
    showList(app, byId('panel-projects')),
    showRegionTable(app, byId('panel-regions')),
    showFilters(app, byId('panel-filter')),
    showCharts(app, byId('panel-charts')),
    showToolbar(app, byId('toolbar')),
    showLegend(app, byId('legend')),
    showToolCard(app, byId('tool-card')),
    showIssueCard(app, byId('issue-card')),
    showPhotoCard(app, byId('photo-card')),
    showTime(app, byId('time')),
    showDrawer(app, byId('drawer')),
    showNotice(app, byId('notice')),
    takeFiles(app, byId('map-area')),
  );
}
