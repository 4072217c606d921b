/** Why a row of a menu is skipped or cannot be, in the language of the page; what is not known here is said by the API. */

import { t } from "../kernel/words.js";

/** What the API says, with what varies as a group, and what is said instead. @type {[RegExp, string][]} */
const REASONS = [
  [/^Empty$/u, "import.is-empty"],
  [/^Unchanged$/u, "import.is-unchanged"],
  [/^The same product as on line (\d+)$/u, "import.is-twice"],
  [/^A product needs a name$/u, "import.needs-name"],
  [/^A new product needs a price$/u, "import.needs-price"],
  [/^This cannot be read as a price$/u, "import.no-price"],
  [/^This may be thousands or decimals/u, "import.two-prices"],
  [/^Cut at its decimal comma/u, "import.cut-price"],
  [/^A price is a number from/u, "import.bad-price"],
  [/^A name has 1 to/u, "import.bad-name"],
  [/^This is not written as rows are/u, "import.bad-row"],
  [/^A stock is a whole number from 0 to (?<number>\d+)$/u, "import.high-stock"],
  [/^A stock is a whole number$/u, "import.no-stock"],
  [/^This is yes or no$/u, "import.no-flag"],
  [/^There is no station called (.+)$/u, "import.no-station"],
  [/^There is no tax of the category (.+)$/u, "import.no-tax"],
  [/^Several products are called so/u, "import.several"],
  [/^There are more cells in this row/u, "import.more-cells"],
];

/** @param {string} message */
export function reason(message) {
  for (const [pattern, key] of REASONS) {
    const found = pattern.exec(message);
    if (found) return t(key, { value: found.groups?.number ? Number(found.groups.number) : (found[1] ?? "") });
  }
  return message;
}
