/** Which modifier groups a product comes with, in the order in which they are asked. */

import { h, set } from "../kernel/element.js";
import { t } from "../kernel/words.js";

/** @typedef {{ id: string, name: string }} Group */

class ChosenGroups extends HTMLElement {
  /** @type {Group[]} */
  #groups = [];
  /** @type {string[]} */
  #ids = [];
  #list = h("ol", { class: "ordered" });
  #choice = h("select", { "aria-label": t("product.add-group"), onchange: () => this.#add() });

  /** @param {Group[]} groups all there are @param {string[]} ids of those it comes with */
  of(groups, ids) {
    this.#groups = groups;
    this.#ids = [...ids];
    this.replaceChildren(
      h("fieldset", {}, h("legend", {}, t("product.groups")), this.#list, groups.length ? this.#choice : null),
    );
    this.hidden = groups.length === 0;
    this.#draw();
    return this;
  }

  get ids() {
    return this.#ids;
  }

  #add() {
    this.#ids = [...this.#ids, this.#choice.value];
    this.#draw();
    this.#choice.focus();
  }

  /** @param {string} id @param {number} by */
  #move(id, by) {
    const from = this.#ids.indexOf(id);
    const without = this.#ids.filter((each) => each !== id);
    this.#ids = by === 0 ? without : without.toSpliced(from + by, 0, id);
    this.#draw();
    const stay = /** @type {HTMLElement[]} */ ([
      ...this.#list.querySelectorAll(`[data-id="${CSS.escape(id)}"]:enabled`),
    ]);
    (stay.find((each) => each.dataset.by === String(by)) ?? stay[0] ?? this.#choice).focus();
  }

  #draw() {
    const names = new Map(this.#groups.map(({ id, name }) => [id, name]));
    const button = (
      /** @type {string} */ id,
      /** @type {string} */ sign,
      /** @type {string} */ key,
      by = 0,
      off = false,
    ) =>
      h(
        "button",
        {
          type: "button",
          class: "plain",
          "data-id": id,
          "data-by": String(by),
          "aria-label": t(key, { name: names.get(id) ?? "" }),
          disabled: off,
          onclick: () => this.#move(id, by),
        },
        sign,
      );
    this.#list.replaceChildren(
      ...this.#ids.map((id, place) =>
        h(
          "li",
          {},
          h("span", {}, names.get(id) ?? id),
          button(id, "↑", "order.up", -1, place === 0),
          button(id, "↓", "order.down", 1, place === this.#ids.length - 1),
          button(id, "✕", "order.out"),
        ),
      ),
    );
    const left = this.#groups.filter(({ id }) => !this.#ids.includes(id));
    this.#choice.replaceChildren(
      h("option", { value: "" }, t("product.add-group")),
      ...left.map(({ id, name }) => h("option", { value: id }, name)),
    );
    set(this.#choice, "hidden", left.length === 0);
  }
}

customElements.define("chosen-groups", ChosenGroups);
