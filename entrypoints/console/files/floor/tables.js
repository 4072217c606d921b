/** Sections and tables as managers arrange them: added one or many at once, renamed, moved, closed. */

import { check, complain, field } from "../kernel/dialogs.js";
import { edited, sayDone } from "../kernel/editing.js";
import { h, Piece, set, style } from "../kernel/element.js";
import { byName, listing, opener } from "../kernel/listing.js";
import { readAll } from "../kernel/reading.js";
import { t } from "../kernel/words.js";
import { addTables } from "./new_tables.js";

/** @typedef {import("openapi").TableView} Table */
/** @typedef {import("openapi").SectionView} Section */

/** @type {import("../kernel/editing.js").Kind} */
const TABLE = { one: "table", show: "table", add: "addTable", change: "changeTable", remove: "removeTable" };
/** @type {import("../kernel/editing.js").Kind} */
const SECTION = {
  one: "section",
  show: "section",
  add: "addSection",
  change: "changeSection",
  remove: "removeSection",
};
const ALL = "all";
const NONE = "none";
const CLOSED = "closed";

class TablesPage extends Piece {
  #chosen = ALL;
  /** @type {Section[]} */
  #sections = [];
  #chips = h("div", { class: "chips", role: "group", "aria-label": t("tables.sections") });
  #rename = h(
    "button",
    { type: "button", hidden: true, onclick: () => void this.#changeSection() },
    t("tables.change-section"),
  );
  /** @type {import("../kernel/listing.js").Listing<Table>} */
  #list = listing({
    label: t("page.tables"),
    kind: "tiles",
    read: async () => {
      this.#sections = (await readAll("sections", "sections")).toSorted(byName);
      return { items: await readAll("tables", "tables"), next: null };
    },
    keyOf: (table) => table.id,
    textOf: (table) => `${table.name} ${this.#nameOf(table.section)}`,
    isShown: (table) => this.#shows(table),
    stampOf: (table) => JSON.stringify([table, this.#nameOf(table.section)]),
    order: (one, other) => this.#nameOf(one.section).localeCompare(this.#nameOf(other.section)) || byName(one, other),
    row: (table) => [
      opener(table.name, this.#below(table), () => this.#open(table)),
      table.open ? null : h("span", { class: "badge warn" }, t("tables.closed")),
      table.free ? null : h("span", { class: "badge good" }, t("tables.taken")),
    ],
    empty: [h("p", {}, t("tables.none"))],
    tools: [
      h("button", { type: "button", onclick: () => this.#addSection() }, t("tables.new-section")),
      h("button", { type: "button", class: "primary", onclick: () => this.#add() }, t("tables.new")),
    ],
  });

  /** @override */
  async show() {
    await Promise.all([style("kernel/listing.css"), style("floor/tables.css")]);
    this.replaceChildren(
      h("header", { class: "head" }, h("h1", {}, t("page.tables"))),
      h("div", { class: "row chosen" }, this.#chips, this.#rename),
      this.#list,
    );
    this.hear(this.#list, "read", () => this.#draw());
  }

  /** @param {Table} table */
  #shows({ section, open }) {
    if (this.#chosen === CLOSED) return !open;
    return open && (this.#chosen === ALL || (section ?? NONE) === this.#chosen);
  }

  /** @param {string | null} id */
  #nameOf(id) {
    return this.#sections.find((each) => each.id === id)?.name ?? "";
  }

  /** @param {Table} table */
  #below({ section, seats }) {
    return [this.#nameOf(section), seats ? t("tables.seats", { count: seats }) : ""].filter(Boolean).join(" · ");
  }

  #draw() {
    const tables = this.#list.items;
    const open = tables.filter((each) => each.open);
    const closed = tables.length - open.length;
    const chip = (/** @type {string} */ key, /** @type {string} */ text, /** @type {number} */ count) => {
      const choose = () => {
        this.#chosen = key;
        this.#draw();
        this.#list.redraw();
      };
      const pressed = String(this.#chosen === key);
      return h(
        "button",
        { type: "button", "data-key": key, "aria-pressed": pressed, onclick: choose },
        `${text} (${count})`,
      );
    };
    const stood = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.key;
    this.#chips.replaceChildren(
      chip(ALL, t("tables.all"), open.length),
      ...this.#sections.map(({ id, name }) => chip(id, name, open.filter((each) => each.section === id).length)),
      ...(open.some((each) => !each.section) && this.#sections.length
        ? [chip(NONE, t("tables.no-section"), open.filter((each) => !each.section).length)]
        : []),
      ...(closed ? [chip(CLOSED, t("tables.closed"), closed)] : []),
    );
    if (stood)
      /** @type {HTMLElement | null} */ (this.#chips.querySelector(`[data-key="${CSS.escape(stood)}"]`))?.focus();
    set(this.#rename, "hidden", !this.#sections.some(({ id }) => id === this.#chosen));
  }

  #choices() {
    return [["", t("none")], ...this.#sections.map(({ id, name }) => [id, name])];
  }

  async #add() {
    const section = this.#sections.some(({ id }) => id === this.#chosen) ? this.#chosen : "";
    await addTables(this.#choices(), section);
    await this.#list.reload();
  }

  /** @param {Table} table */
  async #open(table) {
    const result = await edited(TABLE, table.id, {
      title: table.name,
      fields: (item) => [
        field(t("name"), { name: "name", value: item.name, required: true, maxlength: 120 }),
        field(t("tables.section"), { name: "section", options: this.#choices(), value: item.section ?? "" }),
        field(t("tables.seats-field"), { ...SEATS, value: item.seats ?? "" }),
        check(t("tables.open"), { name: "open", checked: item.open }),
      ],
      said: (values) => ({
        name: values.name ?? "",
        section: values.section || null,
        seats: values.seats ? Number(values.seats) : null,
        open: values.open === "on",
      }),
      removing: t("tables.removing", { name: table.name }),
    });
    await this.#done(table.name, result);
  }

  async #addSection() {
    const result = await this.#section(null);
    if (result) {
      this.#sections = [...this.#sections, result].toSorted(byName);
      this.#chosen = result.id;
    }
    await this.#done(result?.name ?? "", result);
  }

  async #changeSection() {
    const found = this.#sections.find(({ id }) => id === this.#chosen);
    if (!found) return;
    const result = await this.#section(found);
    if (result?.removed) this.#chosen = ALL;
    await this.#done(found.name, result);
  }

  /** @param {Section | null} section */
  #section(section) {
    return edited(SECTION, section?.id ?? null, {
      title: section?.name ?? t("tables.new-section"),
      fields: (item) => [
        field(t("name"), { name: "name", value: item?.name, required: true, maxlength: 120, autofocus: true }),
      ],
      said: ({ name = "" }) => ({ name }),
      removing: t("tables.removing-section", { name: section?.name ?? "" }),
    });
  }

  /** @param {string} name @param {any} result */
  async #done(name, result) {
    if (!result) return;
    sayDone(result.name ?? name, result);
    await this.#list.reload().catch(complain);
  }
}

export const SEATS = { name: "seats", type: "number", inputmode: "numeric", min: 1, max: 1000 };

customElements.define("tables-page", TablesPage);
