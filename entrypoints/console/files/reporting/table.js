/** Tables of names and numbers, written again in place. */

import { fill, h, say } from "../kernel/element.js";

/** A row: what it is of, where that leads, and its cells. @typedef {{ title: string, href?: string, cells: string[] }} Row */

/**
 * Return a table of a head and so many columns of numbers, and what writes its rows and, below, their sum.
 * @param {string} title @param {string} head @param {string[]} columns
 */
export function tableOf(title, head, columns) {
  const rows = h("tbody");
  const sums = h("tfoot");
  const heads = columns.map((each) => h("th", { scope: "col", class: "number" }, each));
  const caption = h("caption", { class: "unseen" }, title);
  const table = h(
    "table",
    {},
    caption,
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, head), heads)),
    rows,
    sums,
  );
  const element = h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": title }, table);
  const write = (/** @type {Row[]} */ found, /** @type {Row | null} */ sum = null) => {
    writeRows(rows, found, columns);
    writeRows(sums, sum ? [sum] : [], columns);
  };
  return { element: /** @type {HTMLElement} */ (element), write };
}

/** @param {HTMLElement} body @param {Row[]} found @param {string[]} columns */
function writeRows(body, found, columns) {
  fill(
    body,
    found.map((row, index) => ({ row, index })),
    ({ row, index }) => `${index}${row.href ?? ""}`,
    ({ row }) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, row.href ? h("a", { href: row.href }) : h("span")),
        columns.map((name) => h("td", { class: "number", "data-name": name })),
      ),
    (/** @type {HTMLTableRowElement} */ element, { row }) => {
      const [name, ...cells] = [...element.cells];
      say(/** @type {Element} */ (name?.firstElementChild), row.title);
      cells.forEach((cell, index) => say(cell, row.cells[index] ?? ""));
    },
  );
}
