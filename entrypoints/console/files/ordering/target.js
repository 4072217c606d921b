/** Whom the pad is for: a table, an order that takes more, or somebody without either. */

import { commands } from "../kernel/outbox.js";
import { call } from "../kernel/session.js";
import { kept } from "../kernel/store.js";
import { tableName } from "../kernel/tables.js";
import { t } from "../kernel/words.js";
import { titleOf } from "./order_reading.js";

/**
 * `order` is what lines are added to: an order's id, or the command that places it; null where a new one is placed.
 * `customer` is whom a new one is for as long as nobody says otherwise.
 * @typedef {{
 *   where: string, title: string, customer: string, table: string | null, order: string | { placedBy: string } | null,
 *   asksName: boolean,
 * }} Target
 */

/** Return whom the pad is for, as its address says. @param {URLSearchParams} query @returns {Promise<Target>} */
export async function targetOf(query) {
  const order = query.get("order");
  const table = query.get("table");
  if (order) return { ...(await ofOrder(order)), customer: "", asksName: false };
  if (!table) {
    const customer = t("pad.walk-in");
    return { where: "new", title: t("pad.new"), customer, table: null, order: null, asksName: true };
  }
  const name = await nameOfTable(table);
  return { where: `table.${table}`, title: tableName(name), customer: name, table, order: null, asksName: false };
}

/** @param {string} id @returns {Promise<Omit<Target, "customer" | "asksName">>} */
async function ofOrder(id) {
  const placing = (await commands()).find((each) => each.id === id);
  const arrived = placing?.answer?.order;
  if (placing && !arrived)
    return { where: `order.${id}`, title: placing.label, table: placing.table ?? null, order: { placedBy: id } };
  const order = arrived ?? (await orderKnown(id));
  const title = order ? titleOf(order) : "";
  const known = order?.id ?? id;
  return { where: `order.${known}`, title: title || t("page.order"), table: order?.table ?? null, order: known };
}

/** @param {string} id @returns {Promise<import("openapi").OrderView | undefined>} */
async function orderKnown(id) {
  const floor = await kept("floor");
  const found =
    (await kept(`order.${id}`)) ?? floor?.orders.find((/** @type {{ id: string }} */ each) => each.id === id);
  if (found) return found;
  return call("order", { path: { id } }).then(
    ({ data }) => data.order,
    () => undefined,
  );
}

/** @param {string} id @returns {Promise<string>} */
async function nameOfTable(id) {
  const floor = await kept("floor");
  const found = floor?.tables.find((/** @type {{ id: string }} */ each) => each.id === id);
  if (found) return found.name;
  return call("table", { path: { id } }).then(
    ({ data }) => data.table.name,
    () => t("pad.table"),
  );
}
