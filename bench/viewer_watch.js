// In the page before its own scripts: when the first and when all of the building is in the canvas. A draw is over
// only when a pixel can be read back, which waits for the software that draws.
{
  const MANY = 300;
  const watched = { first: 0, whole: 0 };
  window.watched = watched;
  const now = () => performance.timeOrigin + performance.now();
  let latest = null;
  let pending = false;
  const drawn = (gl, count) => {
    latest = gl;
    if (watched.first || pending || count < MANY) return;
    pending = true;
    queueMicrotask(() => {
      settle();
      watched.first = now();
    });
  };
  const settle = () => latest.readPixels(0, 0, 1, 1, latest.RGBA, latest.UNSIGNED_BYTE, new Uint8Array(4));
  const { prototype } = WebGL2RenderingContext;
  for (const name of ['drawElements', 'drawElementsInstanced', 'drawArrays', 'drawArraysInstanced']) {
    const before = prototype[name];
    prototype[name] = function (...given) {
      before.apply(this, given);
      drawn(this, name.startsWith('drawElements') ? given[1] : given[2]);
    };
  }
  const look = () => {
    const idle = document.body?.dataset.twin === 'idle' && watched.first;
    if (!idle) return void requestAnimationFrame(look);
    requestAnimationFrame(() => {
      if (document.body.dataset.twin !== 'idle') return void look();
      settle();
      watched.whole = now();
      document.body.dataset.watched = "whole";
    });
  };
  requestAnimationFrame(look);
}
