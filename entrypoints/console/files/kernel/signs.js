/** The signs of the menu, drawn by hand: lines on a square of 24. They say nothing that is not beside them in words. */

import { h } from "./element.js";

/** @type {Record<string, string>} */
const LINES = {
  floor: "M4 9h16 M6 9l-2 9 M18 9l2 9 M12 9v9 M9 18h6",
  pad: "M7 3h10a1 1 0 0 1 1 1v17l-3-2-3 2-3-2-3 2V4a1 1 0 0 1 1-1z M9 8h6 M9 12h6",
  board: "M6 10a4 4 0 1 1 3-6 4 4 0 0 1 6 0 4 4 0 1 1 3 6v4H6z M6 17h12 M6 20h12",
  sales: "M4 20V4 M4 20h16 M8 16v-5 M13 16V7 M18 16v-8",
  day: "M5 6h14v14H5z M5 10h14 M9 3v4 M15 3v4 M9 15l2 2 4-4",
  catalogue: "M5 4h9a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3z M9 9h5 M9 13h5",
  tables: "M4 4h7v7H4z M13 4h7v7h-7z M4 13h7v7H4z M13 13h7v7h-7z",
  staff:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z M3 20c0-4 3-6 6-6s6 2 6 6 M16 4.5a3.5 3.5 0 0 1 0 6 M18 14.5c2 1 3 3 3 5.5",
  devices: "M7 3h10v18H7z M11 18h2",
  webhooks: "M5 12h9 M10 7l5 5-5 5 M19 5v14",
  audit: "M5 4h14v16H5z M9 9h6 M9 13h6 M9 17h3",
  settings: "M4 7h9 M17 7h3 M15 5v4 M4 17h3 M11 17h9 M9 15v4 M4 12h16",
  more: "M5 12h.01 M12 12h.01 M19 12h.01",
};

/** Return the sign of a page. @param {string} name @returns {SVGElement} */
export function sign(name) {
  return h("svg", { viewBox: "0 0 24 24", class: "sign", "aria-hidden": "true" }, h("path", { d: LINES[name] }));
}
