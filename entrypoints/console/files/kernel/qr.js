/**
 * QR codes (ISO/IEC 18004): text as bytes, error correction M, versions 1 to 10, which is up to 213 bytes. A code is
 * rows of modules, true where one is dark.
 */

import { parity } from "./qr_parity.js";

/** @typedef {boolean[][]} Rows */

/** By version: all codewords, codewords of correction in each block, blocks, and where alignment patterns stand. */
const VERSIONS = /** @type {[number, number, number, number[]][]} */ ([
  [26, 10, 1, []],
  [44, 16, 1, [6, 18]],
  [70, 26, 1, [6, 22]],
  [100, 18, 2, [6, 26]],
  [134, 24, 2, [6, 30]],
  [172, 16, 4, [6, 34]],
  [196, 18, 4, [6, 22, 38]],
  [242, 22, 4, [6, 24, 42]],
  [292, 22, 5, [6, 26, 46]],
  [346, 26, 5, [6, 28, 50]],
]);
const MASKS = /** @type {((x: number, y: number) => boolean)[]} */ ([
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]);

/** Return the code of a text. @param {string} text @returns {Rows} */
export function qr(text) {
  const bytes = [...new TextEncoder().encode(text)];
  const version =
    1 + VERSIONS.findIndex(([all, own, blocks], at) => bytes.length <= all - own * blocks - (at < 9 ? 2 : 3));
  if (version === 0) throw new RangeError("The text is too long for a QR code");
  const [all, own, blocks, places] = /** @type {[number, number, number, number[]]} */ (VERSIONS[version - 1]);
  const bits = interleaved(padded(bytes, version, all - own * blocks), own, blocks);
  const tried = MASKS.map((mask, number) => drawn(version, places, bits, mask, number));
  const costs = tried.map(cost);
  return /** @type {Rows} */ (tried[costs.indexOf(Math.min(...costs))]);
}

/** Return so many codewords of data: mode, length, the bytes, an end, and what fills up. @param {number[]} bytes @param {number} version @param {number} count */
function padded(bytes, version, count) {
  const digits = (/** @type {number} */ value, /** @type {number} */ length) => value.toString(2).padStart(length, "0");
  const said = `0100${digits(bytes.length, version < 10 ? 8 : 16)}${bytes.map((each) => digits(each, 8)).join("")}0000`;
  const words = (said.slice(0, count * 8).match(/.{1,8}/gu) ?? []).map((each) =>
    Number.parseInt(each.padEnd(8, "0"), 2),
  );
  while (words.length < count) words.push(0xec, 0x11);
  return words.slice(0, count);
}

/** Return the bits as they are drawn: blocks by turns, first their data, then their correction. @param {number[]} words @param {number} own @param {number} blocks */
function interleaved(words, own, blocks) {
  const short = Math.floor(words.length / blocks);
  const longFrom = blocks - (words.length % blocks); // the last blocks have one codeword more
  const parts = Array.from({ length: blocks }, (_, at) => {
    const start = at * short + Math.max(0, at - longFrom);
    return words.slice(start, start + short + (at >= longFrom ? 1 : 0));
  });
  const corrections = parts.map((part) => parity(part, own));
  const turns = (/** @type {number[][]} */ lists) =>
    Array.from({ length: Math.max(...lists.map((each) => each.length)) }, (_, at) =>
      lists.flatMap((list) => (at < list.length ? [Number(list[at])] : [])),
    ).flat();
  return [...turns(parts), ...turns(corrections)].flatMap((word) =>
    [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => (word >> bit) & 1),
  );
}

/** Return the code of these bits under a mask. @param {number} version @param {number[]} places @param {number[]} bits @param {(x: number, y: number) => boolean} mask @param {number} number of the mask */
function drawn(version, places, bits, mask, number) {
  const size = version * 4 + 17;
  const rows = /** @type {(boolean | undefined)[][]} */ (
    Array.from({ length: size }, () => Array(size).fill(undefined))
  );
  const put = (/** @type {number} */ x, /** @type {number} */ y, /** @type {boolean} */ dark) => {
    if (rows[y] && x >= 0 && x < size) /** @type {any} */ (rows[y])[x] = dark;
  };
  const square = (
    /** @type {number} */ x,
    /** @type {number} */ y,
    /** @type {number} */ reach,
    /** @type {number[]} */ light,
  ) => {
    for (let down = -reach; down <= reach; down += 1)
      for (let right = -reach; right <= reach; right += 1)
        put(x + right, y + down, !light.includes(Math.max(Math.abs(right), Math.abs(down))));
  };
  for (let at = 8; at < size - 8; at += 1) {
    put(at, 6, at % 2 === 0);
    put(6, at, at % 2 === 0);
  }
  for (const y of places)
    for (const x of places)
      if (!((x === 6 && y === 6) || (x === 6 && y === size - 7) || (x === size - 7 && y === 6))) square(x, y, 2, [1]);
  for (const [x, y] of /** @type {[number, number][]} */ ([
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ]))
    square(x, y, 4, [2, 4]);
  describe(put, size, number, version);
  fillIn(rows, bits, mask);
  return /** @type {Rows} */ (rows);
}

/** Draw which correction and mask it has, twice, and from version 7 on which version it is. @param {(x: number, y: number, dark: boolean) => void} put @param {number} size @param {number} mask @param {number} version */
function describe(put, size, mask, version) {
  const format = checked(mask, 10, 0x537) ^ 0x5412; // correction M is 00
  for (let bit = 0; bit < 15; bit += 1) {
    const dark = ((format >> bit) & 1) === 1;
    put(8, bit < 6 ? bit : bit < 8 ? bit + 1 : size - 15 + bit, dark);
    put(bit < 8 ? size - 1 - bit : bit < 9 ? 7 : 14 - bit, 8, dark);
  }
  put(8, size - 8, true);
  if (version < 7) return;
  const said = checked(version, 12, 0x1f25);
  for (let bit = 0; bit < 18; bit += 1) {
    const dark = ((said >> bit) & 1) === 1;
    put(size - 11 + (bit % 3), Math.floor(bit / 3), dark);
    put(Math.floor(bit / 3), size - 11 + (bit % 3), dark);
  }
}

/** Return a number with so many bits behind it that check it (BCH). @param {number} value @param {number} bits @param {number} divisor */
function checked(value, bits, divisor) {
  let rest = value;
  for (let bit = 0; bit < bits; bit += 1) rest = (rest << 1) ^ ((rest >> (bits - 1)) * divisor);
  return (value << bits) | rest;
}

/** Draw the bits, in columns of two, up and down from the right, around what is there. @param {(boolean | undefined)[][]} rows @param {number[]} bits @param {(x: number, y: number) => boolean} mask */
function fillIn(rows, bits, mask) {
  const size = rows.length;
  let next = 0;
  let isUp = true;
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
    for (let step = 0; step < size; step += 1) {
      const y = isUp ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        const row = /** @type {(boolean | undefined)[]} */ (rows[y]);
        if (row[x] !== undefined) continue;
        row[x] = (bits[next] === 1) !== mask(x, y);
        next += 1;
      }
    }
    isUp = !isUp;
  }
}

/** Return how hard a code is to read: runs, squares, what looks like a finder, and how far from half is dark. @param {Rows} rows */
function cost(rows) {
  const size = rows.length;
  const lines = rows.map((row) => row.map((each) => (each ? "1" : "0")).join(""));
  const columns = lines.map((_, x) => lines.map((line) => line[x]).join(""));
  let sum = 0;
  for (const line of [...lines, ...columns]) {
    for (const run of line.match(/0{5,}|1{5,}/gu) ?? []) sum += run.length - 2;
    for (let at = 0; at <= size - 11; at += 1)
      if (["10111010000", "00001011101"].includes(line.slice(at, at + 11))) sum += 40;
  }
  for (let y = 1; y < size; y += 1)
    for (let x = 1; x < size; x += 1) {
      const four = `${lines[y - 1]?.slice(x - 1, x + 1)}${lines[y]?.slice(x - 1, x + 1)}`;
      if (four === "0000" || four === "1111") sum += 3;
    }
  const dark = lines.join("").replaceAll("0", "").length / size / size;
  return sum + Math.floor(Math.abs(dark - 0.5) * 20) * 10;
}
