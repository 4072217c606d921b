/** Where the lines of a chart's axis are: at round numbers. */

const ROUND = [1, 2, 2.5, 5, 10];
const LINES = 4;

/**
 * Return the numbers an axis shows, from 0 to the first that is not below the most.
 * @param {number} most @param {boolean} [isWhole] whether there is nothing between whole numbers
 */
export function ticks(most, isWhole = false) {
  const rough = Math.max(most, isWhole ? 1 : Number.MIN_VALUE) / LINES;
  if (!(most > 0)) return [0, 1];
  const power = 10 ** Math.floor(Math.log10(rough));
  const fits = (/** @type {number} */ each) => each * power >= rough && (!isWhole || Number.isInteger(each * power));
  const step = (ROUND.find((each) => fits(each)) ?? 10) * power;
  const count = Math.max(1, Math.ceil(most / step - 1e-9));
  // Multiplied, not added up: 0.1 three times is to be written 0.3.
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/**
 * Return which of so many labels there is room for: every one, every second, and so on.
 * @param {number} count @param {number} widest of the labels @param {number} room for each
 */
export function everyNth(count, widest, room) {
  return Math.max(1, Math.min(count, Math.ceil(widest / Math.max(room, 1))));
}

/** Return about how wide a text is, in pixels of a 12 pixel type. @param {string} text */
export function widthOf(text) {
  return text.length * 6.8;
}
