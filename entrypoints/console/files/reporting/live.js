/** Following the restaurant: what is shown is asked for again when something happens, at most once a second. */

import { h, say } from "../kernel/element.js";
import { clock } from "../kernel/restaurant.js";
import { Stream } from "../kernel/stream.js";
import { t } from "../kernel/words.js";
import { askAnew } from "./reading.js";

/** @typedef {import("../kernel/element.js").Piece} Piece */

const SOON = 250; // milliseconds: what comes together is asked for together
const PAUSE = 1_000;
const AGAIN = 5_000;

/** What changes nothing in a report of sales and money. */
const BESIDE = new Set(["product.available", "product.unavailable", "table.changed"]);

/** Follows as long as its page is there and wants it, and while somebody may be looking. */
export class Live {
  #page;
  #changed;
  /** @type {Stream | null} */
  #stream = null;
  /** @type {Promise<unknown>} */
  #marked = Promise.resolve();
  #last = 0;
  #isDue = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  element = h("p", { class: "badge live", role: "status", hidden: true });

  /** @param {Piece} page @param {() => void} changed is called when there is something new */
  constructor(page, changed) {
    this.#page = page;
    this.#changed = changed;
    page.signal.addEventListener("abort", () => this.stop());
    page.hear(document, "visibilitychange", () => this.#go());
  }

  /**
   * Begin. What is read once this returns, and what is told from then on, is everything. While the line is down this
   * returns too, and tells of a change once it is back. Whoever begins what has begun waits for the same.
   */
  async start() {
    if (!this.#stream && !this.#page.signal.aborted) this.#marked = this.#begin();
    await this.#marked;
  }

  async #begin() {
    const stream = new Stream();
    this.#stream = stream;
    stream.addEventListener("event", (event) => this.#hear(/** @type {CustomEvent} */ (event).detail));
    stream.addEventListener("lost", () => this.#due());
    stream.addEventListener("line", () => this.#say());
    if (!(await this.#mark(stream))) void this.#later(stream);
  }

  /** @param {Stream} stream */
  async #mark(stream) {
    try {
      await stream.mark();
    } catch {
      this.#say();
      return false;
    }
    if (this.#stream === stream) stream.start();
    return true;
  }

  /** @param {Stream} stream */
  async #later(stream) {
    do await new Promise((resolve) => setTimeout(resolve, AGAIN));
    while (this.#stream === stream && !(await this.#mark(stream)));
    if (this.#stream === stream) this.#due();
  }

  /** Follow no longer. */
  stop() {
    this.#stream?.stop();
    this.#stream = null;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.element.hidden = true;
  }

  /** @param {{ type: string }} event */
  #hear({ type }) {
    if (!BESIDE.has(type)) this.#due();
  }

  #due() {
    this.#isDue = true;
    this.#go();
  }

  #go() {
    if (!this.#isDue || this.#timer !== undefined || document.hidden) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#isDue = false;
        this.#last = Date.now();
        askAnew();
        this.#changed();
      },
      Math.max(SOON, this.#last + PAUSE - Date.now()),
    );
  }

  #say() {
    const line = this.#stream?.line;
    if (!line) return;
    this.element.hidden = false;
    this.element.classList.toggle("good", line.isUp);
    this.element.classList.toggle("bad", !line.isUp);
    const time = clock(line.lastWord, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
    say(this.element, line.isUp ? t("line.up") : t("line.down", { time }));
  }
}
