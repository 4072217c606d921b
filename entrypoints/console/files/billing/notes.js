/** What guests hand over in cash: the amount itself, or what the notes of the currency come to. */

import { minor } from "../kernel/money.js";

const NOTES = [5, 10, 20, 50, 100];
/** How much a currency's notes say for one of ours, where that is not 1. @type {Record<string, number>} */
const SCALES = {
  ...Object.fromEntries(["JPY", "ISK", "HUF", "XAF", "XOF", "XPF", "KZT", "RSD", "AMD"].map((code) => [code, 100])),
  ...Object.fromEntries(["KRW", "CLP", "COP", "PYG", "MMK", "TZS", "UGX"].map((code) => [code, 1_000])),
  ...Object.fromEntries(
    ["CZK", "INR", "PHP", "RUB", "THB", "TWD", "NOK", "SEK", "DKK", "MXN"].map((code) => [code, 10]),
  ),
  ...Object.fromEntries(["IDR", "VND"].map((code) => [code, 10_000])),
  ...Object.fromEntries(["KWD", "BHD", "OMR"].map((code) => [code, 0.2])),
};

/**
 * Return what is likely handed over for so many smallest units, least first: the amount, and the next 5, 10, 20, 50 and
 * 100 of the currency. @param {number} needed @param {string} currency @returns {number[]}
 */
export function likely(needed, currency) {
  const one = minor(SCALES[currency] ?? 1);
  const next = NOTES.map((note) => Math.ceil(needed / (note * one)) * note * one);
  return [...new Set([needed, ...next])].filter((each) => each > 0).toSorted((first, second) => first - second);
}
