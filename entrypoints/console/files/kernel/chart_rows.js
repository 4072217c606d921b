/** A chart of named rows: a bar each, with its number beside, and the range before as a dashed outline. */

import { fill, h, say, set } from "./element.js";

/** @typedef {import("./chart.js").Picture} Picture */

const THICK = 16; // pixels

/** Make the list show the picture. @param {HTMLElement} list @param {Picture} picture */
export function writeRows(list, picture) {
  const [now, before] = picture.series;
  const most = Math.max(...picture.series.flatMap(({ values }) => values.map((each) => each ?? 0)), 0);
  const part = (/** @type {number | null | undefined} */ value) =>
    most > 0 ? Math.max(0, ((value ?? 0) / most) * 100) : 0;
  const rows = picture.labels.map((label, index) => ({ label, index })).slice(0, picture.most ?? picture.labels.length);
  fill(
    list,
    rows,
    ({ index }) => String(index),
    () =>
      h(
        "li",
        {},
        h("span", { class: "label" }),
        h("span", { class: "value" }),
        h(
          "svg",
          { height: THICK, focusable: "false" },
          h("rect", { class: "now", rx: 2, height: THICK }),
          h("rect", { class: "before", rx: 2, x: 1, y: 1, height: THICK - 2 }),
        ),
        h("span", { class: "past" }),
      ),
    (/** @type {HTMLElement} */ item, { label, index }) => {
      const [name, value, svg, past] = /** @type {any} */ (item.children);
      const [bar, outline] = svg.children;
      const [current, earlier] = [now?.values[index] ?? null, before?.values[index] ?? null];
      say(name, label);
      say(value, current === null ? "–" : picture.written(current));
      say(past, before ? (earlier === null ? "–" : picture.written(earlier)) : "");
      set(bar, "width", `${part(current)}%`);
      set(outline, "width", `${part(earlier)}%`);
      set(outline, "visibility", earlier ? null : "hidden");
    },
  );
}
