/** What was bumped a moment ago: for ten seconds a tap brings it back. */

import { h } from "../kernel/element.js";
import { t } from "../kernel/words.js";
import { dishOf, nameOf } from "./names.js";

/** @typedef {import("openapi").TicketView} Ticket */
/** @typedef {{ ticket: Ticket, lines: string[] }} Bumped */

const UNDONE_WITHIN = 10_000; // milliseconds

/** A list of what may be undone; `bring` is asked to bring it back. */
export class UndoStrip extends HTMLElement {
  /** @type {(bumped: Bumped) => void} */
  bring = () => undefined;
  #list = h("ul", { "aria-label": t("board.undo-list") });
  /** @type {{ bumped: Bumped, shown: HTMLElement }[]} the newest first */
  #all = [];

  connectedCallback() {
    this.append(this.#list);
  }

  /** Let it be undone for a while. @param {Bumped} bumped */
  offer(bumped) {
    const { ticket, lines } = bumped;
    const only = lines.length < ticket.lines.length ? ticket.lines.find((each) => each.id === lines[0]) : undefined;
    const name = only ? `${nameOf(ticket)}: ${dishOf(only)}` : nameOf(ticket);
    const press = () => {
      this.#drop(one);
      this.bring(bumped);
    };
    const button = h(
      "button",
      { type: "button", "aria-label": t("board.undo", { ticket: name }), onclick: press },
      h("span", { "aria-hidden": "true" }, "↶"),
      h("bdi", {}, name),
    );
    const one = { bumped, shown: h("li", {}, button) };
    this.#all.unshift(one);
    this.#list.prepend(one.shown);
    setTimeout(() => this.#drop(one), UNDONE_WITHIN);
  }

  /** Bring back what was bumped last, if that is not long ago. */
  last() {
    const one = this.#all[0];
    if (!one) return;
    this.#drop(one);
    this.bring(one.bumped);
  }

  /** @param {{ bumped: Bumped, shown: HTMLElement }} one */
  #drop(one) {
    this.#all = this.#all.filter((each) => each !== one);
    one.shown.remove();
  }
}

customElements.define("undo-strip", UndoStrip);
