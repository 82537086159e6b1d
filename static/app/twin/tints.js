/** Colours of the scene in both themes, as the engine takes them. */

/** @type {Record<import('../theme.js').Theme, Record<'sky' | 'ground' | 'grid' | 'chosen' | 'pointed' | 'cut' | 'mark' | 'permit', string>>} */
export const TINTS = {
  light: { sky: '#e3eaf0', ground: '#eef1f2', grid: '#b7c3cd', chosen: '#1c7fe0', pointed: '#ffffff', cut: '#4a5662', mark: '#c2321f', permit: '#7a2d8f' },
  dark: { sky: '#18222b', ground: '#1f2a33', grid: '#3d4d5b', chosen: '#4aa8ff', pointed: '#ffffff', cut: '#95a3af', mark: '#ff8a70', permit: '#d79be8' },
};
