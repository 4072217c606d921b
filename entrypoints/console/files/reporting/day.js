/** A business day: what was sold and taken on it until now (X), or for good (Z); closing it, and those before. */

import { h, Piece, say, set, style } from "../kernel/element.js";
import { money } from "../kernel/money.js";
import { at, place } from "../kernel/routes.js";
import { number, t } from "../kernel/words.js";
import { closeDay } from "./closing.js";
import { dayReport, inFull, titleOf } from "./day_report.js";
import { earlyNotice } from "./early.js";
import { Live } from "./live.js";
import { calendarDay, isDay, plus, spelled, startName, today } from "./range.js";
import { read } from "./reading.js";
import { section } from "./section.js";
import { tableOf } from "./table.js";
import { findToday } from "./today.js";
import { complain } from "../kernel/dialogs.js";

/** @typedef {import("openapi").DayView} Day */
/** @typedef {import("openapi").TakingsView} Takings */
/** @typedef {(day: Day, closing: import("./day_report.js").Closing) => void} Written */

const DAYS_LISTED = 31;
const LOOKS_AGAIN = 20_000; // milliseconds: whether the clock says another business day

class DayPage extends Piece {
  #date = "";
  /** @type {Day | null} */
  #day = null;
  /** @type {Live | null} */
  #live = null;
  #early = earlyNotice();
  #notYet = h("p", { class: "early", hidden: true });
  #heading = h("h1", {}, t("page.day"));
  #status = h("p", { class: "badge", hidden: true });
  #picked = h("input", { type: "date", "aria-label": t("sales.day"), onchange: () => this.#pick() });
  #next = h(
    "button",
    { type: "button", class: "icon", "aria-label": t("day.after"), onclick: () => this.#walk(1) },
    "→",
  );
  #close = h("button", { type: "button", class: "primary", hidden: true, onclick: () => this.#ask() }, t("day.close"));
  #print = h("button", { type: "button", onclick: () => window.print() }, t("day.print"));
  #report = section({
    key: "day",
    title: t("day.report"),
    hasFiles: false,
    asks: ({ start }) => [{ call: "day", path: { id: start } }],
    make: (body) => {
      const { element, write } = dayReport();
      body.append(element);
      return ([{ day }], _, [seal = ""]) => void this.#put(day, seal, write);
    },
  });
  #before = section({
    key: "before",
    title: t("day.before"),
    asks: ({ start }) => [
      { call: "takings", query: { start_date: plus(start, -DAYS_LISTED), end_date: plus(start, -1), group_by: "day" } },
    ],
    make(body) {
      const { element, write } = tableOf(t("day.before"), t("sales.day"), [t("sales.orders"), t("day.total")]);
      const none = h("p", { class: "empty" }, t("day.none-before"));
      body.append(element, none);
      return ([{ report }]) => {
        const { groups } = /** @type {Takings} */ (report);
        none.hidden = groups.length > 0;
        element.hidden = groups.length === 0;
        write(
          groups.toReversed().map(({ group, figures }) => ({
            title: spelled(group),
            href: at("day", group),
            cells: [number(figures.orders), money(figures.total)],
          })),
        );
      };
    },
  });

  /** @override */
  async show() {
    await Promise.all(["reporting/sales.css", "reporting/day.css", "reporting/print.css"].map((each) => style(each)));
    this.#live = new Live(this, () => this.#report.refresh());
    const back = { type: "button", class: "icon", "aria-label": t("day.previous"), onclick: () => this.#walk(-1) };
    this.replaceChildren(
      h("div", { class: "head" }, this.#heading, this.#status, this.#live.element),
      this.#early.element,
      this.#notYet,
      h(
        "div",
        { class: "row tools" },
        h(
          "div",
          { class: "walk", role: "group", "aria-label": t("day.which") },
          h("button", back, "←"),
          this.#picked,
          this.#next,
        ),
        this.#print,
        this.#close,
      ),
      this.#report,
      this.#before,
    );
    this.repeat(LOOKS_AGAIN, () => this.#bound());
    const now = await findToday();
    await this.#go(isDay(place().id) ? place().id : now);
  }

  /** @param {string} date */
  async #go(date) {
    this.#date = date;
    history.replaceState(null, "", at("day", date === today() ? "" : date));
    say(this.#heading, inFull(date));
    Object.assign(this.#picked, { value: date });
    this.#day = null;
    this.#bound();
    this.#status.hidden = true;
    if (date === today()) await this.#live?.start();
    else this.#live?.stop();
    if (date !== this.#date) return;
    const range = { name: "", start: date, end: date };
    this.#report.range = range;
    this.#before.range = range;
  }

  /** There is nothing to see after today, and nothing to close before it begins. */
  #bound() {
    set(this.#picked, "max", today());
    set(this.#next, "disabled", this.#date >= today());
    this.#early.look();
    const isOpen = this.#day?.status === "open";
    const hasBegun = this.#date <= calendarDay();
    this.#close.hidden = !isOpen || !hasBegun;
    this.#notYet.hidden = !isOpen || hasBegun;
    say(this.#notYet, t("day.not-yet", { day: inFull(this.#date), time: startName() }));
  }

  #pick() {
    if (isDay(this.#picked.value)) void this.#go(this.#picked.value);
  }

  /** @param {number} days */
  #walk(days) {
    void this.#go(plus(this.#date, days));
  }

  /** @param {Day} day @param {string} seal @param {Written} write */
  async #put(day, seal, write) {
    this.#day = day;
    const isOpen = day.status === "open";
    this.#status.hidden = false;
    set(this.#status, "class", `badge ${isOpen ? "warn" : "good"}`);
    say(this.#status, titleOf(day));
    this.#bound();
    const closing = { by: "", seal: seal.replaceAll('"', "") };
    write(day, closing);
    if (isOpen) return;
    this.#live?.stop();
    const [by] = await Promise.all([nameOf(day), findToday()]);
    if (this.#day !== day) return;
    write(day, { ...closing, by });
    this.#bound();
  }

  async #ask() {
    if (!this.#day) return;
    try {
      const date = await closeDay(this.#day);
      if (date === this.#date) this.#report.refresh();
      else if (date) await this.#go(date);
    } catch (error) {
      complain(error);
    }
  }
}

/** Return who closed a day. @param {Day} day */
async function nameOf({ closed_by: id, waiters }) {
  const found = waiters.find((each) => each.id === id);
  if (found) return found.name;
  const { data } = await read({ call: "users" }).catch(() => ({ data: { users: [] } }));
  return data.users.find((/** @type {{ id: string }} */ each) => each.id === id)?.name ?? "";
}

customElements.define("day-page", DayPage);
