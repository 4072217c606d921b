/** Reed-Solomon codes over the field of 256 that QR codes are corrected with. */

const FIELD = 0x11d;
const POWERS = new Uint8Array(255);
const LOGARITHMS = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power += 1) {
  POWERS[power] = value;
  LOGARITHMS[value] = power;
  value = value < 128 ? value << 1 : (value << 1) ^ FIELD;
}

/** @param {number} one @param {number} other */
function times(one, other) {
  if (one === 0 || other === 0) return 0;
  return Number(POWERS[(Number(LOGARITHMS[one]) + Number(LOGARITHMS[other])) % 255]);
}

/** Return the polynomial whose roots are the first so many powers, without its leading 1. @param {number} count */
function divisor(count) {
  let found = [1];
  for (let power = 0; power < count; power += 1) {
    const root = Number(POWERS[power]);
    const longer = [...found, 0];
    found = longer.map((each, at) => each ^ times(at > 0 ? Number(found[at - 1]) : 0, root));
  }
  return found.slice(1);
}

/** Return so many codewords that correct these. @param {number[]} words @param {number} count */
export function parity(words, count) {
  const by = divisor(count);
  let rest = /** @type {number[]} */ (Array(count).fill(0));
  for (const word of words) {
    const factor = word ^ Number(rest[0]);
    rest = [...rest.slice(1), 0].map((each, at) => each ^ times(Number(by[at]), factor));
  }
  return rest;
}
