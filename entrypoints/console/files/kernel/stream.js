/**
 * What happens, as it happens: the event stream of the API, from where it left off. While the line is down it says so,
 * and since when; when it is back all that was missed comes first, in order, each event once.
 */

import { Refused } from "./api.js";
import { call, listen } from "./session.js";

/** @typedef {import("openapi").EventView} Event_ */
/** @typedef {{ isUp: boolean, lastWord: number }} Line */

const SILENCE = 25_000; // milliseconds: the API says something every 15 seconds
const SHORT = 1_000;
const PAUSES = [250, 500, 1_000, 2_000, 4_000];

/**
 * One who listens. It tells `event` (its `detail` is the event), `line` when the line went down or came back, and
 * `lost` where events are missing, so that everything has to be read anew.
 */
export class Stream extends EventTarget {
  #isMarked = false;
  #tries = 0;

  /** @param {Record<string, string>} [query] only of these `types`, this `order`, `table` or `station` */
  constructor(query = {}) {
    super();
    this.query = query;
    /** @type {Line} */
    this.line = { isUp: false, lastWord: Date.now() };
    this.after = 0;
    this.ended = new AbortController();
  }

  /** Find out where the log ends: what is read after this, and what comes after it, is everything. */
  async mark() {
    const { data } = await call("events", { signal: this.ended.signal });
    this.after = data.last;
    this.#isMarked = true;
  }

  /** Begin where another left off, instead of by a mark. @param {number} number of the last event that it heard */
  resume(number) {
    this.after = number;
    this.#isMarked = true;
  }

  /** Begin to listen, after `mark`; where that was not possible, it tells `lost` once it was. */
  start() {
    void this.#goOn();
  }

  /** Stop listening, for good. */
  stop() {
    this.ended.abort();
  }

  async #goOn() {
    while (!this.ended.signal.aborted) {
      const cut = new AbortController();
      const offline = () => cut.abort();
      window.addEventListener("offline", offline);
      const began = Date.now();
      try {
        if (!this.#isMarked) await this.#markAnew();
        await this.#hear(cut);
      } catch (error) {
        if (error instanceof Refused && (error.status === 410 || error.type === "event-not-yet"))
          this.#isMarked = false;
        if (!this.ended.signal.aborted) this.#say(false);
      } finally {
        window.removeEventListener("offline", offline);
      }
      // Where it ends as a token does nothing was missed, and it is listened to again at once.
      if (!this.line.isUp || Date.now() - began < SHORT) await this.#rest();
    }
  }

  async #markAnew() {
    await this.mark();
    this.dispatchEvent(new Event("lost"));
  }

  /** Wait a while, longer each time, but no longer than until the browser says that there is a line again. */
  #rest() {
    const pause = PAUSES[Math.min(this.#tries, PAUSES.length - 1)];
    this.#tries += 1;
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        window.removeEventListener("online", done);
        resolve(undefined);
      };
      const timer = setTimeout(done, pause);
      window.addEventListener("online", done);
    });
  }

  /** @param {AbortController} cut */
  async #hear(cut) {
    const signal = AbortSignal.any([cut.signal, this.ended.signal]);
    const query = { ...this.query, after: this.after };
    let watch = setTimeout(() => cut.abort(), SILENCE);
    try {
      const response = await listen("stream", { query, accept: "text/event-stream", signal });
      this.#say(true);
      const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
      const decoder = new TextDecoder();
      let rest = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(watch);
        this.#tries = 0;
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
    if (number <= this.after) return;
    this.after = number;
    if (fields.data) this.dispatchEvent(new CustomEvent("event", { detail: JSON.parse(fields.data) }));
  }

  /** @param {boolean} isUp */
  #say(isUp) {
    const before = this.line;
    this.line = { isUp, lastWord: isUp ? Date.now() : before.lastWord };
    if (before.isUp !== isUp) this.dispatchEvent(new Event("line"));
  }
}
