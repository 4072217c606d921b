/** The open orders that somebody may see: a manager everybody's, others their own. */

import { readAll } from "./reading.js";
import { user } from "./session.js";

/** Read them. @returns {Promise<import("openapi").OrderView[]>} */
export function readOpenOrders() {
  const whose = user()?.role === "manager" ? { waiter: "all" } : {};
  return readAll("orders", "orders", { status: "open", ...whose });
}
