/**
 * What happens, as it happens: the event stream of the API, from where it left off. While the line is down it says so,
 * and since when; when it is back all that was missed comes first, in order, each event once.
 */

import { Refused } from "./api.js";
import { call, listen } from "./session.js";

/** @typedef {import("openapi").EventView} Event_ */
/** @typedef {{ isUp: boolean, lastWord: number }} Line */

const SILENCE = 25_000; // milliseconds: the API says something every 15 seconds
const PAUSES = [250, 500, 1_000, 2_000, 4_000];

/**
 * One who listens. It tells `event` (its `detail` is the event), `line` when the line went down or came back, and
 * `lost` where events are missing for good, so that everything has to be read anew.
 */
export class Stream extends EventTarget {
  /** @param {Record<string, string>} [query] only of these `types`, this `order`, `table` or `station` */
  constructor(query = {}) {
    super();
    this.query = query;
    /** @type {Line} */
    this.line = { isUp: false, lastWord: Date.now() };
    this.after = -1; // until it is known where the log ends
    this.ended = new AbortController();
  }

  /** Find out where the log ends: what is read after this, and what comes after it, is everything. */
  async mark() {
    const { data } = await call("events", { signal: this.ended.signal });
    this.after = data.last;
  }

  /** Begin to listen, after `mark`; where that failed, it tells `lost` once the line is there. */
  start() {
    void this.#goOn();
  }

  /** Stop listening, for good. */
  stop() {
    this.ended.abort();
  }

  async #goOn() {
    for (let tries = 0; !this.ended.signal.aborted; tries += 1) {
      const cut = new AbortController();
      const offline = () => cut.abort();
      window.addEventListener("offline", offline);
      try {
        await this.#hear(cut);
        tries = 0;
      } catch (error) {
        if (error instanceof Refused && (error.status === 410 || error.type === "event-not-yet")) {
          // Whoever reads anew at that word has to read what comes after the mark.
          await this.mark().then(
            () => this.dispatchEvent(new Event("lost")),
            () => undefined,
          );
        }
      } finally {
        window.removeEventListener("offline", offline);
      }
      if (this.ended.signal.aborted) return;
      this.#say(false);
      await new Promise((resolve) => setTimeout(resolve, PAUSES[Math.min(tries, PAUSES.length - 1)]));
    }
  }

  /** @param {AbortController} cut */
  async #hear(cut) {
    const signal = AbortSignal.any([cut.signal, this.ended.signal]);
    if (this.after < 0) {
      await this.mark();
      this.dispatchEvent(new Event("lost"));
    }
    const query = { ...this.query, after: this.after };
    const response = await listen("stream", { query, accept: "text/event-stream", signal });
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    const decoder = new TextDecoder();
    let rest = "";
    let watch = setTimeout(() => cut.abort(), SILENCE);
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(watch);
        watch = setTimeout(() => cut.abort(), SILENCE);
        this.#say(true);
        const pieces = (rest + decoder.decode(value, { stream: true })).split("\n\n");
        rest = pieces.pop() ?? "";
        for (const piece of pieces) this.#take(piece);
      }
    } finally {
      clearTimeout(watch);
    }
  }

  /** @param {string} piece */
  #take(piece) {
    /** @type {Record<string, string>} */
    const fields = {};
    for (const line of piece.split("\n")) {
      const [, name, value] = /^(\w+): ?(.*)$/u.exec(line) ?? [];
      if (name) fields[name] = fields[name] === undefined ? String(value) : `${fields[name]}\n${value}`;
    }
    const number = Number(fields.id ?? 0);
    if (number > this.after && fields.data)
      this.dispatchEvent(new CustomEvent("event", { detail: JSON.parse(fields.data) }));
    this.after = Math.max(this.after, number);
  }

  /** @param {boolean} isUp */
  #say(isUp) {
    const before = this.line;
    this.line = { isUp, lastWord: isUp ? Date.now() : before.lastWord };
    if (before.isUp !== isUp) this.dispatchEvent(new Event("line"));
  }
}
