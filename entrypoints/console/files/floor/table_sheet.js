/** What opens when a table is tapped: the pad, its order, or a choice where there are several. */

import { sheet } from "../kernel/dialogs.js";
import { h } from "../kernel/element.js";
import { money } from "../kernel/money.js";
import { at, go } from "../kernel/routes.js";
import { customerOf, tableName } from "../kernel/tables.js";
import { t } from "../kernel/words.js";

/** @typedef {import("./seen.js").SeenTable} SeenTable */

/** Open a table. @param {SeenTable} table */
export function openTable(table) {
  const [order] = table.orders;
  const [unsent] = table.unsent;
  if (table.isFree) return go("pad", "", { table: table.id });
  if (order && table.orders.length + table.others + table.unsent.length === 1) return go("order", order.id);
  if (unsent && table.orders.length + table.others === 0 && table.unsent.length === 1) return go("order", unsent.id);
  return void choose(table);
}

/** @param {SeenTable} table */
function choose(table) {
  return sheet(tableName(table.name), (close) => {
    const orders = table.orders.map((each) =>
      h("li", {}, h("a", { href: at("order", each.id) }, nameOfOrder(each)), h("span", {}, money(each.total_price))),
    );
    const unsent = table.unsent.map((each) =>
      h(
        "li",
        {},
        h("a", { href: at("order", each.id) }, each.label),
        h("span", { class: "badge warn" }, t("floor.unsent", { count: 1 })),
      ),
    );
    const others = table.others ? h("p", { class: "quiet" }, t("floor.others-hint", { count: table.others })) : null;
    return [
      h("ul", { class: "list orders", onclick: () => close(null) }, orders, unsent),
      others,
      h(
        "footer",
        {},
        h(
          "a",
          { class: "button primary", href: at("pad", "", { table: table.id }), onclick: () => close(null) },
          t("floor.new-here"),
        ),
      ),
    ].filter(Boolean);
  });
}

/** Return how people call an order: by its number, and whom it is for. @param {import("./reading.js").Order} order */
export function nameOfOrder(order) {
  return order.number ? `#${order.number} · ${customerOf(order)}` : customerOf(order);
}
