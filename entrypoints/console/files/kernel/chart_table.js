/** The table behind a chart: the same numbers, for who does not see the picture or wants to read them. */

import { fill, h, say } from "./element.js";

/** @typedef {import("./chart.js").Picture} Picture */

/** Make the table say what the picture says. @param {HTMLTableElement} table @param {Picture} picture */
export function writeTable(table, picture) {
  const columns = [
    ...picture.series.map(({ name, values }) => ({
      name,
      cells: values.map((each) => (each === null ? "" : picture.written(each))),
    })),
    ...(picture.columns ?? []),
  ];
  const heads = [picture.head, ...columns.map((each) => each.name)];
  if (!table.tHead) table.append(h("caption", { class: "unseen" }), h("thead", {}, h("tr")), h("tbody"));
  say(/** @type {HTMLElement} */ (table.caption), picture.title);
  const head = /** @type {HTMLElement} */ (table.tHead?.rows[0]);
  const numbered = heads.map((text, index) => ({ text, index }));
  fill(
    head,
    numbered,
    ({ index }) => String(index),
    ({ index }) => h("th", { scope: "col", class: index ? "number" : null }),
    (element, { text }) => say(element, text),
  );
  const rows = picture.labels.map((label, index) => ({ index, cells: [label, ...columns.map((c) => c.cells[index])] }));
  fill(
    /** @type {HTMLElement} */ (table.tBodies[0]),
    rows,
    ({ index }) => String(index),
    () => h("tr"),
    (row, { cells }) => writeRow(row, cells),
  );
}

/** @param {HTMLTableRowElement} row @param {(string | null | undefined)[]} cells */
function writeRow(row, cells) {
  while (row.cells.length > cells.length) row.lastElementChild?.remove();
  while (row.cells.length < cells.length)
    row.append(row.cells.length ? h("td", { class: "number" }) : h("th", { scope: "row" }));
  cells.forEach((text, index) => say(/** @type {HTMLElement} */ (row.cells[index]), text ?? ""));
}
