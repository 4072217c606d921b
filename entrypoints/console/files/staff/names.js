/** How what the audit is about is called: it knows ids only. What cannot be found out is called by its kind. */

import { readAll } from "../kernel/reading.js";
import { businessDay, dayText, isManaged } from "../kernel/restaurant.js";
import { call } from "../kernel/session.js";
import { t } from "../kernel/words.js";

/** @typedef {import("openapi").EntryView} Entry */

const AT_ONCE = 4;
const OF_ORDERS = /^(?:line_voided|order_|discount_|service_charge_|payment_refunded)/u;
const OF_PRODUCTS = new Set(["price_changed", "price_differed"]);

export class Names {
  /** @type {Map<string, string>} */
  #known = new Map();
  /** @type {Promise<void> | undefined} */
  #people;
  /** @type {Promise<void> | undefined} */
  #modifiers;

  /** Return what it is called, or how it is called where that is not known. @param {string | null | undefined} id @param {string} unknown */
  of(id, unknown) {
    return (id && this.#known.get(id)) || t(unknown);
  }

  /** Read who works here, and on what. @param {AbortSignal} signal */
  readPeople(signal) {
    this.#people ??= this.#read(signal);
    return this.#people;
  }

  /** @param {AbortSignal} signal */
  async #read(signal) {
    const [users, devices] = await Promise.all([
      call("users", { signal }),
      isManaged() ? call("devices", { signal }) : null,
    ]);
    for (const { id, name } of [...users.data.users, ...(devices?.data.devices ?? [])]) this.#known.set(id, name);
  }

  /**
   * Find out what these are about, and return whether something was learnt.
   * @param {Entry[]} entries @param {AbortSignal} signal
   */
  async learn(entries, signal) {
    const orders = new Set(entries.flatMap((entry) => ordersOf(entry)));
    const products = new Set(
      entries.flatMap(({ happening, subject }) => (OF_PRODUCTS.has(happening) && subject ? [subject] : [])),
    );
    const unknown = (/** @type {Set<string>} */ ids) => [...ids].filter((id) => !this.#known.has(id));
    if (unknown(products).length) await (this.#modifiers ??= this.#readModifiers());
    const before = this.#known.size;
    const work = [
      ...unknown(orders).map((id) => () => this.#order(id, signal)),
      ...unknown(products).map((id) => () => this.#product(id, signal)),
    ];
    const hand = async () => {
      for (let next = work.shift(); next && !signal.aborted; next = work.shift()) await next().catch(() => undefined);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, hand));
    return this.#known.size > before || products.size > 0;
  }

  async #readModifiers() {
    const groups = await readAll("modifierGroups", "modifier_groups");
    for (const group of groups) for (const { id, name } of group.modifiers) this.#known.set(id, name);
  }

  /** @param {string} id @param {AbortSignal} signal */
  async #order(id, signal) {
    const { order } = (await call("order", { path: { id }, signal })).data;
    const day = dayText(businessDay(Date.parse(order.created_at)));
    this.#known.set(id, t("audit.order-named", { number: String(order.number ?? order.customer_name), day }));
  }

  /** @param {string} id @param {AbortSignal} signal */
  async #product(id, signal) {
    this.#known.set(id, (await call("product", { path: { id }, signal })).data.product.name);
  }
}

/** @param {Entry} entry @returns {string[]} */
function ordersOf({ happening, subject, details }) {
  const said = [details.order, details.into, details.new_order];
  return [OF_ORDERS.test(happening) ? subject : null, ...said].filter((id) => id !== null && id !== undefined);
}
