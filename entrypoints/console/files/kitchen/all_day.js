/** All day: how many of each product are still to be made, on all tickets of the board together. */

import { fill, h, say } from "../kernel/element.js";
import { t } from "../kernel/words.js";

/** @typedef {{ id: string, name: string, quantity: number }} Count */

/** Return the counts, the most first. @param {import("openapi").TicketView[]} tickets @returns {Count[]} */
export function allDay(tickets) {
  /** @type {Map<string, Count>} */
  const counts = new Map();
  for (const { product_id: id, product_name: name, quantity } of tickets.flatMap((each) => each.lines)) {
    const before = counts.get(id)?.quantity ?? 0;
    counts.set(id, { id, name, quantity: before + quantity });
  }
  return [...counts.values()].toSorted((a, b) => b.quantity - a.quantity || a.name.localeCompare(b.name));
}

export class AllDay extends HTMLElement {
  #list = h("ol");

  connectedCallback() {
    this.append(h("h2", {}, t("board.all-day")), this.#list);
  }

  /** @param {import("openapi").TicketView[]} tickets */
  tell(tickets) {
    const make = () => h("li", {}, h("b"), " ", h("bdi"));
    fill(
      this.#list,
      allDay(tickets),
      ({ id }) => id,
      make,
      (shown, { name, quantity }) => {
        say(shown.querySelector("b"), String(quantity));
        say(shown.querySelector("bdi"), name);
      },
    );
  }
}

customElements.define("all-day", AllDay);
