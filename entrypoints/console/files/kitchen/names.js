/** How people call a ticket, and what is on it. */

import { tableName } from "../kernel/tables.js";

/** @typedef {import("openapi").TicketView} Ticket */

/** Return where its guests sit, or for whom it is. @param {Ticket} ticket */
export function whereOf({ table, customer_name: customer }) {
  return table ? tableName(table) : customer;
}

/** Return its number and where that is. @param {Ticket} ticket */
export function nameOf(ticket) {
  return ticket.number === null ? whereOf(ticket) : `${ticket.number} · ${whereOf(ticket)}`;
}

/** Return a line in a few words. @param {{ quantity: number, product_name: string }} line */
export function dishOf({ quantity, product_name: name }) {
  return `${quantity} × ${name}`;
}
