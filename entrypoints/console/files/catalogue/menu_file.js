/** The file of a menu, as it is sent: read once, so that what was looked at is what is imported. */

import { wrong } from "../kernel/editing.js";
import { number, t } from "../kernel/words.js";

const LARGEST = 1024 * 1024; // bytes, as the API takes
const ZIP = [0x50, 0x4b]; // what a spreadsheet begins with that was not saved as CSV

/** Return what a file holds, or throw what is to be said. @param {File} file */
export async function menuFile(file) {
  if (file.size > LARGEST) {
    const size = number(file.size / LARGEST, { maximumFractionDigits: 1 });
    throw wrong(t("import.too-large", { size }), "file");
  }
  const content = await file.arrayBuffer();
  const [first, second] = new Uint8Array(content);
  if (first === ZIP[0] && second === ZIP[1]) throw wrong(t("import.no-csv"), "file");
  return new Blob([content], { type: "text/csv" });
}
