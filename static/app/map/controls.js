/** What the map's own buttons are called, in the language of the page that holds the map. */

/**
 * @param {HTMLElement} container  with `data-label`, `data-zoom-in`, `data-zoom-out`
 * @returns {Record<string, string>} the locale of the engine
 */
export function controlWords({ dataset }) {
  return {
    'Map.Title': dataset.label ?? '',
    'NavigationControl.ZoomIn': dataset.zoomIn ?? '',
    'NavigationControl.ZoomOut': dataset.zoomOut ?? '',
  };
}
