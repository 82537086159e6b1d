/**
 * A film a browser records does not say how long it is, because it is written while it goes on: players then show no
 * length and cannot jump. Write it into the head (Matroska, RFC 9559: Segment, Info, Duration).
 */

const SEGMENT = 0x18538067, INFO = 0x1549a966, SCALE = 0x2ad7b1, DURATION = 0x4489;
const USUAL_SCALE_NS = 1_000_000;
const HEAD_BYTES = 4096;

/** @typedef {{ id: number, from: number, begin: number, size: number }} Part  `from`: where its head begins, `begin`: where its body does */

/** @param {Blob} film  WebM as recorded @param {number} ms  how long it is @returns {Promise<Blob>} the same where it is of another kind */
export async function withLength(film, ms) {
  if (!film.type.includes('webm')) return film;
  const head = new Uint8Array(await film.slice(0, HEAD_BYTES).arrayBuffer());
  const info = infoOf(head);
  if (!info || info.begin + info.size > head.length) return film;
  const own = partsOf(head, info.begin, info.begin + info.size);
  const scale = own.find(({ id }) => id === SCALE);
  const said = own.find(({ id }) => id === DURATION);
  const body = [...own.filter((one) => one !== said).flatMap(({ from, begin, size }) => [...head.subarray(from, begin + size)]), ...duration((ms * 1_000_000) / (scale ? numberAt(head, scale.begin, scale.size) : USUAL_SCALE_NS))];
  const made = Uint8Array.from([...bytesOf(INFO, 4), ...sized(body.length), ...body]);
  return new Blob([film.slice(0, info.from), made, film.slice(info.begin + info.size)], { type: film.type });
}

/** @param {Uint8Array} head @returns {Part | undefined} */
function infoOf(head) {
  const segment = partsOf(head, 0, head.length).find(({ id }) => id === SEGMENT);
  return segment && partsOf(head, segment.begin, head.length).find(({ id }) => id === INFO);
}

/** The parts that follow one another, as far as they are there. @param {Uint8Array} bytes @param {number} from @param {number} to @returns {Part[]} */
function partsOf(bytes, from, to) {
  const found = [];
  for (let at = from; at < to - 1;) {
    const idBytes = Math.clz32(bytes[at]) - 23;
    const sizeAt = at + idBytes;
    const sizeBytes = Math.clz32(bytes[sizeAt]) - 23;
    if (idBytes > 4 || !(sizeBytes <= 8) || sizeAt + sizeBytes > to) break;
    const begin = sizeAt + sizeBytes;
    const size = numberAt(bytes, sizeAt, sizeBytes) - 2 ** (7 * sizeBytes);
    found.push({ id: numberAt(bytes, at, idBytes), from: at, begin, size });
    at = begin + size;
  }
  return found;
}

/** @param {Uint8Array} bytes @param {number} at @param {number} count */
function numberAt(bytes, at, count) {
  return bytes.subarray(at, at + count).reduce((sum, byte) => sum * 256 + byte, 0);
}

/** @param {number} value @param {number} count */
const bytesOf = (value, count) => Array.from({ length: count }, (_, i) => Math.floor(value / 256 ** (count - 1 - i)) % 256);

/** A size in eight bytes. @param {number} size */
const sized = (size) => [0x01, ...bytesOf(size, 7)];

/** @param {number} ticks */
function duration(ticks) {
  const number = new DataView(new ArrayBuffer(8));
  number.setFloat64(0, ticks);
  return [...bytesOf(DURATION, 2), 0x88, ...new Uint8Array(number.buffer)];
}
