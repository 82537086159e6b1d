/** A film of pictures, encoded one by one: none is lost, however slow the machine. */

const BITS = 6_000_000;
const KEY_EVERY = 20;
const MOST_WAITING = 4;
const CODEC = 'vp09.00.40.08';

/** @typedef {{ add: (picture: HTMLCanvasElement) => Promise<void>, end: () => Promise<Blob>, drop: () => void }} Film */

/** Whether this browser makes films: over HTTPS, as all that is encoded here asks for. */
export const makesFilms = () => typeof VideoEncoder !== 'undefined';

/** @param {{ width: number, height: number, ms: number }} size  even pixels; how long a picture stays @returns {Promise<Film>} */
export async function filmOf({ width, height, ms }) {
  const { ArrayBufferTarget, Muxer } = await import('webm-muxer');
  const target = new ArrayBufferTarget();
  const muxer = new Muxer({ target, video: { codec: 'V_VP9', width, height, frameRate: 1000 / ms } });
  /** @type {Error | null} */
  let broken = null;
  let wake = () => {};
  const encoder = new VideoEncoder({ output: (chunk, meta) => muxer.addVideoChunk(chunk, meta), error: (error) => { broken = error; wake(); } });
  encoder.addEventListener('dequeue', () => wake());
  encoder.configure({ codec: CODEC, width, height, bitrate: BITS, framerate: 1000 / ms });
  let count = 0;
  return {
    add: async (picture) => {
      const taken = new VideoFrame(picture, { timestamp: count * ms * 1000, duration: ms * 1000 });
      encoder.encode(taken, { keyFrame: count % KEY_EVERY === 0 });
      taken.close();
      count += 1;
      while (encoder.encodeQueueSize > MOST_WAITING && !broken) await new Promise((/** @type {(nothing?: unknown) => void} */ go) => { wake = go; });
      if (broken) throw broken;
    },
    end: async () => {
      await encoder.flush();
      if (broken) throw broken;
      muxer.finalize();
      encoder.close();
      return new Blob([target.buffer], { type: 'video/webm' });
    },
    drop: () => { if (encoder.state !== 'closed') encoder.close(); },
  };
}
