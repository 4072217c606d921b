/** A chart over a row of times: bars or lines, drawn in the pixels there are, so that no text is ever distorted. */

import { everyNth, ticks, widthOf } from "./chart_scale.js";
import { h, say, set } from "./element.js";

/** @typedef {import("./chart.js").Picture} Picture */
/** Where things are, in pixels. @typedef {{ width: number, height: number, start: number, band: number, top: number }} Room */

const TOP = 8;
const BOTTOM = 26;
const THINNEST = 10; // a bar with what is around it; where there is less room, a line is drawn
const TALL = 240;
const LOW = 190;
const NARROW = 480;

export class Plot {
  /** @type {Picture | null} */
  #picture = null;
  /** @type {Room} */
  #room = { width: 0, height: 0, start: 0, band: 1, top: 1 };
  #index = -1;
  #svg = h("svg", { "aria-hidden": "true", focusable: "false" });
  #tip = h("div", { class: "tip", hidden: true });
  #said = h("span", { class: "unseen", "aria-live": "polite" });
  element = h("div", { class: "plot", role: "group", tabindex: "0" }, this.#svg, this.#tip, this.#said);

  constructor() {
    const over = (/** @type {PointerEvent} */ event) => this.#point(this.#under(event));
    this.element.addEventListener("pointermove", over);
    this.element.addEventListener("pointerdown", over);
    this.element.addEventListener("pointerleave", () => this.#point(-1));
    this.element.addEventListener("blur", () => this.#point(-1));
    this.element.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#key(event));
  }

  /** Draw, again where it was drawn. @param {Picture} picture */
  draw(picture) {
    this.#picture = picture;
    set(this.element, "aria-label", picture.title);
    const width = this.element.clientWidth;
    if (width === 0) return;
    const height = width < NARROW ? LOW : TALL;
    const tick = picture.tick ?? picture.written;
    const most = Math.max(...picture.series.flatMap(({ values }) => values.map((each) => each ?? 0)), 0);
    const lines = ticks(most, picture.isWhole);
    const start = Math.ceil(Math.max(...lines.map((each) => widthOf(tick(each))))) + 10;
    const band = (width - start) / Math.max(picture.labels.length, 1);
    this.#room = { width, height, start, band, top: lines.at(-1) ?? 1 };
    for (const [key, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` }))
      set(this.#svg, key, value);
    this.#svg.replaceChildren(
      this.#band(),
      ...lines.flatMap((each) => this.#line(each, tick(each))),
      ...this.#labels(picture),
      ...picture.series.toReversed().map((each) => this.#series(picture, each)),
    );
    this.#point(this.#index);
  }

  /** The place of a value across, mirrored where people read from the right. @param {number} from @param {number} [wide] */
  #across(from, wide = 0) {
    const isMirrored = document.documentElement.dir === "rtl";
    return isMirrored ? this.#room.width - from - wide : from;
  }

  /** @param {number} index */
  #middle(index) {
    return this.#across(this.#room.start + (index + 0.5) * this.#room.band);
  }

  /** @param {number} value */
  #up(value) {
    const { height, top } = this.#room;
    return height - BOTTOM - (Math.max(0, value) / top) * (height - BOTTOM - TOP);
  }

  #band() {
    return h("rect", { class: "band", y: TOP, height: this.#room.height - TOP - BOTTOM, width: this.#room.band });
  }

  /** @param {number} value @param {string} text */
  #line(value, text) {
    const { width, start } = this.#room;
    const y = Math.round(this.#up(value)) + 0.5;
    return [
      h("line", { class: "grid", x1: this.#across(start), x2: this.#across(width), y1: y, y2: y }),
      h("text", { x: this.#across(start - 8), y: y + 4, "text-anchor": "end" }, text),
    ];
  }

  /** @param {Picture} picture */
  #labels({ labels, marks = labels }) {
    const nth = everyNth(marks.length, Math.max(...marks.map((each) => widthOf(each))) + 14, this.#room.band);
    return marks.flatMap((text, index) =>
      index % nth
        ? []
        : [h("text", { x: this.#middle(index), y: this.#room.height - 8, "text-anchor": "middle" }, text)],
    );
  }

  /** @param {Picture} picture @param {import("./chart.js").Series} series */
  #series({ kind }, { values, isBefore = false }) {
    const group = isBefore ? "before" : "now";
    const points = values.flatMap((value, index) => (value === null ? [] : [[this.#middle(index), this.#up(value)]]));
    if (kind === "bars" && this.#room.band >= THINNEST)
      return h("g", { class: group }, ...values.map((value, index) => this.#bar(value, index, isBefore)));
    const dots = points.length > this.#room.width / 12 || isBefore ? [] : points;
    return h(
      "g",
      { class: group },
      h("polyline", { points: points.map((each) => each.join(",")).join(" ") }),
      dots.map(([x, y]) => h("circle", { cx: x, cy: y, r: 3 })),
    );
  }

  /** @param {number | null} value @param {number} index @param {boolean} isBefore */
  #bar(value, index, isBefore) {
    if (!value) return null;
    const { start, band, height } = this.#room;
    const gap = Math.min(band * (isBefore ? 0.08 : 0.2), isBefore ? 4 : 10);
    const wide = Math.max(1, Math.min(band - 2 * gap, isBefore ? 64 : 52));
    const top = this.#up(value);
    const x = this.#across(start + index * band + (band - wide) / 2, wide);
    return h("rect", { x, y: top, width: wide, height: Math.max(0, height - BOTTOM - top), rx: 2 });
  }

  /** @param {PointerEvent} event */
  #under(event) {
    const { left } = this.element.getBoundingClientRect();
    const from = this.#across(event.clientX - left);
    const index = Math.floor((from - this.#room.start) / this.#room.band);
    return index >= 0 && index < (this.#picture?.labels.length ?? 0) ? index : -1;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const last = (this.#picture?.labels.length ?? 0) - 1;
    const on = document.documentElement.dir === "rtl" ? -1 : 1;
    const steps = { ArrowRight: on, ArrowLeft: -on, Home: -last - 1, End: last + 1 };
    const step = /** @type {Record<string, number>} */ (steps)[event.key];
    if (event.key === "Escape") this.#point(-1);
    if (step === undefined || last < 0) return;
    event.preventDefault();
    this.#point(
      Math.max(0, Math.min(last, this.#index < 0 && step < 0 && event.key !== "Home" ? last : this.#index + step)),
    );
    say(this.#said, [...this.#tip.children].map((each) => each.textContent).join(", "));
  }

  /** Show what is at a place, or nothing at -1. @param {number} index */
  #point(index) {
    const picture = this.#picture;
    this.#index = picture && index < picture.labels.length ? index : -1;
    set(this.#tip, "hidden", this.#index < 0);
    const band = this.#svg.querySelector(".band");
    if (band) set(band, "visibility", this.#index < 0 ? "hidden" : null);
    if (!picture || !band || this.#index < 0) return;
    const { start, band: wide, width } = this.#room;
    set(band, "x", this.#across(start + this.#index * wide, wide));
    const told = picture.series.map(({ name, values }) => `${name}: ${this.#number(values[this.#index] ?? null)}`);
    const more = (picture.columns ?? []).map(({ name, cells }) => `${name}: ${cells[this.#index] || "–"}`);
    this.#tip.replaceChildren(
      h("strong", {}, picture.labels[this.#index]),
      ...[...told, ...more].map((each) => h("span", {}, each)),
    );
    const middle = this.#middle(this.#index);
    const left = Math.max(0, Math.min(width - this.#tip.offsetWidth, middle - this.#tip.offsetWidth / 2));
    this.#tip.style.setProperty("left", `${left}px`);
  }

  /** @param {number | null} value */
  #number(value) {
    return value === null ? "–" : this.#picture?.written(value);
  }
}
