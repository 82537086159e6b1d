/** A ZIP archive of files as they are (stored, PKWARE APPNOTE 4.4.5 method 0). For pictures, which are packed already. */

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});
const LOCAL = 0x04034b50, CENTRAL = 0x02014b50, END = 0x06054b50;
const UTF8 = 0x0800, VERSION = 20;
/** 1980-01-01, the first day the format knows: the names tell the days. */
const DAY = 0x21;

/** @param {Uint8Array} bytes */
export function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** @param {{ name: string, bytes: Uint8Array }[]} files @returns {Blob} */
export function zipOf(files) {
  /** @type {Uint8Array[]} */
  const parts = [];
  /** @type {Uint8Array[]} */
  const list = [];
  let at = 0;
  for (const { name, bytes } of files) {
    const letters = new TextEncoder().encode(name);
    const facts = [VERSION, UTF8, 0, 0, DAY];
    const sizes = [crc32(bytes), bytes.length, bytes.length];
    const head = record([[4, LOCAL], ...shorts(facts), ...longs(sizes), [2, letters.length], [2, 0]]);
    parts.push(head, letters, bytes);
    list.push(record([[4, CENTRAL], [2, VERSION], ...shorts(facts), ...longs(sizes), [2, letters.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]), letters);
    at += head.length + letters.length + bytes.length;
  }
  const size = list.reduce((sum, { length }) => sum + length, 0);
  const end = record([[4, END], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, at], [2, 0]]);
  return new Blob(/** @type {BlobPart[]} */ ([...parts, ...list, end]), { type: 'application/zip' });
}

const shorts = (/** @type {number[]} */ values) => values.map((value) => /** @type {[number, number]} */ ([2, value]));
const longs = (/** @type {number[]} */ values) => values.map((value) => /** @type {[number, number]} */ ([4, value]));

/** Numbers of two or four bytes, the lowest first. @param {[number, number][]} fields */
function record(fields) {
  const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return bytes;
}
