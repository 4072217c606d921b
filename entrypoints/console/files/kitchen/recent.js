/** What was bumped within half an hour: anything of it can be called back. */

import { fill, h, Piece, say } from "../kernel/element.js";
import { told, t } from "../kernel/words.js";
import { ageOf } from "./age.js";
import { dishOf, nameOf } from "./names.js";

/** @typedef {import("openapi").TicketView} Ticket */
/** @typedef {{ tickets: import("./tickets.js").Tickets, recall: ((ticket: Ticket) => void) | null }} Kitchen */

const AGES_EVERY = 5_000; // milliseconds

export class RecentTickets extends Piece {
  /** @type {Kitchen | undefined} */
  kitchen;
  #words = h("p", { class: "quiet", role: "status" }, t("loading"));
  #list = h("ol", { class: "list" });
  /** @type {Ticket[]} */
  #ready = [];

  /** @override */
  show() {
    if (!this.kitchen) return;
    this.append(this.#words, this.#list);
    this.hear(this.kitchen.tickets, "change", () => void this.#read());
    this.repeat(AGES_EVERY, () => this.#draw());
    void this.#read();
  }

  async #read() {
    try {
      this.#ready = (await this.kitchen?.tickets.ready()) ?? [];
      say(this.#words, this.#ready.length === 0 ? t("board.none-ready") : "");
    } catch (error) {
      say(this.#words, told(error));
    }
    this.#draw();
  }

  #draw() {
    fill(
      this.#list,
      this.#ready,
      ({ id }) => id,
      () => this.#row(),
      (row, ticket) => this.#tell(row, ticket),
    );
  }

  #row() {
    const recall = this.kitchen?.recall;
    const press = (/** @type {Event} */ event) => {
      const key = /** @type {Element} */ (event.target).closest("li")?.dataset.key;
      const ticket = this.#ready.find(({ id }) => id === key);
      if (ticket) recall?.(ticket);
    };
    return h(
      "li",
      {},
      h("div", {}, h("b"), " ", h("span", { class: "quiet" }), h("p")),
      recall && h("button", { type: "button", onclick: press }, t("board.recall")),
    );
  }

  /** @param {HTMLElement} row @param {Ticket} ticket */
  #tell(row, ticket) {
    const since = Math.max(...ticket.lines.map((each) => Date.parse(each.ready_at ?? "") || 0));
    say(/** @type {Node} */ (row.querySelector("b")), nameOf(ticket));
    say(/** @type {Node} */ (row.querySelector(".quiet")), t("board.ago", { time: ageOf(since).minutes }));
    say(/** @type {Node} */ (row.querySelector("p")), ticket.lines.map(dishOf).join(", "));
    row.querySelector("button")?.setAttribute("aria-label", t("board.recallTicket", { ticket: nameOf(ticket) }));
  }
}

customElements.define("recent-tickets", RecentTickets);
