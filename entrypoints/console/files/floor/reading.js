/** What there is on the floor: as it is now, and as it was read last. */

import { namesOfColleagues } from "../kernel/colleagues.js";
import { readOpenOrders } from "../kernel/open_orders.js";
import { commands } from "../kernel/outbox.js";
import { readAll } from "../kernel/reading.js";
import { call, user } from "../kernel/session.js";
import { keep, kept } from "../kernel/store.js";

/** @typedef {import("openapi").TableView} Table */
/** @typedef {import("openapi").SectionView} Section */
/** @typedef {import("openapi").OrderView} Order */
/** @typedef {import("openapi").TicketView} Ticket */
/** @typedef {import("../kernel/outbox.js").Command} Command */
/** @typedef {{ tables: Table[], sections: Section[], orders: Order[], ready: Ticket[], names: Record<string, string> }} Floor */

const KEPT = "floor";

/** Return the floor as it was read last, or undefined. @returns {Promise<Floor | undefined>} */
export function lastFloor() {
  return kept(KEPT);
}

/** Read the floor, and keep it. @returns {Promise<Floor>} */
export async function readFloor() {
  const [tables, sections, orders, tickets, names] = await Promise.all([
    readAll("tables", "tables"),
    readAll("sections", "sections"),
    readOpenOrders(),
    call("tickets", { query: { status: "ready" } }),
    namesOfColleagues(),
  ]);
  const floor = { tables, sections, orders, ready: tickets.data.tickets, names };
  await keep(KEPT, floor).catch(() => undefined); // it was read all the same
  return floor;
}

/** Return the new orders of this browser that have not arrived, oldest first. @returns {Promise<Command[]>} */
export async function unsentOrders() {
  return (await commands()).filter((each) => each.call === "placeOrder" && each.state !== "done");
}

/** Return the name of a user, as far as it is known. @param {Floor} floor @param {string} id */
export function nameOf(floor, id) {
  const me = user();
  return floor.names[id] ?? (me?.id === id ? me.name : "");
}
