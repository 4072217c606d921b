/**
 * What the kitchen does to tickets, by the outbox: sent again with the same key until it is answered, and on its way
 * until what is read shows it. Lines are named, as they were seen; what of them is gone by then is left out.
 */

import { commands, outbox, put, sendAgain, settle } from "../kernel/outbox.js";
import { user } from "../kernel/session.js";
import { t } from "../kernel/words.js";
import { nameOf } from "./names.js";

/** @typedef {import("openapi").TicketView} Ticket */
/** @typedef {import("../kernel/outbox.js").Command} Command */
/** @typedef {"startTicket" | "bumpTicket" | "recallTicket"} Move */

const MOVES = new Set(["startTicket", "bumpTicket", "recallTicket"]);

/** Tells `change` when something is on its way, was answered or refused. */
export class Moves extends EventTarget {
  /** By the line's id. @type {Map<string, Move>} */
  onTheirWay = new Map();
  /** What was refused, and waits for somebody to see it. @type {Command[]} */
  refused = [];
  /** @type {Set<{ call: Move, lines: string[] }>} */
  #unwritten = new Set();
  /** @type {Command[]} */
  #written = [];
  /** @type {Set<string>} keys of what is looked after, or stays refused */
  #busy = new Set();
  #tickets;

  /** @param {import("./tickets.js").Tickets} tickets @param {AbortSignal} signal */
  constructor(tickets, signal) {
    super();
    this.#tickets = tickets;
    outbox.addEventListener("change", () => void this.look(), { signal });
  }

  /** Have it done. @param {Move} call @param {Ticket} ticket @param {string[]} lines their ids */
  async give(call, ticket, lines) {
    const said = { call, lines };
    this.#unwritten.add(said);
    this.#show();
    try {
      await put({
        call,
        order: ticket.id,
        body: { lines },
        label: t(`board.${call}`, { ticket: nameOf(ticket) }),
        table: ticket.table,
      });
    } finally {
      this.#unwritten.delete(said);
      await this.look();
    }
  }

  /** Look at what the outbox has of the kitchen, and after what of it is answered. */
  async look() {
    this.#written = (await commands()).filter((each) => MOVES.has(each.call) && each.user === user()?.id);
    this.#show();
    for (const each of this.#written) if (each.state !== "waiting") void this.#finish(each);
  }

  /** Somebody has seen that it was refused. @param {Command} command */
  see(command) {
    return settle(command);
  }

  #show() {
    const going = this.#written.filter((each) => each.state !== "refused");
    this.onTheirWay = new Map([
      ...going.flatMap((each) => linesOf(each).map((id) => /** @type {[string, Move]} */ ([id, each.call]))),
      ...[...this.#unwritten].flatMap(({ call, lines }) =>
        lines.map((id) => /** @type {[string, Move]} */ ([id, call])),
      ),
    ]);
    this.refused = this.#written.filter((each) => each.state === "refused");
    this.dispatchEvent(new Event("change"));
  }

  /** Settle what was done once that shows, and what was refused because it is done or gone. @param {Command} command */
  async #finish(command) {
    if (this.#busy.has(command.key)) return;
    this.#busy.add(command.key);
    await this.#tickets.refresh();
    if (!this.#tickets.isCurrent) this.#busy.delete(command.key);
    else if (command.state === "done") await settle(command);
    else if (command.problem?.status !== 403) await this.#again(command);
  }

  /** Send a refused command again for those lines for which it makes sense still. @param {Command} command */
  async #again(command) {
    const lines = linesOf(command);
    const ticket = this.#tickets.list.find((each) => each.id === command.order);
    const left = (ticket?.lines ?? []).filter((each) => lines.includes(each.id)).map((each) => each.id);
    if (left.length === 0 || command.call !== "bumpTicket") await settle(command);
    else if (left.length < lines.length) await sendAgain({ ...command, body: { lines: left } });
  }
}

/** @param {Command} command */
function linesOf(command) {
  return /** @type {string[]} */ (command.body.lines ?? []);
}
