/** Of which lines how many: a list to choose from. */

import { h } from "../kernel/element.js";
import { t } from "../kernel/words.js";
import { detailsOf } from "./details.js";
import { left } from "./order_reading.js";

/** @typedef {import("./order_reading.js").Line} Line */

/**
 * Return the list, and a way to read it: lines with how many of each, where it is not all of it.
 * @param {Line[]} lines @param {string[]} chosen their ids, to begin with
 */
export function quantities(lines, chosen) {
  const rows = lines.map((line) => {
    const most = left(line);
    const start = chosen.includes(line.id) ? most : 0;
    const count = h("output", {}, String(start));
    const step = (/** @type {number} */ by) => () => {
      count.textContent = String(Math.min(most, Math.max(0, Number(count.textContent) + by)));
    };
    const name = line.product_name;
    const less = h("button", { type: "button", "aria-label": t("pad.less-of", { name }), onclick: step(-1) }, "−");
    const more = h("button", { type: "button", "aria-label": t("pad.more-of", { name }), onclick: step(1) }, "+");
    const all = h(
      "button",
      { type: "button", class: "plain", onclick: step(most) },
      t("order.all-of", { count: most }),
    );
    const what = h("span", { class: "what" }, h("b", {}, name), h("small", {}, detailsOf(line)));
    const row = h("li", {}, what, most > 1 ? all : null, h("div", { class: "stepper" }, less, count, more));
    return { line, row, count };
  });
  const read = () =>
    rows.flatMap(({ line, count }) => {
      const quantity = Number(count.textContent);
      return quantity ? [{ id: line.id, ...(quantity < left(line) ? { quantity } : {}) }] : [];
    });
  return {
    element: h(
      "ul",
      { class: "list quantities" },
      rows.map((each) => each.row),
    ),
    read,
  };
}
