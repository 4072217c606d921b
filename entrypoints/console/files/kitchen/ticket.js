/** A ticket on the board: what one station has to make of one round. It changes only where what it shows is another. */

import { h, say, set } from "../kernel/element.js";
import { customerOf } from "../kernel/tables.js";
import { t } from "../kernel/words.js";
import { ageOf, sinceOf } from "./age.js";
import { namesAllergen } from "./allergens.js";
import { fillLines } from "./lines.js";
import { nameOf, whereOf } from "./names.js";

/** @typedef {import("openapi").TicketView} Ticket */
/** @typedef {import("./moves.js").Move} Move */
/**
 * What is shown: the ticket, its place on the board from 1, what is on its way with its lines, whether nobody has touched
 * it, what was taken back of it, whether any of it is left to be made, and whether who looks may make it.
 * @typedef {{
 *   ticket: Ticket, place: number, going: Record<string, Move>, isNew: boolean,
 *   taken: { id: string, name: string, quantity: number }[], isGone: boolean, mayCook: boolean,
 * }} Shown
 */

const SETTLES_IN = 350; // milliseconds: a second tap was meant for the ticket that stood here before
const LONG = 7; // lines
const KEYS = 10;

export class BoardTicket extends HTMLElement {
  /** @type {Shown | undefined} */
  #shown;
  #text = "";
  #movedAt = 0;
  #place = h("kbd", { "aria-hidden": "true" });
  #number = h("b", { class: "number" });
  #where = h("bdi", { class: "where" });
  #minutes = h("b");
  #word = h("span");
  #age = h("p", { class: "age" }, this.#minutes, " ", this.#word);
  #who = h("p", { class: "who" });
  #state = h("p", { class: "state" });
  #taken = h("ul", { class: "taken" });
  #seen = h("button", { type: "button", class: "seen", onclick: () => this.ask("see") }, t("board.seen"));
  #note = h("p", { class: "order-note", dir: "auto" });
  #lines = h("ul", { class: "lines" });
  #start = h("button", { type: "button", class: "start", onclick: () => this.ask("start") }, t("board.start"));
  #bump = h("button", { type: "button", class: "bump primary", onclick: () => this.ask("bump") });
  #foot = h("footer", {}, this.#start, this.#bump);

  connectedCallback() {
    if (this.firstChild) return;
    this.#bump.append(h("span", { "aria-hidden": "true" }, "✓"), ` ${t("board.ready")}`);
    const title = h("h3", {}, this.#number, " ", this.#where);
    this.append(
      h("header", {}, this.#place, title, this.#age),
      this.#who,
      this.#state,
      this.#taken,
      this.#seen,
      this.#note,
      this.#lines,
      this.#foot,
    );
    set(this, "role", "group");
    set(this, "tabindex", "0");
  }

  /** @returns {Ticket | undefined} */
  get ticket() {
    return this.#shown?.ticket;
  }

  /** Show it. @param {Shown} shown */
  tell(shown) {
    if (this.#shown && this.#shown.place !== shown.place) this.#movedAt = performance.now();
    this.#shown = shown;
    const { seconds_waiting: _, ...ticket } = shown.ticket;
    const text = JSON.stringify({ ...shown, ticket });
    if (text !== this.#text) this.#draw(shown);
    this.#text = text;
    this.tick();
  }

  /** Show how old it is by now. */
  tick() {
    if (!this.#shown) return;
    const { minutes, word, urgency } = ageOf(sinceOf(this.#shown.ticket));
    say(this.#minutes, minutes);
    say(this.#word, word);
    set(this, "data-urgency", urgency || null);
  }

  /**
   * Have something done to it: start it, bump it, or see what was taken back of it.
   * @param {"start" | "bump" | "see"} what @param {string} [line] one of it, by its id
   */
  ask(what, line) {
    if (performance.now() - this.#movedAt < SETTLES_IN) return;
    this.dispatchEvent(new CustomEvent("act", { bubbles: true, detail: { what, line, ticket: this.ticket } }));
  }

  /** @param {Shown} shown */
  #draw({ ticket, place, going, isNew, taken, isGone, mayCook }) {
    const moves = ticket.lines.map((each) => going[each.id]);
    const isGoing = moves.length > 0 && moves.every((each) => each === "bumpTicket");
    const isStarted = ticket.lines.every((each) => each.status === "started");
    say(this.#place, place <= KEYS ? String(place % KEYS) : "");
    set(this.#place, "hidden", place > KEYS);
    say(this.#number, ticket.number === null ? "" : String(ticket.number));
    say(this.#where, whereOf(ticket));
    set(this, "aria-label", t("board.ticket", { ticket: nameOf(ticket) }));
    say(this.#who, who(ticket));
    const state = stateOf({ isGone, isGoing, isNew, isStarted, isStarting: moves.includes("startTicket") });
    set(this, "data-state", state);
    say(this.#state, state ? t(`board.state.${state}`) : "");
    set(this.#state, "hidden", !state);
    this.#taken.replaceChildren(
      ...taken.map((each) => h("li", {}, t("board.taken", { what: `${each.quantity} × ${each.name}` }))),
    );
    set(this.#taken, "hidden", taken.length === 0);
    set(this.#seen, "hidden", taken.length === 0);
    const isAllergen = namesAllergen(ticket.note);
    set(this.#note, "hidden", !ticket.note);
    this.#note.classList.toggle("allergen", isAllergen);
    say(this.#note, `${isAllergen ? `⚠ ${t("board.allergen")}: ` : ""}${ticket.note ?? ""}`);
    this.classList.toggle("long", ticket.lines.length > LONG);
    set(this.#lines, "hidden", isGone);
    fillLines(this.#lines, ticket.lines, going, mayCook ? (line) => this.ask("bump", line) : null);
    set(this.#foot, "hidden", !mayCook || isGone);
    set(this.#start, "hidden", isStarted || isGoing);
    set(this.#bump, "aria-disabled", isGoing ? "true" : null);
    set(this.#bump, "aria-label", t("board.bumpTicket", { ticket: nameOf(ticket) }));
    set(this.#start, "aria-label", t("board.startTicket", { ticket: nameOf(ticket) }));
  }
}

/** @param {Ticket} ticket */
function who(ticket) {
  const customer = customerOf(ticket) === whereOf(ticket) ? "" : ticket.customer_name;
  const round = ticket.round > 1 ? t("board.round", { round: ticket.round }) : "";
  return [ticket.station, customer, ticket.waiter, round].filter(Boolean).join(" · ");
}

/** @param {Record<"isGone" | "isGoing" | "isNew" | "isStarted" | "isStarting", boolean>} is */
function stateOf({ isGone, isGoing, isNew, isStarted, isStarting }) {
  if (isGone) return "gone";
  if (isGoing) return "going";
  if (isNew) return "new";
  if (isStarted || isStarting) return "started";
  return "";
}

customElements.define("board-ticket", BoardTicket);
