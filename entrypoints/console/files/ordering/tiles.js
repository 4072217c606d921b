/** What is sold, as tiles: by category, or what a search finds. A category is drawn once, when it is first looked at. */

import { fill, h, say, set } from "../kernel/element.js";
import { units } from "../kernel/money.js";
import { t } from "../kernel/words.js";
import { menu } from "./menu.js";

/** @typedef {import("./menu.js").Product} Product */

const ALL = "*";
const MOST_AT_ONCE = 60; // more than that is not looked through, but searched
const MOST_FOUND = 80;

export class Tiles {
  #chips = h("div", { class: "chips", role: "group", "aria-label": t("pad.categories") });
  #search = h("input", { type: "search", "aria-label": t("search"), placeholder: t("search"), enterkeyhint: "search" });
  #lists = h("div", { class: "tile-lists" });
  #found = h("ul", { class: "tiles", hidden: true, "aria-label": t("pad.found") });
  #nothing = h("p", { class: "empty", role: "status", hidden: true });
  /** @type {Map<string, HTMLElement>} */
  #drawn = new Map();
  #chosen = "";
  #tap;
  #countOf;

  /**
   * @param {(product: Product) => void} tap @param {(product: string) => number} countOf how many are in the cart
   * @param {HTMLElement} beside the button for what is not on the menu
   */
  constructor(tap, countOf, beside) {
    this.#tap = tap;
    this.#countOf = countOf;
    this.element = h(
      "section",
      { class: "menu-part", "aria-label": t("page.catalogue") },
      h("div", { class: "finder" }, this.#search, beside, this.#chips),
      this.#nothing,
      this.#lists,
      this.#found,
    );
    this.#search.addEventListener("input", () => this.#show());
    this.#chips.addEventListener("click", (/** @type {MouseEvent} */ event) => this.#choose(event));
    this.element.addEventListener("click", (/** @type {MouseEvent} */ event) => this.#press(event));
  }

  /** Draw all anew: what is sold was read. */
  draw() {
    const categories = menu.categories();
    const chips = categories.length > 1 ? [ALL, ...categories] : [];
    if (![ALL, ...categories].includes(this.#chosen) || this.#chosen === "")
      this.#chosen = menu.products.size > MOST_AT_ONCE && categories[0] !== undefined ? categories[0] : ALL;
    fill(
      this.#chips,
      chips,
      (each) => each,
      () => h("button", { type: "button" }),
      (chip, each) => say(chip, each === ALL ? t("pad.all") : each || t("pad.no-category")),
    );
    for (const [category, list] of this.#drawn) this.#fill(list, this.#of(category));
    this.#show();
  }

  /** Draw what is about each product: what is in the cart is another. */
  drawProducts() {
    for (const tile of this.element.querySelectorAll("[data-product]")) {
      const product = menu.products.get(tile.getAttribute("data-product") ?? "");
      if (product) this.#put(tile, product);
    }
  }

  /** Draw what is about one product. @param {string} id */
  drawProduct(id) {
    const product = menu.products.get(id);
    if (!product) return;
    for (const tile of this.element.querySelectorAll(`[data-product="${id}"]`)) this.#put(tile, product);
  }

  /** @param {string} category */
  #of(category) {
    return [...menu.products.values()].filter((each) => category === ALL || each.category === category);
  }

  #show() {
    const words = plain(this.#search.value).split(" ").filter(Boolean);
    const isSearch = words.length > 0;
    for (const chip of this.#chips.children)
      set(chip, "aria-pressed", String(!isSearch && chip.dataset.key === this.#chosen));
    if (isSearch) this.#find(words);
    else if (!this.#drawn.has(this.#chosen)) {
      const list = h("ul", { class: "tiles" });
      this.#drawn.set(this.#chosen, list);
      this.#fill(list, this.#of(this.#chosen));
      this.#lists.append(list);
    }
    for (const [category, list] of this.#drawn) list.hidden = isSearch || category !== this.#chosen;
    this.#found.hidden = !isSearch;
    const isEmpty = isSearch ? this.#found.childElementCount === 0 : menu.products.size === 0;
    this.#nothing.hidden = !isEmpty;
    if (isEmpty) say(this.#nothing, t(isSearch ? "pad.none-found" : menu.isKnown ? "pad.no-products" : "loading"));
  }

  /** @param {string[]} words */
  #find(words) {
    const found = this.#of(ALL).filter((each) => words.every((word) => plain(each.name).includes(word)));
    this.#fill(this.#found, found.slice(0, MOST_FOUND));
  }

  /** @param {Element} list @param {Product[]} products */
  #fill(list, products) {
    fill(
      list,
      products,
      (each) => each.id,
      () => h("li", {}, h("button", { type: "button", class: "tile" }, h("b"), h("span"), h("small"), h("i"))),
      (item, each) => this.#put(item.firstElementChild, each),
    );
  }

  /** @param {Element} tile @param {Product} product */
  #put(tile, product) {
    const [name, price, left, count] = /** @type {any} */ (tile.children);
    const inCart = this.#countOf(product.id);
    set(tile, "data-product", product.id);
    set(tile, "disabled", !product.isAvailable);
    say(name, product.name);
    say(price, product.isOpenPrice ? t("pad.open-price") : units(product.price));
    say(left, leftOf(product));
    say(count, inCart ? t("pad.times", { count: inCart }) : "");
  }

  /** @param {MouseEvent} event */
  #choose(event) {
    const chip = /** @type {HTMLElement} */ (event.target).closest("button");
    if (!chip) return;
    this.#chosen = chip.dataset.key ?? ALL;
    this.#search.value = "";
    this.#show();
  }

  /** @param {MouseEvent} event */
  #press(event) {
    const tile = /** @type {HTMLElement} */ (event.target).closest("[data-product]");
    const product = menu.products.get(tile?.getAttribute("data-product") ?? "");
    if (product?.isAvailable) this.#tap(product);
  }
}

/** @param {Product} product */
function leftOf({ isAvailable, stock }) {
  if (!isAvailable) return t(stock === 0 ? "pad.sold-out" : "pad.off");
  return stock === null ? "" : t("pad.left", { count: stock });
}

/** @param {string} text */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
