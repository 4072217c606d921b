/** What was done to an order, by whom, and when. */

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
  const [{ data }, people] = await Promise.all([
    call("historyOf", { path: { id: order.id }, query: { limit: MOST } }),
    call("users").catch(() => ({ data: { users: [] } })),
  ]);
  /** @type {Map<string, string>} */
  const names = new Map(
    people.data.users.map((/** @type {import("openapi").UserView} */ each) => [each.id, each.name]),
  );
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
      h("span", {}, names.get(event.actor ?? "") ?? ""),
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
