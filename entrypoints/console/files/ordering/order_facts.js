/** What is said of an order in one line: where, whose, how many guests, since when. */

import { namesOfColleagues } from "../kernel/colleagues.js";
import { clock } from "../kernel/restaurant.js";
import { call } from "../kernel/session.js";
import { kept } from "../kernel/store.js";
import { customerOf, tableName } from "../kernel/tables.js";
import { t } from "../kernel/words.js";

/** @typedef {import("./order_reading.js").Order} Order */
/** @typedef {import("../floor/reading.js").Floor} Floor */

/** Return that line. @param {Order} order */
export async function factsOf(order) {
  /** @type {Floor | undefined} */
  const floor = await kept("floor");
  const [table, waiter] = await Promise.all([nameOfTable(order, floor), nameOfWaiter(order, floor)]);
  return [
    table === customerOf(order) ? "" : table,
    waiter,
    order.guests ? t("floor.guests", { count: order.guests }) : "",
    clock(order.created_at),
    order.note ? t("pad.quoted", { note: order.note }) : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

/** @param {Order} order @param {Floor | undefined} floor @returns {Promise<string>} */
async function nameOfTable({ table }, floor) {
  if (!table) return "";
  const known = floor?.tables.find((each) => each.id === table);
  if (known) return tableName(known.name);
  return call("table", { path: { id: table } }).then(
    ({ data }) => tableName(data.table.name),
    () => "",
  );
}

/** @param {Order} order @param {Floor | undefined} floor @returns {Promise<string>} */
async function nameOfWaiter({ user_id: id }, floor) {
  return floor?.names[id] ?? (await namesOfColleagues().catch(() => undefined))?.[id] ?? "";
}
