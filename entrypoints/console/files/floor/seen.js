/** The floor as a waiter looks at it: sections, their tables, and what is going on at each. */

import { minor } from "../kernel/money.js";
import { nameOf } from "./reading.js";

/** @typedef {import("./reading.js").Floor} Floor */
/** @typedef {import("./reading.js").Command} Command */
/** @typedef {import("./reading.js").Order} Order */
/**
 * A table: the open orders at it that are seen and how many there are beside, in smallest units what they come to, how many
 * lines are ready, and what has not been sent yet.
 * @typedef {{
 *   id: string, name: string, seats: number | null, isFree: boolean, since: string | null, guests: number,
 *   waiters: string[], orders: Order[], others: number, total: number, ready: number, unsent: Command[],
 * }} SeenTable
 */
/** @typedef {{ id: string, name: string, tables: SeenTable[] }} SeenSection */
/** @typedef {{ order: Order, waiter: string, ready: number }} SeenOrder */

const byName = new Intl.Collator(undefined, { numeric: true });

/**
 * Return the sections with their tables, those that are in none last, and the orders without a table.
 * @param {Floor} floor @param {Command[]} unsent @returns {{ sections: SeenSection[], loose: SeenOrder[] }}
 */
export function seen(floor, unsent) {
  const ready = readyLines(floor);
  const tables = floor.tables
    .filter((each) => each.open || !each.free)
    .toSorted((one, other) => byName.compare(one.name, other.name));
  /** @type {SeenSection[]} */
  const sections = floor.sections
    .toSorted((one, other) => byName.compare(one.name, other.name))
    .map(({ id, name }) => ({ id, name, tables: [] }));
  const without = { id: "", name: "", tables: /** @type {SeenTable[]} */ ([]) };
  for (const table of tables) {
    const section = sections.find((each) => each.id === table.section) ?? without;
    section.tables.push(seenTable(table, floor, ready, unsent));
  }
  const loose = floor.orders
    .filter((each) => !each.table)
    .map((order) => ({ order, waiter: nameOf(floor, order.user_id), ready: ready.get(order.id) ?? 0 }));
  return { sections: [...sections, without].filter((each) => each.tables.length), loose };
}

/** @param {Floor} floor @returns {Map<string, number>} */
function readyLines({ ready }) {
  const found = new Map();
  for (const { order_id: order, lines } of ready) found.set(order, (found.get(order) ?? 0) + lines.length);
  return found;
}

/**
 * @param {import("./reading.js").Table} table @param {Floor} floor @param {Map<string, number>} ready
 * @param {Command[]} unsent @returns {SeenTable}
 */
function seenTable(table, floor, ready, unsent) {
  const orders = floor.orders.filter((each) => each.table === table.id);
  const ids = new Set([...table.open_orders, ...orders.map((each) => each.id)]);
  const waiting = unsent.filter((each) => each.table === table.id);
  return {
    id: table.id,
    name: table.name,
    seats: table.seats,
    isFree: ids.size === 0 && waiting.length === 0,
    since: table.since,
    guests: table.guests,
    waiters: [...new Set(orders.map((each) => nameOf(floor, each.user_id)).filter(Boolean))],
    orders,
    others: ids.size - orders.length,
    total: orders.reduce((sum, each) => sum + minor(each.total_price), 0),
    ready: [...ids].reduce((sum, id) => sum + (ready.get(id) ?? 0), 0),
    unsent: waiting,
  };
}
