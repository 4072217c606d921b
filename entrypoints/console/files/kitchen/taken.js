/**
 * What waiters took back of tickets that are on the board. A cook may have it in hand: it stays there, marked, until
 * somebody has seen it.
 */

/** @typedef {import("openapi").TicketView} Ticket */
/** @typedef {import("openapi").TicketLineView} Line */
/** @typedef {{ ticket: Ticket, line: Line }} Shown */
/** @typedef {{ ticket: Ticket, lines: { id: string, name: string, quantity: number }[] }} TakenBack */

const REMEMBERED_FOR = 10_000; // milliseconds: what is read may be ahead of what is heard

export class Taken {
  /** By the ticket's id. @type {Map<string, TakenBack>} */
  of = new Map();
  /** What went a moment ago, or became less. @type {Map<string, Shown & { at: number }>} */
  #before = new Map();

  /** Remember how lines were that another read shows otherwise. @param {Ticket[]} before @param {Ticket[]} after */
  compare(before, after) {
    const at = Date.now();
    for (const [id, gone] of this.#before) if (at - gone.at > REMEMBERED_FOR) this.#before.delete(id);
    const now = new Map(after.flatMap((ticket) => ticket.lines.map((line) => [line.id, line.quantity])));
    for (const ticket of before)
      for (const line of ticket.lines)
        if ((now.get(line.id) ?? 0) < line.quantity) this.#before.set(line.id, { ticket, line, at });
  }

  /**
   * Take in that lines were voided, of which these are shown.
   * @param {import("openapi").EventView} event @param {Ticket[]} shown
   */
  hear(event, shown) {
    const lines = /** @type {{ id: string, quantity: number, voided: number }[]} */ (event.data.lines ?? []);
    for (const { id, quantity, voided } of lines) {
      const was = this.#shown(id, shown);
      const less = (was?.line.quantity ?? 0) - (quantity - voided);
      if (was && less > 0) this.#add(was, less);
    }
  }

  /** Somebody has seen it. @param {string} ticket its id */
  see(ticket) {
    this.of.delete(ticket);
  }

  /** @param {string} id @param {Ticket[]} shown @returns {Shown | undefined} */
  #shown(id, shown) {
    const before = this.#before.get(id);
    this.#before.delete(id);
    if (before) return before;
    const ticket = shown.find((each) => each.lines.some((line) => line.id === id));
    const line = ticket?.lines.find((each) => each.id === id);
    return ticket && line && { ticket, line };
  }

  /** @param {Shown} was @param {number} quantity */
  #add({ ticket, line }, quantity) {
    const known = this.of.get(ticket.id) ?? { ticket, lines: [] };
    const others = known.lines.filter((each) => each.id !== line.id);
    const more = known.lines.find((each) => each.id === line.id)?.quantity ?? 0;
    const taken = { id: line.id, name: line.product_name, quantity: quantity + more };
    this.of.set(ticket.id, { ticket, lines: [...others, taken] });
  }
}
