/** Signs of the board's controls, drawn: a kitchen's tablet has no font for them. */

import { h } from "../kernel/element.js";

const DRAWN = {
  bell: "M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4",
  silent: "M6 16V11a6 6 0 0 1 9-5M18 11v5l2 2H8M10 21h4M3 3l18 18",
  blocked: "M12 3 22 20H2zM12 9v5M12 17v.5",
  sum: "M18 5H6l7 7-7 7h12",
  recent: "M4 12a8 8 0 1 0 3-6.2M4 4v4h4M12 8v4l3 2",
  keys: "M2 6h20v12H2zM6 10h.5M10 10h.5M14 10h.5M18 10h.5M7 14h10",
  full: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  menu: "M4 6h16M4 12h16M4 18h16M3 3l18 18",
  leave: "M10 4H4v16h6M9 12h12M17 8l4 4-4 4",
};

/** @typedef {keyof typeof DRAWN} Icon */

/** Return the sign; words beside it, or a label, say what it means. @param {Icon} name @returns {SVGElement} */
export function icon(name) {
  return h("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, h("path", { d: DRAWN[name] }));
}
