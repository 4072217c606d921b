/** The tickets on the board, oldest first: all together, or a column for each station. Whoever stands on one stays. */

import { fill, h, say, set } from "../kernel/element.js";
import { t } from "../kernel/words.js";
import { sinceOf } from "./age.js";
import "./ticket.js";

/** @typedef {import("openapi").TicketView} Ticket */
/** @typedef {import("./ticket.js").BoardTicket} BoardTicket */
/** @typedef {import("./ticket.js").Shown} Shown */
/** @typedef {{ name: string, tickets: Ticket[] }} Column */
/**
 * @typedef {{
 *   list: Ticket[], taken: Map<string, import("./taken.js").TakenBack>, going: Map<string, import("./moves.js").Move>,
 *   untouched: Map<string, number>, mayCook: boolean, isRead: boolean,
 * }} State
 */

export class Columns {
  #isByStation;
  #list = h("div", { class: "columns" });
  #empty = h("p", { class: "nothing", hidden: true }, t("board.nothing"));
  element = h("div", {}, this.#empty, this.#list);

  /** @param {boolean} isByStation */
  constructor(isByStation) {
    this.#isByStation = isByStation;
    this.#list.classList.toggle("by-station", isByStation);
  }

  /** Return the tickets as they stand. @returns {BoardTicket[]} */
  tickets() {
    return [...this.#list.querySelectorAll("board-ticket")];
  }

  /** Let them grow older. */
  tick() {
    for (const each of this.tickets()) each.tick();
  }

  /** Show the board. @param {State} state */
  tell(state) {
    const before = this.tickets();
    const at = before.findIndex((each) => each.contains(document.activeElement));
    const here = before[at];
    const columns = this.#columnsOf(withGone(state));
    let place = 0;
    fill(
      this.#list,
      columns,
      ({ name }) => name,
      columnOf,
      (shown, column) => {
        say(shown.querySelector("h2"), column.name || t("board.tickets"));
        shown.querySelector("h2").classList.toggle("unseen", !this.#isByStation);
        fill(
          shown.querySelector("ol"),
          column.tickets,
          ({ id }) => id,
          () => h("li", {}, h("board-ticket")),
          (item, ticket) => {
            place += 1;
            item.firstElementChild.tell(this.#shown(ticket, place, state));
          },
        );
      },
    );
    set(this.#empty, "hidden", !state.isRead || place > 0);
    if (here && !here.isConnected) {
      const now = this.tickets();
      (now[Math.min(at, now.length - 1)] ?? document.querySelector("main"))?.focus({ preventScroll: true });
    }
  }

  /** @param {Ticket[]} list @returns {Column[]} */
  #columnsOf(list) {
    if (!this.#isByStation) return [{ name: "", tickets: list }];
    const columns = Map.groupBy(list, ({ station }) => station ?? "");
    return [...columns.entries()]
      .map(([name, tickets]) => ({ name: name || t("board.kitchen"), tickets }))
      .toSorted((a, b) => a.name.localeCompare(b.name));
  }

  /** @param {Ticket} ticket @param {number} place @param {State} state @returns {Shown} */
  #shown(ticket, place, { list, taken, going, untouched, mayCook }) {
    const moves = ticket.lines.flatMap(({ id }) => {
      const move = going.get(id);
      return move ? [[id, move]] : [];
    });
    return {
      ticket,
      place,
      going: Object.fromEntries(moves),
      isNew: untouched.has(ticket.id),
      taken: taken.get(ticket.id)?.lines ?? [],
      isGone: !list.includes(ticket),
      mayCook,
    };
  }
}

/**
 * Return the tickets, and at their old place those of which all was taken back, and nobody has seen that yet.
 * @param {State} state
 */
function withGone({ list, taken }) {
  const there = new Set(list.map(({ id }) => id));
  const gone = [...taken.values()].map(({ ticket }) => ticket).filter(({ id }) => !there.has(id));
  return gone.length === 0 ? list : [...gone, ...list].toSorted((a, b) => sinceOf(a) - sinceOf(b));
}

function columnOf() {
  return h("section", {}, h("h2"), h("ol", { class: "tickets" }));
}
