/** Amounts: whole numbers of the currency's smallest unit inside, as people write them outside. */

import { locale } from "./words.js";

let currency = "USD";
let digits = 2;
/** @type {Intl.NumberFormat | undefined} */
let shown;
/** @type {Intl.NumberFormat | undefined} */
let inField;
/** @type {Intl.NumberFormat | undefined} */
let short;

/** Say in which currency the restaurant is. @param {string} code of ISO 4217 */
export function setCurrency(code) {
  currency = code;
  digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  shown = inField = short = undefined;
}

/** Return an amount of the API in smallest units. @param {number} value */
export function minor(value) {
  return Math.round(value * 10 ** digits);
}

/** Return smallest units as the API's amount. @param {number} whole */
export function amount(whole) {
  return Number((whole / 10 ** digits).toFixed(digits));
}

/** Return an amount of the API as people read it. @param {number} value */
export function money(value) {
  shown ??= new Intl.NumberFormat(locale(), { style: "currency", currency });
  return shown.format(value);
}

/** Return an amount as there is room for on the axis of a chart: `€2.5K`. @param {number} value */
export function moneyInShort(value) {
  if (Math.abs(value) < 100 && !Number.isInteger(value)) return money(value);
  short ??= new Intl.NumberFormat(locale(), {
    style: "currency",
    currency,
    notation: "compact",
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  });
  return short.format(value);
}

/** Return smallest units as people read them. @param {number} whole @param {Intl.NumberFormatOptions} [options] */
export function units(whole, options) {
  const value = whole / 10 ** digits;
  return options
    ? new Intl.NumberFormat(locale(), { style: "currency", currency, ...options }).format(value)
    : money(value);
}

/** Return how an amount is written in a field, without the currency. @param {number} whole */
export function written(whole) {
  inField ??= new Intl.NumberFormat(locale(), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  });
  return inField.format(whole / 10 ** digits);
}

/**
 * Return the smallest units of what a person typed, or null where that is no amount. Either a comma or a point divides:
 * the last of them, where at most as many digits follow as the currency has.
 * @param {string} text
 */
export function typed(text) {
  const plain = text.normalize("NFKC").replace(/[^\d.,-]/gu, "");
  const [, sign, whole, part = ""] = /^(-?)(\d[\d.,]*?)(?:[.,](\d*))?$/u.exec(plain) ?? [];
  if (whole === undefined) return null;
  const isGrouping = part.length === 3 && digits < 3;
  if (part.length > digits && !isGrouping) return null;
  const number = isGrouping ? `${whole}${part}` : `${whole}.${part}`;
  const value = Number(number.replace(/[.,](?=.*\.)|,/gu, ""));
  return Number.isFinite(value) ? (sign ? -1 : 1) * Math.round(value * 10 ** digits) : null;
}
