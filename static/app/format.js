/** Numbers as people read them. The only place that knows 万元 and 亿元. */

/** @typedef {import('./types.js').Language} Language */

const WAN = 1e4;
const YI = 1e8;
const MILLION = 1e6;
const BILLION = 1e9;
export const MISSING = '—';

/**
 * Money in the unit that keeps it short: 元, 万元, 亿元; in English CNY, CNY m, CNY bn.
 * @param {string | number | null | undefined} yuan
 * @param {Language} language
 */
export function money(yuan, language) {
  const value = toNumber(yuan);
  if (value === null) return MISSING;
  return language === 'zh' ? chineseMoney(value) : englishMoney(value);
}

/**
 * Money in a cluster's label: as short as can be.
 * @param {number} yuan
 * @param {Language} language
 */
export function shortMoney(yuan, language) {
  if (language === 'zh') {
    if (yuan >= YI) return `${compact(yuan / YI)}亿`;
    return yuan >= WAN ? `${compact(yuan / WAN)}万` : compact(yuan);
  }
  if (yuan >= BILLION) return `${compact(yuan / BILLION)}bn`;
  return yuan >= MILLION ? `${compact(yuan / MILLION)}m` : `${compact(yuan / 1000)}k`;
}

/**
 * Money to the fen, grouped by thousands, from its decimal text so that no digit is lost.
 * @param {string | null | undefined} yuan
 * @param {Language} language
 */
export function exactMoney(yuan, language) {
  if (yuan === null || yuan === undefined || yuan === '') return MISSING;
  const [whole, fraction = ''] = String(yuan).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const amount = `${grouped}.${fraction.padEnd(2, '0').slice(0, 2)}`;
  return language === 'zh' ? `${amount} 元` : `CNY ${amount}`;
}

/** @param {number | null | undefined} count */
export function count(count) {
  return count === null || count === undefined ? MISSING : grouped(count, 0);
}

/** @param {string | number | null | undefined} pct 0 to 100 @param {number} [decimals] */
export function percent(pct, decimals = 1) {
  const value = toNumber(pct);
  return value === null ? MISSING : `${value.toFixed(decimals)}%`;
}

/** @param {string | null | undefined} iso a date as YYYY-MM-DD */
export function date(iso) {
  return iso ? iso.slice(0, 10) : MISSING;
}

/** The province's own time: what the server's pages tell, too. */
const CLOCK = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** A moment to the minute, YYYY-MM-DD hh:mm; what is no moment stays as it is. @param {string | null | undefined} iso with its zone */
export function moment(iso) {
  const at = iso ? new Date(iso) : null;
  if (!at || Number.isNaN(at.valueOf())) return iso ?? '';
  return CLOCK.format(at).replace(', ', ' ');
}

/** The day of a moment, YYYY-MM-DD. @param {string | null | undefined} iso with its zone */
export function day(iso) {
  return moment(iso).slice(0, 10);
}

/**
 * A length: metres with centimetres below a kilometre, else kilometres.
 * @param {number} metres @param {Language} language
 */
export function length(metres, language) {
  const [m, km] = language === 'zh' ? ['米', '公里'] : ['m', 'km'];
  return metres < 1000 ? `${metres.toFixed(2)} ${m}` : `${grouped(metres / 1000, 3)} ${km}`;
}

/**
 * An area: square metres, with hectares from one hectare on, with square kilometres from one on.
 * @param {number} sqm @param {Language} language
 */
export function area(sqm, language) {
  const [m2, ha, km2] = language === 'zh' ? ['平方米', '公顷', '平方公里'] : ['m²', 'ha', 'km²'];
  if (sqm >= 1e6) return `${grouped(sqm / 1e6, 4)} ${km2}`;
  return sqm >= 1e4 ? `${grouped(sqm / 1e4, 4)} ${ha}` : `${grouped(sqm, 2)} ${m2}`;
}

/** @param {number} degrees */
export function degree(degrees) {
  return `${degrees.toFixed(6)}°`;
}

/** @param {number} metres */
export function coordinate(metres) {
  return metres.toFixed(2);
}

/**
 * One metric's value as text.
 * @param {import('./types.js').Metric} metric
 * @param {number | null} value
 * @param {Language} language
 */
export function metric(metric, value, language) {
  if (value === null) return MISSING;
  if (metric === 'projects') return count(value);
  if (metric === 'progress' || metric === 'execution') return percent(value);
  return money(value, language);
}

/** @param {string | number | null | undefined} value @returns {number | null} */
export function toNumber(value) {
  if (value === null || value === undefined || value === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** @param {number} value */
function chineseMoney(value) {
  if (value >= YI) return `${grouped(value / YI, 2)} 亿元`;
  if (value >= WAN) return `${grouped(value / WAN, value >= 100 * WAN ? 0 : 2)} 万元`;
  return `${grouped(value, Number.isInteger(value) ? 0 : 2)} 元`;
}

/** @param {number} value */
function englishMoney(value) {
  if (value >= BILLION) return `CNY ${grouped(value / BILLION, 2)} bn`;
  if (value >= MILLION) return `CNY ${grouped(value / MILLION, 2)} m`;
  return `CNY ${grouped(value, 0)}`;
}

/** @param {number} value three significant digits or the whole number, no trailing zeros */
function compact(value) {
  return value >= 100 ? grouped(value, 0) : String(Number(value.toPrecision(3)));
}

/** Making one takes longer than using it a thousand times. @type {Map<number, Intl.NumberFormat>} */
const FORMATS = new Map();

/** @param {number} value @param {number} decimals */
function grouped(value, decimals) {
  const format = FORMATS.get(decimals)
    ?? new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  FORMATS.set(decimals, format);
  return format.format(value);
}
