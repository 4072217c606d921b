/** What was tapped and not sent yet: kept for its user and its table or order until it is sent, or emptied. */

import { complain } from "../kernel/dialogs.js";
import { newId } from "../kernel/ids.js";
import { amount } from "../kernel/money.js";
import { user } from "../kernel/session.js";
import { CART, forget, keep, kept } from "../kernel/store.js";

/** @typedef {import("./menu.js").Modifier} Modifier */
/**
 * What is wanted of something: `product` is its id, null for what is in no catalogue. `price` is of one without what the
 * modifiers add, in smallest units; it is said to the API where it `isOwnPrice`.
 * @typedef {{
 *   product: string | null, name: string, price: number, isOwnPrice: boolean, modifiers: Modifier[],
 *   note: string, seat: number | null, course: number | null, hold: boolean,
 * }} Choice
 */
/** @typedef {Choice & { id: string, quantity: number, problem?: string }} Line */

const MOST = 10_000; // of one line, as the API has it
const tabs = new BroadcastChannel("orders.carts");

/** Return what one of a line costs. @param {Choice} choice */
export function priceOf({ price, modifiers }) {
  return modifiers.reduce((sum, each) => sum + each.price, price);
}

/** Tells `change` with the ids of the products it is about in `detail`, null where it is about all of it. */
export class Cart extends EventTarget {
  id = newId();
  /** @type {Line[]} */
  lines = [];
  customer = "";
  note = "";
  /** @type {number | null} */
  guests = null;
  /** @type {number | null} the course and the seat of what is tapped next */
  course = null;
  /** @type {number | null} */
  seat = null;
  /** Ends once what was said last is kept. @type {Promise<void>} */
  saved = Promise.resolve();

  /** @param {string} where `table.{id}`, `order.{id}`, or "new" */
  constructor(where) {
    super();
    this.key = `${CART}${user()?.id}.${where}`;
  }

  /** Be what was kept, and follow what other tabs do to it. @param {AbortSignal} signal */
  async open(signal) {
    tabs.addEventListener("message", ({ data }) => data === this.key && void this.#load(), { signal });
    await this.#load();
  }

  async #load() {
    const {
      id = newId(),
      lines = [],
      customer = this.customer,
      note = "",
      guests = null,
    } = (await kept(this.key)) ?? {};
    Object.assign(this, { id, lines, customer, note, guests });
    this.#tell(null);
  }

  /** Keep it as it is. */
  save() {
    this.saved = this.#write();
    return this.saved;
  }

  async #write() {
    const { id, lines, customer, note, guests } = this;
    if (lines.length || note || guests) await keep(this.key, { id, lines, customer, note, guests });
    else await forget(this.key);
    this.tellTabs();
  }

  /** Be another one, that is empty: this one is being sent. What is kept of it is taken along by whoever sends it. */
  clear() {
    Object.assign(this, { id: newId(), lines: [], note: "", guests: null });
    this.#tell(null);
  }

  /** Have other tabs look what is kept. */
  tellTabs() {
    tabs.postMessage(this.key);
  }

  /** Add so many of something: to the line that is alike, or as a new one. @param {Choice} choice @param {number} [quantity] */
  add(choice, quantity = 1) {
    const alike = this.lines.find((each) => sameAs(each, choice));
    if (alike) alike.quantity = Math.min(MOST, alike.quantity + quantity);
    else this.lines.push({ ...choice, id: newId(), quantity });
    this.#changed(choice.product);
  }

  /** Say how many of a line; none takes it out. @param {string} id @param {number} quantity */
  setQuantity(id, quantity) {
    const line = this.lines.find((each) => each.id === id);
    if (!line) return;
    if (quantity > 0) line.quantity = Math.min(MOST, quantity);
    else this.lines = this.lines.filter((each) => each !== line);
    delete line.problem;
    this.#changed(line.product);
  }

  /** Make another choice for a line. @param {string} id @param {Choice} choice @param {number} quantity */
  change(id, choice, quantity) {
    const place = this.lines.findIndex((each) => each.id === id);
    if (place < 0) return;
    this.lines[place] = { ...choice, id, quantity };
    this.#changed(choice.product);
  }

  /** Say what of the whole order. @param {Partial<Pick<Cart, "customer" | "note" | "guests" | "course" | "seat">>} said */
  say(said) {
    Object.assign(this, said);
    this.save().catch(complain);
  }

  /** Put back what was refused, with why. @param {Line[]} lines @param {Map<number, string>} problems by their place */
  putBack(lines, problems) {
    this.lines = [...lines.map((each, place) => ({ ...each, problem: problems.get(place) })), ...this.lines];
    this.#changed(null);
  }

  /** Let prices be those of the menu, of modifiers too. @param {import("./menu.js").Prices} menu */
  reprice(menu) {
    const before = this.lines.map(priceOf);
    const priced = pricedBy(menu);
    for (const line of this.lines) Object.assign(line, priced(line));
    if (this.lines.some((line, place) => priceOf(line) !== before[place])) this.#tell(null);
  }

  /** How many things are in it. */
  get count() {
    return this.lines.reduce((sum, each) => sum + each.quantity, 0);
  }

  /** What it comes to, in smallest units. */
  get total() {
    return this.lines.reduce((sum, each) => sum + each.quantity * priceOf(each), 0);
  }

  /** How many of a product are in it. @param {string} product */
  countOf(product) {
    return this.lines.reduce((sum, each) => sum + (each.product === product ? each.quantity : 0), 0);
  }

  /** @param {string | null} product */
  #changed(product) {
    this.#tell(product);
    this.save().catch(complain);
  }

  /** @param {string | null} product */
  #tell(product) {
    this.dispatchEvent(new CustomEvent("change", { detail: product }));
  }
}

/** Return what puts the prices of a menu on a choice, of modifiers too. @param {import("./menu.js").Prices} menu */
export function pricedBy({ products, groups }) {
  const chosen = new Map([...groups.values()].flatMap(({ modifiers }) => modifiers.map((each) => [each.id, each])));
  return (/** @type {Choice} */ choice) => {
    const product = choice.isOwnPrice ? undefined : products.get(choice.product ?? "");
    const modifiers = choice.modifiers.map((each) => ({ ...each, price: chosen.get(each.id)?.price ?? each.price }));
    return { ...choice, price: product?.price ?? choice.price, modifiers };
  };
}

/** @param {Choice} one @param {Choice} other */
function sameAs(one, other) {
  return textOf(one) === textOf(other);
}

/** Return all that makes a choice another one. @param {Choice} choice */
function textOf({ product, name, price, modifiers, note, seat, course, hold }) {
  const chosen = modifiers.map((each) => each.id).toSorted();
  return JSON.stringify([product, name, price, chosen, note, seat, course, hold]);
}

/** Return a line as the API takes it: what has a price of its own goes by its name. @param {Line} line */
export function wanted({ product, name, price, isOwnPrice, modifiers, quantity, note, seat, course, hold }) {
  return {
    ...(product === null || isOwnPrice ? { name, price: amount(price) } : { product_id: product }),
    quantity,
    ...(modifiers.length ? { modifiers: modifiers.map((each) => each.id) } : {}),
    ...(note ? { note } : {}),
    ...(seat ? { seat } : {}),
    ...(course ? { course } : {}),
    ...(hold ? { hold } : {}),
  };
}
