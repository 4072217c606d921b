/** A part of a page of reports: it asks only once it is seen, and again when something changed while it is. */

import { Refused, Unreachable } from "../kernel/api.js";
import { h, Piece, say, set } from "../kernel/element.js";
import { t, told } from "../kernel/words.js";
import { downloads } from "./files.js";
import { read } from "./reading.js";

/** @typedef {import("./range.js").Range} Range */
/** @typedef {import("./reading.js").Question} Question */
/**
 * What a section is about. The first of its questions is what can be downloaded; `make` returns what draws the answers
 * into its body, which is made once; it gets their tags, too.
 * @typedef {{
 *   key: string, title: string, hasFiles?: boolean,
 *   asks: (range: Range) => Question[],
 *   make: (body: HTMLElement, again: () => void) => (answers: any[], range: Range, tags: string[]) => void,
 * }} Part
 */

const NEAR = "240px";
const TRIES_AGAIN_AFTER = 3_000; // milliseconds

export class ReportSection extends Piece {
  /** @type {Part | null} */
  about = null;
  /** @type {Range | null} */
  #range = null;
  #isSeen = false;
  #isStale = true;
  #isAsking = false;
  /** @type {any[]} */
  #shown = [];
  #body = h("div", { class: "body" });
  #failure = h("p", { class: "failure", role: "status", hidden: true });
  #waiting = h("p", { class: "quiet" });
  /** @type {((answers: any[], range: Range, tags: string[]) => void) | null} */
  #draw = null;

  /** @override */
  show() {
    const part = this.about;
    if (!part) return;
    set(this, "class", `card ${part.key}`);
    set(this, "aria-busy", "true");
    say(this.#waiting, t("loading"));
    const id = `section-${part.key}`;
    const head = h("header", {}, h("h2", { id }, part.title));
    if (part.hasFiles ?? true) head.append(downloads(part.title, () => /** @type {Question} */ (this.#questions()[0])));
    this.replaceChildren(h("section", { "aria-labelledby": id }, head, this.#failure, this.#waiting, this.#body));
    this.#draw = part.make(this.#body, () => this.refresh());
    const watch = new IntersectionObserver((seen) => this.#see(seen.some((each) => each.isIntersecting)), {
      rootMargin: NEAR,
    });
    watch.observe(this);
    this.signal.addEventListener("abort", () => watch.disconnect());
  }

  /** Show another range. @param {Range} range */
  set range(range) {
    this.#range = range;
    set(this, "aria-busy", "true");
    this.refresh();
  }

  /** Something may have changed: ask again, now or when it is seen. */
  refresh() {
    this.#isStale = true;
    void this.#ask();
  }

  #questions() {
    return this.about && this.#range ? this.about.asks(this.#range) : [];
  }

  /** @param {boolean} isSeen */
  #see(isSeen) {
    this.#isSeen = isSeen;
    void this.#ask();
  }

  async #ask() {
    const range = this.#range;
    if (!range || !this.#isSeen || !this.#isStale || this.#isAsking || this.signal.aborted) return;
    this.#isStale = false;
    this.#isAsking = true;
    try {
      const found = await Promise.all(this.#questions().map((each) => read(each)));
      if (!this.signal.aborted && range === this.#range) this.#put(found, range);
      this.#isAsking = false;
      if (this.#isStale) void this.#ask();
    } catch (error) {
      this.#isAsking = false;
      this.#fail(error, range);
    }
  }

  /** @param {any[]} found @param {Range} range */
  #put(found, range) {
    this.#failure.hidden = true;
    this.#waiting.hidden = true;
    set(this, "aria-busy", "false");
    const shown = [range, ...found];
    if (shown.length === this.#shown.length && shown.every((each, index) => each === this.#shown[index])) return;
    this.#shown = shown;
    this.#draw?.(
      found.map((each) => each.data),
      range,
      found.map((each) => each.tag),
    );
  }

  /** @param {unknown} error @param {Range} range */
  #fail(error, range) {
    if (this.signal.aborted) return;
    say(this.#failure, told(error));
    this.#failure.hidden = false;
    set(this, "aria-busy", "false");
    this.#waiting.hidden = true;
    const isForNow = error instanceof Unreachable || (error instanceof Refused && error.isForNow);
    this.#isStale ||= isForNow || range !== this.#range;
    const pause = error instanceof Refused ? error.waitSeconds * 1_000 : 0;
    setTimeout(() => void this.#ask(), Math.max(pause, TRIES_AGAIN_AFTER));
  }
}

customElements.define("report-section", ReportSection);

/** Return a section. @param {Part} part @returns {ReportSection} */
export function section(part) {
  const made = h("report-section");
  made.about = part;
  return made;
}
