/** The products, by name: searched by the server, so that thousands are no more work than ten. */

import { changed, sayDone } from "../kernel/editing.js";
import { h, Piece } from "../kernel/element.js";
import { listing, opener } from "../kernel/listing.js";
import { money } from "../kernel/money.js";
import { readFrom } from "../kernel/reading.js";
import { switchButton } from "../kernel/switch.js";
import { t } from "../kernel/words.js";
import { categories, note } from "./categories.js";
import { fillInProduct, PRODUCT } from "./product_form.js";

/** @typedef {import("openapi").ProductView} Product */

const PAGE = 50;

class ProductList extends Piece {
  #category = h("select", { "aria-label": t("product.category"), onchange: () => void this.#list.reload() });
  /** @type {import("../kernel/listing.js").Listing<Product>} */
  #list = listing({
    label: t("catalogue.products"),
    kind: "products",
    read: (name, cursor, signal) => {
      const query = { name: name || null, category: this.#category.value || null, per_page: PAGE };
      return readFrom("products", "products", query, cursor, signal);
    },
    keyOf: (product) => product.id,
    row: (product) => this.#row(product),
    empty: [h("p", {}, t("product.none")), h("button", { type: "button", onclick: () => this.#open(null) }, t("add"))],
    tools: [
      this.#category,
      h("button", { type: "button", class: "primary", onclick: () => this.#open(null) }, t("product.new")),
    ],
  });

  /** @override */
  async show() {
    this.#offer([]);
    this.replaceChildren(this.#list);
    await categories(this.signal, (found) => this.#offer(found)).catch(() => undefined);
  }

  /** @param {string[]} found */
  #offer(found) {
    const chosen = this.#category.value;
    const option = (/** @type {string} */ value, text = value) => h("option", { value }, text);
    this.#category.replaceChildren(option("", t("product.all-categories")), ...found.map((each) => option(each)));
    this.#category.value = found.includes(chosen) ? chosen : "";
  }

  /** @param {Product} product */
  #row(product) {
    const { stock } = product;
    const price = h("span", { class: "price" }, money(product.price));
    if (product.open_price) price.append(h("small", {}, t("product.open-price")));
    return [
      opener(product.name, product.category ?? "", () => this.#open(product)),
      price,
      h("span", { class: "left quiet" }, typeof stock === "number" ? t("product.left", { count: stock }) : ""),
      this.#switch(product),
    ];
  }

  /** @param {Product} product */
  #switch(product) {
    if (product.stock === 0) {
      const fillUp = () => this.#open(product);
      return h(
        "button",
        {
          type: "button",
          class: "switch out",
          "aria-label": t("product.fill-up", { name: product.name }),
          onclick: fillUp,
        },
        t("product.sold-out"),
      );
    }
    return switchButton({
      isOn: product.available,
      label: t("product.on-menu", { name: product.name }),
      text: product.available ? t("product.available") : t("product.off"),
      turn: async () => this.#list.put(await changed(PRODUCT, product.id, { available: !product.available })),
    });
  }

  /** @param {Product | null} product */
  async #open(product) {
    const result = await fillInProduct(product, await categories(this.signal).catch(() => []));
    if (!result) return;
    note(result.category);
    this.#offer(await categories(this.signal));
    this.#list.put(result);
    sayDone(result.name, result);
  }
}

customElements.define("product-list", ProductList);
