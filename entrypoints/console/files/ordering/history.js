/** What was done to an order, by whom, and when. */

import { namesOfColleagues } from "../kernel/colleagues.js";
import { sheet } from "../kernel/dialogs.js";
import { h } from "../kernel/element.js";
import { clock } from "../kernel/restaurant.js";
import { call } from "../kernel/session.js";
import { t } from "../kernel/words.js";
import { titleOf } from "./order_reading.js";

/** @typedef {import("openapi").EventView} Event_ */

const MOST = 200;

/** Show what was done to an order. @param {import("./order_reading.js").Order} order */
export async function showHistory(order) {
  const [{ data }, names] = await Promise.all([
    call("historyOf", { path: { id: order.id }, query: { limit: MOST } }),
    namesOfColleagues(),
  ]);
  const row = (/** @type {Event_} */ event) =>
    h(
      "li",
      {},
      h(
        "span",
        { class: "what" },
        h("b", {}, t(`event.${event.type.replace("order.", "")}`)),
        h("small", {}, detailOf(event)),
      ),
      h("span", {}, names[event.actor ?? ""] ?? ""),
      h("time", { datetime: event.at }, clock(event.at, { hour: "2-digit", minute: "2-digit", second: "2-digit" })),
    );
  await sheet(`${t("order.history")} · ${titleOf(order)}`, () => h("ol", { class: "list" }, data.events.map(row)));
}

/** @param {Event_} event */
function detailOf({ data }) {
  const { lines = [], reason } = /** @type {any} */ (data);
  const names = lines.map((/** @type {any} */ each) =>
    t("order.line", { count: each.quantity, name: each.product_name }),
  );
  return [...names, reason ? t("pad.quoted", { note: reason }) : ""].filter(Boolean).join(" · ");
}
