/** Charts: a picture of one or two series, and always the table of the same numbers behind it. */

import { Plot } from "./chart_plot.js";
import { writeRows } from "./chart_rows.js";
import { writeTable } from "./chart_table.js";
import { h, Piece, say, set, style } from "./element.js";
import { t } from "./words.js";

/**
 * One series. The one of the range before is drawn as a dashed outline or line, so that it is told apart without colour.
 * @typedef {{ name: string, values: (number | null)[], isBefore?: boolean }} Series
 */
/**
 * What a chart shows: `bars` or a `line` over a row of times, or a `rows` each of a name. `head` is what the labels are;
 * `marks` are shorter labels for an axis; `written` writes a number, `tick` writes it short; `isWhole` where nothing is
 * between whole numbers; `most` is how many rows are drawn (the table has all); `columns` are more of the table.
 * @typedef {{
 *   title: string, kind: "bars" | "line" | "rows", head: string, labels: string[], marks?: string[], series: Series[],
 *   written: (value: number) => string, tick?: (value: number) => string, isWhole?: boolean, most?: number,
 *   columns?: { name: string, cells: (string | null)[] }[],
 * }} Picture
 */

export class DataChart extends Piece {
  /** @type {Picture | null} */
  #picture = null;
  #plot = new Plot();
  #rows = h("ol", { class: "rows", "aria-hidden": "true" });
  #table = h("table");
  #behind = h("div", { class: "behind unseen" }, this.#table);
  #legend = h("div", { class: "legend", "aria-hidden": "true" });
  #toggle = h("button", { type: "button", class: "plain", "aria-pressed": "false", onclick: () => this.#turn() });

  /** @override */
  async show() {
    await style("kernel/chart.css");
    say(this.#toggle, t("chart.as-table"));
    this.replaceChildren(
      h("div", { class: "above" }, this.#legend, this.#toggle),
      this.#plot.element,
      this.#rows,
      this.#behind,
    );
    const watch = new ResizeObserver(() => this.#draw());
    watch.observe(this);
    this.signal.addEventListener("abort", () => watch.disconnect());
    this.#write();
  }

  /** What is shown. Given again it is drawn in place: who stands on it stays there. */
  get picture() {
    return this.#picture;
  }

  set picture(picture) {
    this.#picture = picture;
    this.#write();
  }

  get #isTable() {
    return this.#toggle.getAttribute("aria-pressed") === "true";
  }

  #turn() {
    set(this.#toggle, "aria-pressed", String(!this.#isTable));
    this.#write();
  }

  #write() {
    const picture = this.#picture;
    if (!picture) return;
    this.classList.toggle("as-table", this.#isTable);
    this.#behind.className = this.#isTable ? "behind scroll" : "behind unseen";
    set(this.#behind, "tabindex", this.#isTable ? "0" : null);
    set(this.#behind, "role", this.#isTable ? "group" : null);
    set(this.#behind, "aria-label", this.#isTable ? picture.title : null);
    set(this.#toggle, "aria-label", `${t("chart.as-table")}: ${picture.title}`);
    writeTable(this.#table, picture);
    const two = picture.series.length > 1;
    this.#legend.replaceChildren(...(two ? picture.series.map((each) => swatch(each)) : []));
    this.#draw();
  }

  #draw() {
    const picture = this.#picture;
    if (!picture) return;
    const isRows = picture.kind === "rows";
    set(this.#plot.element, "hidden", isRows || this.#isTable);
    set(this.#rows, "hidden", !isRows || this.#isTable);
    if (this.#isTable) return;
    if (isRows) writeRows(this.#rows, picture);
    else this.#plot.draw(picture);
  }
}

/** @param {Series} series */
function swatch({ name, isBefore = false }) {
  const box = isBefore ? { x: 1, y: 1, width: 16, height: 10 } : { width: 18, height: 12 };
  const sample = h("svg", { width: 18, height: 12 }, h("rect", { class: isBefore ? "before" : "now", rx: 2, ...box }));
  return h("span", {}, sample, name);
}

customElements.define("data-chart", DataChart);
