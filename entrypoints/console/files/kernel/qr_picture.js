/** A QR code as people point their phones at it: dark on light with an edge around it, whatever the theme is. */

import { h } from "./element.js";
import { qr } from "./qr.js";

const EDGE = 4; // modules that stay light on each side

/** Return the picture of a text's code. @param {string} text @param {string} label what it is for */
export function qrPicture(text, label) {
  const rows = qr(text);
  const size = rows.length + 2 * EDGE;
  const dark = rows.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x + EDGE} ${y + EDGE}h1v1h-1z`] : [])),
  );
  return h(
    "svg",
    { class: "qr", viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label, "shape-rendering": "crispEdges" },
    h("rect", { width: size, height: size, fill: "#fff" }),
    h("path", { d: dark.join(""), fill: "#000" }),
  );
}
