/** The floor: every table, what is going on at it, and the orders that have none. */

import { h, fill, Piece, say, style } from "../kernel/element.js";
import { complain } from "../kernel/dialogs.js";
import { Unreachable } from "../kernel/api.js";
import { lineNotice } from "../kernel/line.js";
import { money } from "../kernel/money.js";
import { outbox } from "../kernel/outbox.js";
import { at } from "../kernel/routes.js";
import { user } from "../kernel/session.js";
import { Stream } from "../kernel/stream.js";
import { t } from "../kernel/words.js";
import { lastFloor, readFloor, unsentOrders } from "./reading.js";
import { seen } from "./seen.js";
import { nameOfOrder, openTable } from "./table_sheet.js";
import { showTable, since, tableTile } from "./table_tile.js";

/** @typedef {import("./seen.js").SeenTable} SeenTable */

const SOON = 250; // milliseconds: what happens together is read together
const AT_LEAST_EVERY = 20_000; // others' tables are told of to managers only
const MINUTE = 60_000;

class FloorPage extends Piece {
  #sections = h("div", { class: "sections" });
  #loose = h("ul", { class: "list orders" });
  #looseRoom = h("section", { "aria-labelledby": "loose" }, h("h2", { id: "loose" }, t("floor.loose")), this.#loose);
  #empty = h("div", { class: "empty", hidden: true });
  /** @type {import("./reading.js").Floor | undefined} */
  #floor;
  /** @type {Map<string, SeenTable>} */
  #tables = new Map();
  #isReading = false;
  #isStale = false;
  #hasFailed = false;

  /** @override */
  async show() {
    await style("floor/floor.css");
    const stream = new Stream();
    this.signal.addEventListener("abort", () => stream.stop());
    const start = h("a", { class: "button primary", href: at("pad") }, t("floor.new"));
    this.replaceChildren(
      h("header", { class: "head" }, h("h1", {}, t("page.floor")), start),
      lineNotice(stream, this.signal),
      this.#empty,
      this.#sections,
      this.#looseRoom,
    );
    this.#looseRoom.hidden = true;
    this.hear(this.#sections, "click", (event) => this.#open(event));
    this.hear(stream, "event", ({ detail }) => detail.type.startsWith("product.") || this.#readSoon());
    this.hear(stream, "lost", () => this.#readSoon());
    this.hear(stream, "line", () => stream.line.isUp && this.#hasFailed && this.#readSoon());
    this.hear(outbox, "change", () => void this.#draw());
    this.repeat(AT_LEAST_EVERY, () => document.hidden || this.#readSoon());
    this.repeat(MINUTE / 2, () => void this.#draw());
    this.#floor = await lastFloor();
    await this.#draw();
    await stream.mark().catch(() => undefined);
    await this.#read();
    stream.start();
  }

  #readSoon() {
    if (this.#isStale) return;
    this.#isStale = true;
    setTimeout(() => void this.#read(), SOON);
  }

  async #read() {
    if (this.#isReading || this.signal.aborted) return;
    this.#isReading = true;
    this.#isStale = false;
    this.#hasFailed = false;
    try {
      this.#floor = await readFloor();
      await this.#draw();
    } catch (error) {
      this.#hasFailed = true;
      if (!(error instanceof Unreachable) && !this.signal.aborted) complain(error);
    } finally {
      this.#isReading = false;
      if (this.#isStale && !this.signal.aborted) void this.#read();
    }
  }

  async #draw() {
    const unsent = await unsentOrders();
    if (!this.#floor) return;
    const { sections, loose } = seen(this.#floor, unsent);
    this.#tables = new Map(sections.flatMap((each) => each.tables.map((table) => [table.id, table])));
    fill(
      this.#sections,
      sections,
      (each) => each.id,
      (each) => h("section", {}, h("h2", { id: `section-${each.id}` }), h("ul", { class: "tables" })),
      (element, each) => {
        element.setAttribute("aria-labelledby", `section-${each.id}`);
        say(element.firstElementChild, each.name || t("floor.no-section"));
        element.firstElementChild.hidden = sections.length === 1 && !each.name;
        fill(element.lastElementChild, each.tables, (table) => table.id, tableTile, showTable);
      },
    );
    this.#drawLoose(
      loose,
      unsent.filter((each) => !each.table),
    );
    this.#drawEmpty(this.#floor.tables.length === 0);
  }

  /** @param {import("./seen.js").SeenOrder[]} loose @param {import("./reading.js").Command[]} unsent */
  #drawLoose(loose, unsent) {
    const rows = [
      ...unsent.map((each) => ({ id: each.id, text: each.label, sum: "", more: "", ready: 0, isUnsent: true })),
      ...loose.map(({ order, waiter, ready }) => ({
        id: order.id,
        text: nameOfOrder(order),
        sum: money(order.total_price),
        more: [since(order.created_at), waiter].filter(Boolean).join(" · "),
        ready,
        isUnsent: false,
      })),
    ];
    this.#looseRoom.hidden = rows.length === 0;
    fill(
      this.#loose,
      rows,
      (row) => row.id,
      (row) => h("li", {}, h("a", { href: at("order", row.id) }), h("small"), h("span", { class: "badge" }), h("span")),
      (element, row) => {
        const [link, more, badge, sum] = element.children;
        say(link, row.text);
        say(more, row.more);
        say(badge, row.isUnsent ? t("floor.unsent", { count: 1 }) : t("floor.ready", { count: row.ready }));
        badge.hidden = !row.isUnsent && row.ready === 0;
        badge.className = `badge ${row.isUnsent ? "warn" : "good"}`;
        say(sum, row.sum);
      },
    );
  }

  /** @param {boolean} isEmpty */
  #drawEmpty(isEmpty) {
    this.#empty.hidden = !isEmpty;
    if (!isEmpty || this.#empty.childElementCount) return;
    const isManager = user()?.role === "manager";
    this.#empty.append(
      h("h2", {}, t("floor.no-tables")),
      h("p", {}, t(isManager ? "floor.no-tables-manager" : "floor.no-tables-waiter")),
      isManager
        ? h("a", { class: "button primary", href: at("tables") }, t("floor.add-tables"))
        : h("a", { class: "button primary", href: at("pad") }, t("floor.new")),
    );
  }

  /** @param {MouseEvent} event */
  #open(event) {
    const button = /** @type {HTMLElement} */ (event.target).closest("[data-table]");
    const table = this.#tables.get(button?.getAttribute("data-table") ?? "");
    if (table) openTable(table);
  }
}

customElements.define("floor-page", FloorPage);
