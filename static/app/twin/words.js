/** The viewer's words beside those of the map page. */

import { en as mapEn } from '../i18n/en.js';
import { zh as mapZh } from '../i18n/zh.js';
import { translator } from '../i18n.js';
import { daysEn } from './i18n/days-en.js';
import { daysZh } from './i18n/days-zh.js';
import { en } from './i18n/en.js';
import { zh } from './i18n/zh.js';

/** @typedef {import('../i18n.js').Key | keyof typeof zh & string | keyof typeof daysZh & string} Key */
/** @typedef {(key: Key, facts?: Record<string, string | number>) => string} Translate */

const WORDS = { zh: { ...mapZh, ...zh, ...daysZh }, en: { ...mapEn, ...en, ...daysEn } };

/** @param {() => import('../types.js').Language} language @returns {Translate} */
export function createTranslate(language) {
  return translator(WORDS, language);
}
