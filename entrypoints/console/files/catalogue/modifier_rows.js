/** The modifiers of a group, each with what it adds to the price or takes off it, in the order in which they are shown. */

import { wrong } from "../kernel/editing.js";
import { h, set } from "../kernel/element.js";
import { amount, minor, typed, written } from "../kernel/money.js";
import { t } from "../kernel/words.js";

/** @typedef {{ id?: string, name: string, price: number }} Modifier */

class ModifierRows extends HTMLElement {
  #list = h("ol", { class: "ordered" });

  /** @param {Modifier[]} modifiers */
  of(modifiers) {
    const add = h("button", { type: "button", onclick: () => this.#add() }, t("group.add-modifier"));
    this.replaceChildren(
      h("fieldset", {}, h("legend", {}, t("group.modifiers")), this.#list, h("small", {}, t("group.price-hint")), add),
    );
    this.#list.replaceChildren(
      ...(modifiers.length ? modifiers : [{ name: "", price: 0 }]).map((each) => this.#row(each)),
    );
    this.#number();
    return this;
  }

  /** Return them in the form of the API, without the rows that are empty; throw what the form shows. @returns {Modifier[]} */
  said() {
    const rows = /** @type {HTMLElement[]} */ ([...this.#list.children]);
    const found = rows.map((row) => {
      const [name, price] = /** @type {HTMLInputElement[]} */ ([...row.querySelectorAll("input")]);
      return { id: row.dataset.id, name: name?.value.trim() ?? "", price: price?.value.trim() ?? "" };
    });
    return found
      .filter(({ id, name }) => id || name)
      .map(({ id, name, price }) => {
        const whole = typed(price || "0");
        if (whole === null) throw wrong(t("edit.no-price", { text: price }), "modifiers");
        return { id, name, price: amount(whole) };
      });
  }

  #add() {
    const row = this.#row({ name: "", price: 0 });
    this.#list.append(row);
    this.#number();
    row.querySelector("input").focus();
  }

  /** @param {Modifier} modifier @returns {any} */
  #row({ id, name, price }) {
    const button = (/** @type {string} */ sign, /** @type {string} */ does, /** @type {() => void} */ press) =>
      h("button", { type: "button", class: "plain", "data-does": does, onclick: press }, sign);
    const row = h(
      "li",
      { "data-id": id },
      h("input", { value: name, maxlength: 120, autocomplete: "off" }),
      h("input", {
        class: "surcharge",
        value: price ? written(minor(price)) : "",
        inputmode: "decimal",
        autocomplete: "off",
      }),
      button("↑", "order.up", () => this.#move(row, -1)),
      button("↓", "order.down", () => this.#move(row, 1)),
      button("✕", "order.out", () => this.#out(row)),
    );
    row.addEventListener("input", () => this.#number());
    return row;
  }

  /** @param {HTMLElement} row @param {number} by */
  #move(row, by) {
    const stood = /** @type {HTMLElement} */ (document.activeElement);
    if (by < 0) row.previousElementSibling?.before(row);
    else row.nextElementSibling?.after(row);
    this.#number();
    if (!(/** @type {HTMLButtonElement} */ (stood).disabled)) stood.focus();
    else /** @type {HTMLElement} */ (row.querySelector("button:enabled")).focus();
  }

  /** @param {HTMLElement} row */
  #out(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling ?? this;
    row.remove();
    this.#number();
    /** @type {HTMLElement | null} */ (next.querySelector("input, button"))?.focus();
  }

  /** Name every control after the row that it stands in. */
  #number() {
    const rows = [...this.#list.children];
    for (const [place, row] of rows.entries()) {
      const [name, price] = /** @type {HTMLInputElement[]} */ ([...row.querySelectorAll("input")]);
      const called = name?.value || String(place + 1);
      if (name) set(name, "aria-label", t("group.modifier-name", { count: place + 1 }));
      if (price) set(price, "aria-label", t("group.modifier-price", { name: called }));
      if (price) set(price, "placeholder", written(0));
      for (const each of row.querySelectorAll("button")) {
        const does = each.dataset.does ?? "";
        set(each, "aria-label", t(does, { name: called }));
        each.disabled = (does === "order.up" && place === 0) || (does === "order.down" && place === rows.length - 1);
      }
    }
  }
}

customElements.define("modifier-rows", ModifierRows);
