/** What is made of each row of a menu's file. However many there are, only those that are looked at are drawn. */

import { h } from "../kernel/element.js";
import { listing } from "../kernel/listing.js";
import { money } from "../kernel/money.js";
import { number, t } from "../kernel/words.js";
import { reason } from "./menu_reasons.js";

/** @typedef {import("openapi").MenuRowView} Row */

const PAGE = 100;
/** @type {Record<string, string>} */
const COLOURS = { made: "good", changed: "warn", error: "bad", skipped: "" };

/** Return the list of rows. @param {(text: string) => Row[]} find those that are to be seen, by a text */
export function menuRows(find) {
  return listing({
    label: t("import.rows"),
    kind: "menu-rows",
    read: async (text, cursor) => {
      const found = find(text);
      const from = Number(cursor ?? 0);
      const next = from + PAGE < found.length ? String(from + PAGE) : null;
      return { items: found.slice(from, from + PAGE), next, total: found.length };
    },
    keyOf: (/** @type {Row} */ row) => String(row.line),
    row: content,
    empty: [],
  });
}

/** @param {Row} row */
function content({ line, name, price, done, why, changes = [], errors = [] }) {
  const said = [
    ...(errors ?? []).map(({ pointer, message }) => `${column(pointer)}: ${reason(message)}`),
    ...(changes ?? []).map(
      ({ field, before, after }) =>
        `${t(`import.column-${field}`)}: ${done === "made" ? "" : `${value(field, before)} → `}${value(field, after)}`,
    ),
    ...(why ? [reason(why)] : []),
  ];
  return [
    h(
      "div",
      { class: "told" },
      h("span", { class: "name" }, name || "–"),
      said.map((each) => h("small", {}, each)),
    ),
    h("span", { class: "price" }, typeof price === "number" ? money(price) : ""),
    h("span", { class: `badge ${COLOURS[done] ?? ""}` }, t(`import.${done}`)),
    h("small", { class: "line" }, t("import.line", { number: number(line, { useGrouping: false }) })),
  ];
}

/** @param {string} pointer like `/3/price` */
function column(pointer) {
  return t(`import.column-${pointer.split("/")[2] ?? "row"}`);
}

/** @param {string} field @param {any} found */
function value(field, found) {
  if (found === null || found === undefined) return t("none");
  if (field === "price") return money(found);
  if (typeof found === "boolean") return t(found ? "settings.yes" : "settings.no");
  return String(found);
}
