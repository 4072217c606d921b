/**
 * What is sold: kept for when the line is down, and told at once when something runs out or is back. Of new products and
 * prices no event tells: they are read again now and then.
 */

import { Unreachable } from "../kernel/api.js";
import { complain } from "../kernel/dialogs.js";
import { minor } from "../kernel/money.js";
import { readAll, readFrom } from "../kernel/reading.js";
import { user } from "../kernel/session.js";
import { keep, kept } from "../kernel/store.js";

/**
 * A product as the pad knows it; `price` is in smallest units. @typedef {{
 *   id: string, name: string, price: number, isAvailable: boolean, category: string, stock: number | null,
 *   groups: string[], isOpenPrice: boolean,
 * }} Product
 */
/** @typedef {{ id: string, name: string, price: number }} Modifier */
/** What is sold at which price. @typedef {{ products: Map<string, Product>, groups: Map<string, Group> }} Prices */
/** @typedef {{ id: string, name: string, least: number, most: number, modifiers: Modifier[] }} Group */

const KEPT = "menu";
const FRESH_FOR = 10_000; // milliseconds
const FIRST_PAGE = 36; // products: enough to begin with
const PAGE = 100;

const byName = new Intl.Collator(undefined, { numeric: true });

/** Tells `change` when what is sold was read anew, and `product` with its id in `detail` when one of it changed. */
class Menu extends EventTarget {
  /** @type {Map<string, Product>} */
  products = new Map();
  /** @type {Map<string, Group>} */
  groups = new Map();
  #of = "";
  #readAt = 0;
  /** What was told while products are read, which may be older. @type {import("openapi").EventView[] | null} */
  #meanwhile = null;

  /** Whether anything is known of what is sold, be it that there is nothing. */
  get isKnown() {
    return this.#readAt > 0 || this.products.size > 0;
  }

  /** Be there as soon as possible: from what was kept, then as it is now. @param {AbortSignal} signal */
  async open(signal) {
    if (this.#of !== user()?.id) {
      this.#of = user()?.id ?? "";
      this.#readAt = 0;
      const last = await kept(KEPT);
      this.#put(last?.products ?? [], last?.groups ?? []);
    }
    if (this.products.size === 0 || Date.now() - this.#readAt > FRESH_FOR) await this.read(signal);
  }

  /** Read all of it again while somebody may be looking, unless that is done already. @param {AbortSignal} signal */
  async refresh(signal) {
    if (!document.hidden && !this.#meanwhile) await this.read(signal);
  }

  /** Read all of it. @param {AbortSignal} signal */
  async read(signal) {
    /** @type {import("openapi").EventView[]} */
    const meanwhile = [];
    this.#meanwhile = meanwhile;
    try {
      const groups = readAll("modifierGroups", "modifier_groups");
      groups.catch(() => undefined); // whoever awaits it hears of it
      const products = await this.#readProducts(groups, signal);
      const all = (await groups).map(groupOf);
      this.#readAt = Date.now();
      this.#put(products, all);
      for (const each of meanwhile.splice(0)) this.hear(each);
      await keep(KEPT, { products, groups: [...this.groups.values()] });
    } catch (error) {
      if (!(error instanceof Unreachable) && !signal.aborted) complain(error);
    } finally {
      if (this.#meanwhile === meanwhile) this.#meanwhile = null;
    }
  }

  /** @param {Promise<any[]>} groups @param {AbortSignal} signal @returns {Promise<Product[]>} */
  async #readProducts(groups, signal) {
    const found = [];
    /** @type {string | null} */
    let cursor = null;
    do {
      const size = found.length || this.products.size ? PAGE : FIRST_PAGE;
      // oxlint-disable-next-line no-await-in-loop
      const page = await readFrom("products", "products", { per_page: size }, cursor, signal);
      found.push(...page.items.map(productOf));
      cursor = page.next;
      // oxlint-disable-next-line no-await-in-loop
      if (cursor && found.length >= 2 * this.products.size) this.#put(found, (await groups).map(groupOf));
    } while (cursor);
    return found;
  }

  /** @param {Product[]} products @param {Group[]} groups */
  #put(products, groups) {
    this.products = new Map(
      products.toSorted((one, other) => byName.compare(one.name, other.name)).map((each) => [each.id, each]),
    );
    this.groups = new Map(groups.map((each) => [each.id, each]));
    this.dispatchEvent(new Event("change"));
  }

  /** Take in what an event tells of a product. @param {import("openapi").EventView} event */
  hear(event) {
    this.#meanwhile?.push(event);
    const { type, data } = event;
    const said = /** @type {any} */ (data).product;
    const product = this.products.get(said?.id);
    if (!product || !type.startsWith("product.")) return;
    Object.assign(product, {
      isAvailable: said.available,
      stock: said.stock ?? null,
      price: minor(said.price),
      name: said.name,
    });
    this.dispatchEvent(new CustomEvent("product", { detail: product.id }));
    keep(KEPT, { products: [...this.products.values()], groups: [...this.groups.values()] }).catch(() => undefined);
  }

  /** Return the groups that a product comes with. @param {Product} product @returns {Group[]} */
  groupsOf(product) {
    return product.groups.flatMap((id) => this.groups.get(id) ?? []);
  }

  /** Return the categories there are, by name; "" is that of products without one, and last. */
  categories() {
    const names = new Set([...this.products.values()].map((each) => each.category));
    return [...names].toSorted((one, other) => Number(one === "") - Number(other === "") || byName.compare(one, other));
  }
}

/** @param {import("openapi").ProductView} view @returns {Product} */
function productOf(view) {
  return {
    id: view.id,
    name: view.name,
    price: minor(view.price),
    isAvailable: view.available,
    category: view.category ?? "",
    stock: view.stock ?? null,
    groups: view.modifier_groups ?? [],
    isOpenPrice: view.open_price ?? false,
  };
}

/** @param {import("openapi").ModifierGroupView} view @returns {Group} */
function groupOf({ id, name, least, most, modifiers }) {
  return { id, name, least, most, modifiers: modifiers.map((each) => ({ ...each, price: minor(each.price) })) };
}

/** What is sold here. It stays from page to page. */
export const menu = new Menu();
