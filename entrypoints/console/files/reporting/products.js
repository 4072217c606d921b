/** Every product that sold, as a table to search and to sort: the API does both. */

import { fill, h, say, set } from "../kernel/element.js";
import { money } from "../kernel/money.js";
import { number, t } from "../kernel/words.js";

/** @typedef {import("openapi").ProductSalesRow} Row */

const FEW = 25;
const MOST = 10_000;
const TYPED = 250; // milliseconds
/** The columns, and what those are sorted by that can be. @type {[keyof Row, string, string?][]} */
const COLUMNS = [
  ["product_name", "sales.product", "name"],
  ["total_quantity", "sales.items", "quantity"],
  ["total_price", "sales.revenue", "revenue"],
  ["discounts", "sales.discounts"],
  ["refunds", "sales.refunds"],
  ["net", "sales.net-name"],
];

/** @param {Row} row @param {keyof Row} key */
function cell(row, key) {
  if (key === "product_name") return row.product_name;
  return key === "total_quantity" ? number(row.total_quantity) : money(row[key]);
}

/** @type {{ product: string, sort_by: string, order: "asc" | "desc", limit: number }} */
const wanted = { product: "", sort_by: "revenue", order: "desc", limit: FEW };

/** @type {import("./section.js").Part} */
export const PRODUCTS = {
  key: "products",
  title: t("sales.all-products"),
  asks: ({ start, end }) => {
    // One more than is shown tells whether there are more.
    const { product, limit, ...others } = wanted;
    const query = { start_date: start, end_date: end, ...others, limit: Math.min(limit + 1, MOST) };
    return [{ call: "productSales", query: product ? { ...query, product } : query }];
  },
  make(body, again) {
    Object.assign(wanted, { product: "", limit: FEW });
    const heads = COLUMNS.map(([, name, sorting]) => head(name, sorting, again));
    const rows = h("tbody");
    const title = h("caption", { class: "unseen" }, t("sales.all-products"));
    const table = h("table", {}, title, h("thead", {}, h("tr", {}, heads)), rows);
    const none = h("p", { class: "empty", hidden: true }, t("sales.nothing"));
    const more = h("button", { type: "button", hidden: true, onclick: () => showAll(again) }, t("sales.all"));
    const scroll = { class: "scroll", tabindex: "0", role: "group", "aria-label": t("sales.all-products") };
    body.append(search(again), h("div", scroll, table), none, more);
    return ([{ report }]) => {
      const found = /** @type {Row[]} */ (report.products);
      COLUMNS.forEach(([, , sorting], index) => mark(heads[index], sorting));
      fill(
        rows,
        found.slice(0, wanted.limit).map((row, index) => ({ row, index })),
        ({ index }) => String(index),
        makeRow,
        writeRow,
      );
      none.hidden = found.length > 0;
      more.hidden = found.length <= wanted.limit;
    };
  },
};

/** @param {() => void} again */
function showAll(again) {
  wanted.limit = MOST;
  again();
}

/** @param {() => void} again */
function search(again) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing;
  const typed = (/** @type {any} */ event) => {
    clearTimeout(typing);
    wanted.product = event.target.value.trim();
    typing = setTimeout(again, TYPED);
  };
  const label = t("sales.search-products");
  return h("input", { type: "search", placeholder: label, "aria-label": label, autocomplete: "off", oninput: typed });
}

/** @param {string} name @param {string | undefined} sorting @param {() => void} again */
function head(name, sorting, again) {
  const kind = { scope: "col", class: sorting === "name" ? null : "number" };
  if (!sorting) return h("th", kind, t(name));
  const sort = () => {
    const usual = sorting === "name" ? "asc" : "desc";
    const other = wanted.order === "asc" ? "desc" : "asc";
    Object.assign(wanted, { sort_by: sorting, order: wanted.sort_by === sorting ? other : usual });
    again();
  };
  return h("th", kind, h("button", { type: "button", class: "plain", onclick: sort }, t(name)));
}

/** @param {HTMLElement} element @param {string | undefined} sorting */
function mark(element, sorting) {
  const isSorted = sorting !== undefined && sorting === wanted.sort_by;
  set(element, "aria-sort", isSorted ? (wanted.order === "asc" ? "ascending" : "descending") : null);
}

function makeRow() {
  return h(
    "tr",
    {},
    COLUMNS.map(([key]) => (key === "product_name" ? h("th", { scope: "row" }) : h("td", { class: "number" }))),
  );
}

/** @param {HTMLTableRowElement} element @param {{ row: Row }} said */
function writeRow(element, { row }) {
  COLUMNS.forEach(([key], index) => say(/** @type {HTMLElement} */ (element.cells[index]), cell(row, key)));
}
