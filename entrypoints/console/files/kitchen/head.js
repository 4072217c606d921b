/** The top of the board: where it is, whether it is live, what is new, what may be undone; and what is wrong, in large. */

import { now } from "../kernel/clock.js";
import { fill, h, say, set } from "../kernel/element.js";
import { clock } from "../kernel/restaurant.js";
import { t, told } from "../kernel/words.js";

/** @typedef {import("../kernel/outbox.js").Command} Command */
/** @typedef {{ isCurrent: boolean, isRead: boolean, lastWord: number, count: number, fresh: number, refused: Command[] }} State */

const PATIENCE = 1_000; // milliseconds: a line that is back by then was never down for who looks
const SECONDS = /** @type {const} */ ({ hour: "2-digit", minute: "2-digit", second: "2-digit" });

export class BoardHead extends HTMLElement {
  #live = h("p", { class: "live", role: "status" });
  #count = h("p", { class: "count" });
  #fresh = h("button", { type: "button", class: "fresh", hidden: true });
  #down = h("p", { class: "down", role: "alert", hidden: true });
  #refused = h("ul", { class: "refused", hidden: true });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #patience;
  /** @type {(command: Command) => void} */
  #see = () => undefined;

  /**
   * Put it together. @param {{ choice: Element, undo: Element, controls: Element }} parts
   * @param {{ touchAll: () => void, see: (command: Command) => void }} asked
   */
  begin({ choice, undo, controls }, { touchAll, see }) {
    this.#fresh.addEventListener("click", touchAll);
    this.#see = see;
    const row = h("div", { class: "top" }, choice, this.#live, this.#count, this.#fresh, undo, controls);
    this.append(h("h1", { class: "unseen" }, t("page.board")), row, this.#down, this.#refused);
  }

  /** Show how it is. @param {State} state */
  tell({ isCurrent, isRead, lastWord, count, fresh, refused }) {
    this.classList.toggle("is-live", isCurrent);
    say(this.#live, isCurrent ? t("line.up") : t("board.waiting-for-line"));
    say(this.#count, isRead || count > 0 ? t("board.count", { count }) : "");
    set(this.#fresh, "hidden", fresh === 0);
    if (fresh > 0) say(this.#fresh, t("board.fresh", { count: fresh }));
    this.#tellLine(isCurrent, lastWord);
    set(this.#refused, "hidden", refused.length === 0);
    fill(
      this.#refused,
      refused,
      ({ key }) => key,
      (command) => this.#refusal(command),
    );
  }

  /** @param {boolean} isCurrent @param {number} lastWord */
  #tellLine(isCurrent, lastWord) {
    if (isCurrent) {
      clearTimeout(this.#patience);
      this.#patience = undefined;
      this.#down.hidden = true;
      return;
    }
    const time = clock(lastWord + now() - Date.now(), SECONDS);
    const show = () => {
      say(this.#down, lastWord ? t("board.down", { time }) : t("board.down-never"));
      this.#down.hidden = false;
    };
    if (!this.#down.hidden) show();
    else this.#patience ??= setTimeout(show, PATIENCE);
  }

  /** @param {Command} command */
  #refusal(command) {
    const problem = command.problem ?? {};
    const why = told({ ...problem, type: String(problem.type ?? "").replace(/^.*\//u, "") });
    return h(
      "li",
      { role: "alert" },
      h("span", {}, `${command.label}: ${why}`),
      h("button", { type: "button", onclick: () => this.#see(command) }, t("board.seen")),
    );
  }
}

customElements.define("board-head", BoardHead);
