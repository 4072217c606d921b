/** What guests may pay with. */

import { field } from "../kernel/dialogs.js";
import { changed, edited, sayDone } from "../kernel/editing.js";
import { h, Piece } from "../kernel/element.js";
import { byName, listing, opener } from "../kernel/listing.js";
import { readAll } from "../kernel/reading.js";
import { switchButton } from "../kernel/switch.js";
import { t } from "../kernel/words.js";

/** @typedef {import("openapi").PaymentMethodView} Method */

/** @type {import("../kernel/editing.js").Kind} */
const METHOD = { one: "payment_method", show: "paymentMethod", add: "addPaymentMethod", change: "changePaymentMethod" };
const KINDS = ["cash", "card", "other"];

class PaymentMethodList extends Piece {
  /** @type {import("../kernel/listing.js").Listing<Method>} */
  #list = listing({
    label: t("catalogue.methods"),
    read: async () => ({ items: await readAll("paymentMethods", "payment_methods"), next: null }),
    keyOf: (method) => method.id,
    textOf: (method) => method.name,
    order: byName,
    row: (method) => [opener(method.name, t(`method.${method.kind}`), () => this.#open(method)), this.#switch(method)],
    empty: [],
    tools: [h("button", { type: "button", class: "primary", onclick: () => this.#open(null) }, t("method.new"))],
  });

  /** @override */
  show() {
    this.replaceChildren(this.#list);
  }

  /** @param {Method} method */
  #switch(method) {
    return switchButton({
      isOn: method.active,
      label: t("method.accepted-named", { name: method.name }),
      text: t(method.active ? "method.accepted" : "method.not-accepted"),
      turn: async () => this.#list.put(await changed(METHOD, method.id, { active: !method.active })),
    });
  }

  /** @param {Method | null} method */
  async #open(method) {
    const isNew = method === null;
    const kinds = KINDS.map((each) => [each, t(`method.${each}`)]);
    const result = await edited(METHOD, method?.id ?? null, {
      title: method?.name ?? t("method.new"),
      fields: (item) => [
        field(t("name"), { name: "name", value: item?.name, required: true, maxlength: 120, autofocus: true }),
        isNew ? field(t("method.kind"), { name: "kind", options: kinds, value: "other" }, t("method.kind-hint")) : null,
      ],
      said: ({ name = "", kind }) => ({ name, ...(isNew ? { kind } : {}) }),
    });
    if (result) this.#list.put(result);
    sayDone(result?.name ?? "", result);
  }
}

customElements.define("payment-method-list", PaymentMethodList);
