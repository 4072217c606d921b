/** What guests may choose with a product: groups of modifiers. */

import { field } from "../kernel/dialogs.js";
import { edited, sayDone } from "../kernel/editing.js";
import { h, Piece } from "../kernel/element.js";
import { byName, listing, opener } from "../kernel/listing.js";
import { readAll } from "../kernel/reading.js";
import { t } from "../kernel/words.js";
import "./modifier_rows.js";

/** @typedef {import("openapi").ModifierGroupView} Group */

/** @type {import("../kernel/editing.js").Kind} */
const GROUP = {
  one: "modifier_group",
  show: "modifierGroup",
  add: "addModifierGroup",
  change: "changeModifierGroup",
  remove: "removeModifierGroup",
};
const MOST = 50;

class ModifierGroupList extends Piece {
  /** @type {import("../kernel/listing.js").Listing<Group>} */
  #list = listing({
    label: t("catalogue.groups"),
    read: async () => ({ items: await readAll("modifierGroups", "modifier_groups"), next: null }),
    keyOf: (group) => group.id,
    textOf: (/** @type {Group} */ group) => [group.name, ...group.modifiers.map(({ name }) => name)].join(" "),
    order: byName,
    row: (/** @type {Group} */ group) => [
      opener(group.name, group.modifiers.map(({ name }) => name).join(", "), () => this.#open(group)),
      h("span", { class: "badge" }, bounds(group)),
    ],
    empty: [h("p", {}, t("group.none"))],
    tools: [h("button", { type: "button", class: "primary", onclick: () => this.#open(null) }, t("group.new"))],
  });

  /** @override */
  show() {
    this.replaceChildren(this.#list);
  }

  /** @param {Group | null} group */
  async #open(group) {
    const result = await edited(GROUP, group?.id ?? null, {
      title: group?.name ?? t("group.new"),
      fields,
      said: (values, form) => ({
        name: values.name ?? "",
        least: Number(values.least),
        most: Number(values.most),
        modifiers: /** @type {any} */ (form.querySelector("modifier-rows")).said(),
      }),
      removing: t("group.removing", { name: group?.name ?? "" }),
    });
    if (result?.removed) this.#list.drop(result.removed);
    else if (result) this.#list.put(result);
    sayDone(result?.name ?? group?.name ?? "", result);
  }
}

/** @param {Group} group */
function bounds({ least, most }) {
  if (least === most) return t("group.exactly", { count: least });
  return least === 0 ? t("group.up-to", { count: most }) : t("group.between", { least, most });
}

/** @param {Group | null} item */
function fields(item) {
  const count = { type: "number", inputmode: "numeric", max: MOST, required: true };
  return [
    field(t("name"), { name: "name", value: item?.name, required: true, maxlength: 120, autofocus: item === null }),
    h("div", { class: "half" }, [
      field(t("group.least"), { ...count, name: "least", min: 0, value: item?.least ?? 0 }, t("group.least-hint")),
      field(t("group.most"), { ...count, name: "most", min: 1, value: item?.most ?? 1 }),
    ]),
    h("modifier-rows").of(item?.modifiers ?? []),
  ];
}

customElements.define("modifier-group-list", ModifierGroupList);
