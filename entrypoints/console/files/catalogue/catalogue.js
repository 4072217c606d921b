/** The menu: what is sold, and what belongs to it. Each tab is an address of its own. */

import { complain } from "../kernel/dialogs.js";
import { h, Piece, style } from "../kernel/element.js";
import { at, place } from "../kernel/routes.js";
import { t } from "../kernel/words.js";

/** @type {Record<string, string>} */
const TABS = {
  products: "product-list",
  groups: "modifier-group-list",
  stations: "station-list",
  taxes: "tax-list",
  methods: "payment-method-list",
};
/** @type {Record<string, string>} */
const MODULES = {
  products: "./products.js",
  groups: "./modifier_groups.js",
  stations: "./stations.js",
  taxes: "./taxes.js",
  methods: "./payment_methods.js",
};

class CataloguePage extends Piece {
  /** @override */
  async show() {
    const tab = place().id in TABS ? place().id : "products";
    await Promise.all([style("kernel/listing.css"), style("catalogue/catalogue.css")]);
    const link = (/** @type {string} */ key) =>
      h("a", { href: at("catalogue", key), "aria-current": key === tab ? "page" : null }, t(`catalogue.${key}`));
    this.replaceChildren(
      h(
        "header",
        { class: "head" },
        h("h1", {}, t("page.catalogue")),
        h("a", { class: "button", href: at("import") }, t("page.import")),
      ),
      h("nav", { class: "tabs", "aria-label": t("page.catalogue") }, Object.keys(TABS).map(link)),
    );
    try {
      await import(/** @type {string} */ (MODULES[tab]));
      if (!this.signal.aborted) this.append(h(/** @type {string} */ (TABS[tab])));
    } catch (error) {
      complain(error);
    }
  }
}

customElements.define("catalogue-page", CataloguePage);
