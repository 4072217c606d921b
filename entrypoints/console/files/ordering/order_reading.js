/** An order: as it is, as it was read last, and what of it is on its way. */

import { keep, kept } from "../kernel/store.js";
import { commands } from "../kernel/outbox.js";
import { call } from "../kernel/session.js";
import { customerOf } from "../kernel/tables.js";

/** @typedef {import("openapi").OrderInFull} Order */
/** @typedef {import("openapi").LineView} Line */
/** @typedef {import("../kernel/outbox.js").Command} Command */

/** Return an order as it was read last, or undefined. @param {string} id @returns {Promise<Order | undefined>} */
export function lastOrder(id) {
  return kept(`order.${id}`);
}

/** Read an order, and keep it. @param {string} id @returns {Promise<Order>} */
export async function readOrder(id) {
  return remember((await call("order", { path: { id } })).data.order);
}

/** Keep an order as an answer had it. @param {Order} order */
export function remember(order) {
  keep(`order.${order.id}`, order).catch(() => undefined); // it was read all the same
  return order;
}

/**
 * Return what is on its way to an order, oldest first: to its id, or to the command that places it.
 * @param {string} id @returns {Promise<{ placing: Command | undefined, pending: Command[] }>}
 */
export async function onTheWay(id) {
  const all = await commands();
  const placing = all.find((each) => each.id === id);
  const known = all.filter((each) => each.answer?.order?.id === id && each.call === "placeOrder");
  const names = new Set([id, ...known.map((each) => each.id)]);
  const pending = all.filter(
    ({ order, state }) =>
      state !== "done" && order !== null && names.has(typeof order === "string" ? order : order.placedBy),
  );
  return { placing, pending };
}

/** How many of a line are left. @param {Line} line */
export function left({ quantity, voided }) {
  return quantity - voided;
}

/**
 * Whether something may be done to all of these lines, and whether it takes an approval: null where it may not.
 * @param {Order} order @param {string} action @param {string[]} lines their ids
 * @returns {{ needsApproval: boolean } | null}
 */
export function mayDo(order, action, lines) {
  const allowed = new Set(order.allowed_actions?.[action] ?? []);
  const approvable = new Set(order.needs_approval?.[action] ?? []);
  if (lines.length === 0 || !lines.every((each) => allowed.has(each) || approvable.has(each))) return null;
  return { needsApproval: !lines.every((each) => allowed.has(each)) };
}

/** Whether something may be done to the order as a whole, and whether it takes an approval. @param {Order} order @param {string} action */
export function mayDoAtAll(order, action) {
  if (action in (order.allowed_actions ?? {})) return { needsApproval: false };
  return action in (order.needs_approval ?? {}) ? { needsApproval: true } : null;
}

/** Return how people call an order. @param {{ number?: number | null, customer_name: string, table?: string | null }} order */
export function titleOf(order) {
  const { number } = order;
  return number ? `#${number} · ${customerOf(order)}` : customerOf(order);
}
