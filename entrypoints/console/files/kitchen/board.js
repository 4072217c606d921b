/** The kitchen's board: what is to be made, oldest first. What it shows is what is, or it says since when it does not know. */

import { complain, sheet } from "../kernel/dialogs.js";
import { h, Piece, set, style } from "../kernel/element.js";
import { isManaged } from "../kernel/restaurant.js";
import { place } from "../kernel/routes.js";
import { sendAll } from "../kernel/sending.js";
import { call, user } from "../kernel/session.js";
import { keep, kept } from "../kernel/store.js";
import { t } from "../kernel/words.js";
import "./all_day.js";
import { stayAwake } from "./awake.js";
import { controls, stationChoice } from "./controls.js";
import { Columns } from "./columns.js";
import "./head.js";
import { keysSheet } from "./help.js";
import { obeyKeys } from "./keys.js";
import { Moves } from "./moves.js";
import { News } from "./news.js";
import "./recent.js";
import { beginScreen } from "./screen.js";
import { hush, listenForTouch, ring } from "./sound.js";
import { Tickets } from "./tickets.js";
import "./undo.js";

/** @typedef {import("openapi").TicketView} Ticket */

const ALL_DAY = "orders.board.all-day";
const BY_KEYS = "orders.board.by-keys";
const STATIONS = "stations";
const TICKS_EVERY = 1_000; // milliseconds

class BoardPage extends Piece {
  #person = /** @type {import("../kernel/session.js").User} */ (user());
  #mayCook = this.#person.role !== "waiter" || !isManaged();
  #station = place().query.get("station") ?? "";
  #isByStation = place().query.get("by") === "station";
  #news = new News();
  /** @type {import("./head.js").BoardHead} */
  #head = h("board-head");
  /** @type {import("./undo.js").UndoStrip} */
  #undo = h("undo-strip");
  /** @type {import("./all_day.js").AllDay} */
  #counts = h("all-day", { hidden: localStorage.getItem(ALL_DAY) !== "on" });
  #columns = new Columns(this.#isByStation);
  #told = h("p", { class: "unseen", role: "status" });
  #wasCurrent = false;
  /** @type {Tickets} */
  #tickets = /** @type {any} */ (undefined);
  /** @type {Moves} */
  #moves = /** @type {any} */ (undefined);

  /** @override */
  async show() {
    beginScreen(this.#person.role, this.signal);
    this.#tickets = new Tickets(this.#station, { hearsAll: this.#person.role !== "waiter", signal: this.signal });
    this.#moves = new Moves(this.#tickets, this.signal);
    await Promise.all(["board", "head", "ticket", "lines"].map((name) => style(`kitchen/${name}.css`)));
    if (this.signal.aborted) return;
    this.#build();
    this.hear(this.#tickets, "change", () => this.#change());
    this.hear(this.#moves, "change", () => this.#draw());
    this.hear(this.#news, "change", () => this.#draw());
    this.hear(this, "act", (event) => this.#act(event.detail));
    // Once whatever was touched has heard of it: nothing moves away below a finger.
    for (const type of ["click", "keydown"]) this.hear(window, type, () => this.#news.touch());
    this.repeat(TICKS_EVERY, () => this.#columns.tick());
    obeyKeys(
      {
        tickets: () => this.#columns.tickets(),
        undo: () => this.#undo.last(),
        recent: () => void this.#recent(),
        used: () => this.#useKeys(),
      },
      this.signal,
    );
    listenForTouch(this.signal);
    stayAwake(this.signal);
    await this.#moves.look().catch(complain);
    await this.#tickets.begin();
  }

  #build() {
    const choice = stationChoice(this.#station, this.#isByStation);
    const { all, allDay } = controls(
      {
        role: this.#person.role,
        recent: () => void this.#recent(),
        keys: () => void keysSheet(this.#mayCook),
        allDay: () => this.#toggleCounts(),
      },
      this.signal,
    );
    set(allDay, "aria-pressed", String(!this.#counts.hidden));
    this.#undo.bring = ({ ticket, lines }) => this.#recall(ticket, lines);
    this.#head.begin(
      { choice: choice.select, undo: this.#undo, controls: all },
      { touchAll: () => this.#news.touch({ all: true }), see: (command) => void this.#moves.see(command) },
    );
    this.classList.toggle("by-keys", localStorage.getItem(BY_KEYS) === "on");
    this.replaceChildren(this.#head, this.#counts, this.#columns.element, this.#told);
    void this.#tellStations(choice);
  }

  /** @param {import("./controls.js").Choice} choice */
  async #tellStations(choice) {
    choice.tell((await kept(STATIONS).catch(() => undefined)) ?? []);
    try {
      const { data } = await call("stations", { query: { per_page: 100 }, signal: this.signal });
      choice.tell(data.stations);
      await keep(STATIONS, data.stations);
    } catch {
      // those of before are there
    }
  }

  #change() {
    if (this.#tickets.isRead || this.#tickets.list.length > 0) {
      const fresh = this.#news.take(this.#tickets.list.map(({ id }) => id));
      if (fresh > 0) {
        ring(fresh);
        this.#told.textContent = t("board.arrived", { count: fresh });
      }
    }
    if (this.#tickets.isCurrent) void this.#catchUp();
    this.#draw();
  }

  async #catchUp() {
    if (this.#wasCurrent) return;
    this.#wasCurrent = true;
    await this.#moves.look();
    await sendAll();
  }

  #draw() {
    const { list, isCurrent, isRead, lastWord, taken } = this.#tickets;
    if (!isCurrent) this.#wasCurrent = false;
    if (this.#news.untouched.size === 0) hush();
    this.#columns.tell({
      list,
      taken: taken.of,
      going: this.#moves.onTheirWay,
      untouched: this.#news.untouched,
      mayCook: this.#mayCook,
      isRead,
    });
    this.#counts.tell(list);
    const state = { isCurrent, isRead, lastWord, count: list.length, fresh: this.#news.untouched.size };
    this.#head.tell({ ...state, refused: this.#moves.refused });
  }

  /** @param {{ what: "start" | "bump" | "see", line?: string, ticket: Ticket }} wanted */
  #act({ what, line, ticket }) {
    this.#news.touch({ id: ticket.id });
    if (what === "see") this.#tickets.see(ticket.id);
    if (what === "see" || !this.#mayCook) return;
    const going = this.#moves.onTheirWay;
    const lines = ticket.lines
      .filter((each) => (line ? each.id === line : true))
      .filter((each) => (what === "start" ? each.status === "sent" && !going.has(each.id) : true))
      .filter((each) => going.get(each.id) !== "bumpTicket")
      .map((each) => each.id);
    if (lines.length === 0) return;
    if (what === "bump") this.#undo.offer({ ticket, lines });
    void this.#moves.give(what === "bump" ? "bumpTicket" : "startTicket", ticket, lines).catch(complain);
  }

  /** @param {Ticket} ticket @param {string[]} lines */
  #recall(ticket, lines) {
    this.#news.expect(ticket.id);
    void this.#moves.give("recallTicket", ticket, lines).catch(complain);
  }

  async #recent() {
    /** @type {import("./recent.js").RecentTickets} */
    const found = h("recent-tickets");
    const all = (/** @type {Ticket} */ { lines }) => lines.map(({ id }) => id);
    const recall = (/** @type {Ticket} */ ticket) => this.#recall(ticket, all(ticket));
    found.kitchen = { tickets: this.#tickets, recall: this.#mayCook ? recall : null };
    await sheet(t("board.recent"), () => found, "broad");
  }

  #useKeys() {
    localStorage.setItem(BY_KEYS, "on");
    this.classList.add("by-keys");
  }

  #toggleCounts() {
    this.#counts.hidden = !this.#counts.hidden;
    localStorage.setItem(ALL_DAY, this.#counts.hidden ? "off" : "on");
    return !this.#counts.hidden;
  }
}

customElements.define("board-page", BoardPage);
