/** When a JPEG says itself that it was taken (Exif 2.32, 4.6.5: DateTimeOriginal, OffsetTimeOriginal). Pure. */

const [SOI, APP1, SOS] = [0xffd8, 0xffe1, 0xffda];
const [EXIF_IFD, ORIGINAL, OFFSET] = [0x8769, 0x9003, 0x9011];
const ENTRY_BYTES = 12;
const SHORT_TEXT = 4;

/**
 * The moment as ISO 8601, with an offset only where the picture says one; nothing where it says no moment.
 * @param {ArrayBuffer} bytes @returns {string | null}
 */
export function takenBy(bytes) {
  try {
    const tiff = tiffOf(new DataView(bytes));
    return tiff && momentIn(tiff);
  } catch (error) {
    if (error instanceof RangeError) return null; // it ends in the middle of what it says
    throw error;
  }
}

/** The block that holds Exif, if the file has one. @param {DataView} file @returns {DataView | null} */
function tiffOf(file) {
  if (file.byteLength < 4 || file.getUint16(0) !== SOI) return null;
  for (let at = 2; at + 4 <= file.byteLength && file.getUint16(at) !== SOS; at += 2 + file.getUint16(at + 2)) {
    const length = file.getUint16(at + 2);
    if (length < 2) return null;
    if (file.getUint16(at) === APP1 && text(file, at + 4, 4) === 'Exif') return new DataView(file.buffer, at + 10, length - 8);
  }
  return null;
}

/** @param {DataView} tiff @returns {string | null} */
function momentIn(tiff) {
  const little = text(tiff, 0, 2) === 'II';
  const first = entries(tiff, tiff.getUint32(4, little), little);
  const pointer = first.get(EXIF_IFD);
  if (pointer === undefined) return null;
  const own = entries(tiff, tiff.getUint32(pointer + 8, little), little);
  const said = valueOf(tiff, own.get(ORIGINAL), little);
  const [, day, time] = /^(\d{4}:\d\d:\d\d) (\d\d:\d\d:\d\d)$/.exec(said) ?? [];
  const iso = day && `${day.replaceAll(':', '-')}T${time}`;
  if (!iso || Number.isNaN(Date.parse(iso))) return null;
  const offset = valueOf(tiff, own.get(OFFSET), little);
  return iso + (/^[+-]\d\d:\d\d$/.test(offset) ? offset : '');
}

/** Where each entry of a directory stands, by its tag. @param {DataView} tiff @param {number} start @param {boolean} little */
function entries(tiff, start, little) {
  /** @type {Map<number, number>} */
  const found = new Map();
  const count = tiff.getUint16(start, little);
  for (let n = 0; n < count; n += 1) {
    const at = start + 2 + n * ENTRY_BYTES;
    found.set(tiff.getUint16(at, little), at);
  }
  return found;
}

/** @param {DataView} tiff @param {number | undefined} at @param {boolean} little */
function valueOf(tiff, at, little) {
  if (at === undefined) return '';
  const length = tiff.getUint32(at + 4, little);
  return text(tiff, length > SHORT_TEXT ? tiff.getUint32(at + 8, little) : at + 8, Math.min(length, 64)).replace(/\0.*$/s, '').trim();
}

/** @param {DataView} view @param {number} at @param {number} length */
function text(view, at, length) {
  return Array.from({ length }, (_, n) => String.fromCharCode(view.getUint8(at + n))).join('');
}
