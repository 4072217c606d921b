/** The audit: who did what, newest first, in sentences; what exactly was written down is a tap away. */

import { h, Piece, style } from "../kernel/element.js";
import { listing } from "../kernel/listing.js";
import { readFrom } from "../kernel/reading.js";
import { clock } from "../kernel/restaurant.js";
import { t } from "../kernel/words.js";
import { Names } from "./names.js";
import { sentence } from "./sentences.js";

/** @typedef {import("openapi").EntryView} Entry */

const PAGE = 50;

class AuditPage extends Piece {
  #names = new Names();
  /** @type {import("../kernel/listing.js").Listing<Entry>} */
  #list = listing({
    label: t("page.audit"),
    isSearched: false,
    read: async (_, cursor, signal) => {
      const found = await readFrom("audit", "entries", { per_page: PAGE }, cursor, signal);
      await this.#names.readPeople(signal);
      void this.#learn(found.items);
      return found;
    },
    kind: "entries",
    keyOf: (entry) => String(entry.number),
    stampOf: (entry) => sentence(entry, this.#names),
    row: (entry) => [h("p", {}, sentence(entry, this.#names)), this.#time(entry), this.#details(entry)],
    empty: [h("p", {}, t("audit.none"))],
  });

  /** @override */
  async show() {
    await style("staff/staff.css");
    this.replaceChildren(
      h("header", { class: "head" }, h("h1", {}, t("page.audit"))),
      h("p", { class: "quiet intro" }, t("audit.intro")),
      this.#list,
    );
  }

  /** Find out how what the entries are about is called, and say it. @param {Entry[]} entries */
  async #learn(entries) {
    const learnt = await this.#names.learn(entries, this.signal).catch(() => false);
    if (learnt && !this.signal.aborted) this.#list.redraw();
  }

  /** @param {Entry} entry */
  #time({ at }) {
    return h("small", {}, h("time", { datetime: at }, clock(at, { dateStyle: "medium", timeStyle: "medium" })));
  }

  /** @param {Entry} entry */
  #details({ number, details, subject, actor, seal }) {
    const rows = Object.entries({ number: String(number), actor, subject, ...details, seal }).filter(
      ([, value]) => value,
    );
    return h(
      "details",
      {},
      h("summary", { "aria-label": t("audit.details-of", { number: String(number) }) }, t("audit.details")),
      h(
        "dl",
        { class: "facts" },
        rows.map(([key, value]) => [h("dt", {}, key), h("dd", {}, value)]),
      ),
    );
  }
}

customElements.define("audit-page", AuditPage);
