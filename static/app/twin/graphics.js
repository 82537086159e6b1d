/** What draws in this browser: a graphics card, the processor in its stead, or nothing at all. */

const IN_SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;
/** As the renderer asks for it, but without smoothing, which costs the processor half of its time. */
const WANTED = { alpha: true, depth: true, stencil: false, antialias: false, powerPreference: 'high-performance' };

/** @type {{ works: boolean, soft: boolean } | null} */
let known = null;
/** The canvas that was tried, while nobody draws on it. @type {HTMLCanvasElement | null} */
let tried = null;

/** `works`: there is WebGL 2; `soft`: the processor draws, and every sample and every frame takes its time. */
export function graphics() {
  known ??= look();
  return known;
}

/** A canvas to draw on: the one that was tried where it will do, because opening another takes a third of a second there. */
export function freshCanvas() {
  const canvas = tried ?? document.createElement('canvas');
  tried = null;
  return canvas;
}

function look() {
  const canvas = document.createElement('canvas');
  const gl = /** @type {WebGL2RenderingContext | null} */ (canvas.getContext('webgl2', WANTED));
  if (!gl) return { works: false, soft: true };
  const named = gl.getExtension('WEBGL_debug_renderer_info');
  const soft = IN_SOFTWARE.test(String(gl.getParameter(named ? named.UNMASKED_RENDERER_WEBGL : gl.RENDERER)));
  if (soft) tried = canvas;
  else gl.getExtension('WEBGL_lose_context')?.loseContext();
  return { works: true, soft };
}
