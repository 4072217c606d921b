/** Sales: what sold in a range of business days, beside the range before; today's follow as orders come in. */

import { h, Piece, say, set, style } from "../kernel/element.js";
import { at, place } from "../kernel/routes.js";
import { t } from "../kernel/words.js";
import { BY_NAME } from "./by_name.js";
import { earlyNotice } from "./early.js";
import { KITCHEN } from "./kitchen.js";
import { Live } from "./live.js";
import { OVER_TIME } from "./over_time.js";
import { PRODUCTS } from "./products.js";
import { between, isDay, lengthOf, named, NAMES, rangeOf, spelledRange, today } from "./range.js";
import { section } from "./section.js";
import { TAKINGS } from "./takings.js";
import { TILES } from "./tiles.js";
import { findToday } from "./today.js";

/** @typedef {import("./range.js").Range} Range */
/** @typedef {import("./section.js").ReportSection} ReportSection */

const LOOKS_AGAIN = 20_000; // milliseconds: whether the clock says another business day
const ASKS_AGAIN = 5_000; // whether today was closed, while orders come
const [HOURS, ...DAYS] = OVER_TIME;

class SalesPage extends Piece {
  /** @type {Range} */
  #range = named("today");
  #asked = Date.now();
  /** @type {Live | null} */
  #live = null;
  #early = earlyNotice();
  #title = h("p", { class: "quiet" });
  #choices = NAMES.map((name) =>
    h("button", { type: "button", onclick: () => void this.#go(named(name)) }, t(`range.${name}`)),
  );
  #from = h("input", { type: "date", name: "from", onchange: () => this.#typed() });
  #to = h("input", { type: "date", name: "to", onchange: () => this.#typed() });
  /** Those that make no sense for a single day. */
  #overDays = DAYS.map((each) => section(each));
  #sections = /** @type {ReportSection[]} */ (
    [TILES, HOURS, ...BY_NAME, KITCHEN, ...TAKINGS, PRODUCTS].map((each) => section(/** @type {any} */ (each)))
  );

  /** @override */
  async show() {
    await Promise.all([style("reporting/sales.css"), style("reporting/tiles.css"), findToday()]);
    const live = new Live(this, () => this.#again());
    this.#live = live;
    const [tiles, hours, ...others] = this.#sections;
    this.replaceChildren(
      h("div", { class: "head" }, h("h1", {}, t("page.sales")), live.element),
      this.#early.element,
      h("div", { class: "chips", role: "group", "aria-label": t("range.which") }, this.#choices),
      h(
        "div",
        { class: "dates" },
        h("label", { class: "field" }, h("span", {}, t("range.from")), this.#from),
        h("label", { class: "field" }, h("span", {}, t("range.to")), this.#to),
        this.#title,
      ),
      h("div", { class: "parts" }, tiles, hours, this.#overDays, others),
    );
    this.repeat(LOOKS_AGAIN, () => this.#look());
    void this.#go(rangeOf(place().query));
  }

  /** @param {Range} range */
  async #go(range) {
    this.#range = range;
    this.#early.look();
    const { name, start, end } = range;
    const query = name ? { range: name === "today" ? null : name } : { from: start, to: end };
    history.replaceState(null, "", at("sales", "", query));
    this.#press(name);
    Object.assign(this.#from, { value: start });
    Object.assign(this.#to, { value: end });
    say(this.#title, spelledRange(range));
    for (const each of this.#overDays) each.hidden = lengthOf(range) === 1;
    // What is followed is marked first: whatever comes while the reports are read is told after them.
    if (start <= today() && today() <= end) await this.#live?.start();
    else this.#live?.stop();
    if (range !== this.#range) return;
    for (const each of [...this.#sections, ...this.#overDays]) each.range = range;
  }

  /** Mark the range that is shown, and have it seen where there is no room for all. @param {string} name */
  #press(name) {
    this.#choices.forEach((button, index) => {
      set(button, "aria-pressed", String(NAMES[index] === name));
      if (NAMES[index] !== name) return;
      const [own, all] = [button, button.parentElement].map((each) => each.getBoundingClientRect());
      button.parentElement.scrollBy(own.left + own.width / 2 - all.left - all.width / 2, 0);
    });
  }

  #typed() {
    const [from, to] = [this.#from.value, this.#to.value];
    if (isDay(from) && isDay(to)) void this.#go(between(from, to));
  }

  #again() {
    void this.#findToday();
    for (const each of [...this.#sections, ...this.#overDays]) each.refresh();
  }

  async #findToday() {
    if (Date.now() - this.#asked < ASKS_AGAIN) return;
    this.#asked = Date.now();
    await findToday();
    this.#look();
  }

  #look() {
    if (this.signal.aborted) return;
    this.#early.look();
    if (this.#range.name && named(this.#range.name).end !== this.#range.end) void this.#go(named(this.#range.name));
  }
}

customElements.define("sales-page", SalesPage);
