/** Merging: which other open order comes to this one. */

import { form, sheet } from "../kernel/dialogs.js";
import { h } from "../kernel/element.js";
import { money } from "../kernel/money.js";
import { readOpenOrders } from "../kernel/open_orders.js";
import { kept } from "../kernel/store.js";
import { t } from "../kernel/words.js";
import { titleOf } from "./order_reading.js";
import { Said } from "./reasons.js";

/** @typedef {import("./order_reading.js").Order} Order */

/** Ask which order's lines come over; null where none do. @param {Order} order @returns {Promise<string | null>} */
export async function askWhatToMerge(order) {
  /** @type {Order[]} */
  const open = await readOpenOrders().catch(async () => (await kept("floor"))?.orders ?? []);
  const others = open.filter((each) => each.id !== order.id);
  return sheet(t("order.merge"), (close) => {
    if (others.length === 0) return [h("p", {}, t("order.merge-none"))];
    const rows = others.map((each) =>
      h(
        "label",
        { class: "option" },
        h("input", { type: "radio", name: "order", value: each.id }),
        h("span", {}, titleOf(each)),
        h("span", { class: "added" }, money(each.total_price)),
      ),
    );
    const fields = [h("fieldset", { class: "group" }, h("legend", {}, t("order.merge-which")), rows)];
    return [
      h("p", { class: "quiet" }, t("order.merge-hint", { name: titleOf(order) })),
      form(fields, t("order.merge"), ({ order: chosen }) => {
        if (!chosen) throw new Said(t("order.merge-which"));
        close(chosen);
      }),
    ];
  });
}
