/**
 * What is on the board: read whole, and read again at each word of the event stream, from where it left off. One read
 * runs at a time, and one more after it: what is shown last is never older than what was heard of last.
 */

import { keep, kept } from "../kernel/store.js";
import { call, user } from "../kernel/session.js";
import { Stream } from "../kernel/stream.js";
import { Taken } from "./taken.js";

/** @typedef {import("openapi").TicketView} Ticket */
/** @typedef {import("openapi").TicketLineView} Line */

const TYPES = [
  "order.placed",
  "order.lines_added",
  "order.fired",
  "order.line_started",
  "order.line_ready",
  "order.line_recalled",
  "order.line_served",
  "order.line_voided",
  "order.changed",
  "order.split",
  "order.merged",
  "table.changed",
].join(",");
const LOOKS_EVERY = 60_000; // milliseconds: for what no event tells, as a station's new name
const LOOKS_OFTEN = 3_000; // for waiters, who hear of their own orders only
const KEEPS_EVERY = 5_000;
const GOES_ON_FOR = 3_600_000; // after that nobody has to know what was taken back meanwhile
const TRIES_AGAIN = 1_000;

/** The tickets of a station, or of all: tells `change` when something of them, or of the line, is another. */
export class Tickets extends EventTarget {
  /** @type {Ticket[]} */
  list = [];
  /** Whether the list is of a read, and not what this browser kept. */
  isRead = false;
  /** When something was heard of the server, by this browser's clock; 0: never. */
  lastWord = 0;
  taken = new Taken();
  #hasFailed = false;
  #isKept = true;
  #key;
  #stream;
  #query;
  /** @type {Promise<void> | undefined} */
  #next;
  /** @type {Promise<void>} */
  #reading = Promise.resolve();

  /** @param {string} station "" for all @param {{ hearsAll: boolean, signal: AbortSignal }} how */
  constructor(station, { hearsAll, signal }) {
    super();
    /** @type {Record<string, string>} */
    const query = station ? { station } : {};
    this.#key = `board.${station}`;
    this.#query = query;
    this.#stream = new Stream({ types: TYPES, ...query });
    this.#stream.addEventListener("event", (heard) => this.#hear(/** @type {CustomEvent} */ (heard).detail));
    this.#stream.addEventListener("lost", () => void this.refresh());
    this.#stream.addEventListener("line", () => this.#turn());
    const looking = setInterval(() => void this.#look(), hearsAll ? LOOKS_EVERY : LOOKS_OFTEN);
    const keeping = setInterval(() => this.#keep(), KEEPS_EVERY);
    addEventListener("pagehide", () => this.#keep(), { signal });
    signal.addEventListener("abort", () => {
      clearInterval(looking);
      clearInterval(keeping);
      this.#keep();
      this.#stream.stop();
    });
  }

  /** Whether what is shown is how it is: the line is there, and what was read last was answered. */
  get isCurrent() {
    return this.#stream.line.isUp && this.isRead && !this.#hasFailed;
  }

  /** Show what was kept, read what is, and listen from there. */
  async begin() {
    const before = await kept(this.#key).catch(() => undefined);
    if (before) {
      this.list = before.list;
      this.lastWord = before.lastWord;
      this.taken.of = before.taken;
      this.#tell();
    }
    if (before && Date.now() - before.lastWord < GOES_ON_FOR) this.#stream.resume(before.after);
    else await this.#stream.mark().catch(() => undefined);
    await this.refresh();
    this.#stream.start();
  }

  /** Read anew, and return once that shows all that had happened when this was called. */
  refresh() {
    this.#next ??= this.#reading.then(() => {
      this.#next = undefined;
      this.#reading = this.#read();
      return this.#reading;
    });
    return this.#next;
  }

  /** Somebody has seen what was taken back of a ticket. @param {string} id */
  see(id) {
    this.taken.see(id);
    this.#isKept = false;
    this.#tell();
  }

  /** Return what is ready, the newest first. @returns {Promise<Ticket[]>} */
  async ready() {
    const { data } = await call("tickets", { query: { ...this.#query, status: "ready" } });
    return data.tickets.toReversed();
  }

  async #read() {
    try {
      const { data } = await call("tickets", { query: this.#query });
      this.taken.compare(this.list, data.tickets);
      this.list = data.tickets;
      this.isRead = true;
      this.#hasFailed = false;
      this.lastWord = Date.now();
      this.#isKept = false;
    } catch {
      this.#hasFailed = true;
      if (this.#stream.line.isUp) setTimeout(() => void this.#look(), TRIES_AGAIN);
    }
    this.#tell();
  }

  async #look() {
    if (this.#stream.line.isUp && !this.#stream.ended.signal.aborted) await this.refresh();
  }

  /** @param {import("openapi").EventView} event */
  #hear(event) {
    if (event.type === "order.line_voided") this.taken.hear(event, this.list);
    void this.refresh();
  }

  #turn() {
    const { isUp, lastWord } = this.#stream.line;
    if (isUp) void this.refresh();
    else if (this.isRead) this.lastWord = lastWord;
    this.#tell();
  }

  #keep() {
    if (this.#isKept || user() === null) return;
    this.#isKept = true;
    const { list, lastWord, taken } = this;
    void keep(this.#key, { list, lastWord, taken: taken.of, after: this.#stream.after }).catch(() => undefined);
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}
