/** A cart on its way: written down at once, and waited for no longer than a person would. */

import { Refused } from "../kernel/api.js";
import { complain, notice } from "../kernel/dialogs.js";
import { answered, put, SentAlready, settle } from "../kernel/outbox.js";
import { go } from "../kernel/routes.js";
import { t } from "../kernel/words.js";
import { wanted } from "./cart.js";

/** @typedef {import("./cart.js").Cart} Cart */
/** @typedef {import("./target.js").Target} Target */

const PATIENCE = 1_500; // milliseconds

/**
 * Send a cart, and go on: to the floor, or, where the API refuses it at once, to the cart again, with why at its lines.
 * @param {Cart} cart @param {Target} target @param {AbortSignal} signal of the page
 */
export async function sendCart(cart, target, signal) {
  const { lines } = cart;
  const written = commandOf(cart, target);
  const putting = cart.saved.then(() => put(written)); // what was not kept is not taken for sent by another tab
  cart.clear(); // whatever is tapped from now on is of the next one
  const command = await putting.catch((error) => {
    if (!(error instanceof SentAlready)) {
      cart.putBack(lines, new Map());
      throw error;
    }
    notice(t("pad.sent-already"));
    return null;
  });
  cart.tellTabs();
  if (!command) return;
  let hasArrived = false;
  try {
    hasArrived = await soon(answered(command));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (signal.aborted) return;
    await settle(command);
    cart.putBack(lines, problemsOf(error, lines));
    complain(error);
    return;
  }
  if (signal.aborted) return;
  if (target.order === null) go("floor");
  else go("order", typeof target.order === "string" ? target.order : target.order.placedBy);
  notice(t(hasArrived ? "pad.sent" : "pad.kept", { label: command.label }));
}

/** @param {Cart} cart @param {Target} target @returns {Parameters<typeof put>[0]} */
function commandOf(cart, target) {
  const { id, key, lines, guests, note, count } = cart;
  const customer = cart.customer || target.customer;
  const products = lines.map(wanted);
  const whom = target.asksName ? customer : target.title;
  const common = { label: t("pad.label", { whom, count }), table: target.table, lines, cart: { key, id } };
  if (target.order !== null) return { ...common, call: "addLines", order: target.order, body: { products } };
  const body = {
    customer_name: customer,
    products,
    ...(target.table ? { table: target.table } : {}),
    ...(guests ? { guests } : {}),
    ...(note ? { note } : {}),
  };
  return { ...common, call: "placeOrder", body };
}

/** Return what is wrong with which of these lines, by its place. @param {Refused} refused @param {Cart["lines"]} lines */
function problemsOf({ type, problem }, lines) {
  /** @type {Map<number, string>} */
  const found = new Map();
  for (const { pointer, message } of problem.errors ?? []) {
    const place = /^\/products\/(\d+)/u.exec(pointer)?.[1];
    if (place === undefined) continue;
    const { name = "" } = lines[Number(place)] ?? {};
    found.set(Number(place), type === "products-unavailable" ? t("pad.not-now", { name }) : message);
  }
  return found;
}

/**
 * Wait for an answer, and no longer than a moment: it may be long in coming.
 * @param {Promise<unknown>} answer @returns {Promise<boolean>} whether it came
 */
function soon(answer) {
  return Promise.race([
    answer.then(() => true),
    new Promise((/** @type {(came: boolean) => void} */ resolve) => setTimeout(() => resolve(false), PATIENCE)),
  ]);
}
