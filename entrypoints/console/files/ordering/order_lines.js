/** The lines of an order, by course: how far each is, what comes next for it, and which are chosen. */

import { fill, h, say, set } from "../kernel/element.js";
import { money } from "../kernel/money.js";
import { t } from "../kernel/words.js";
import { detailsOf } from "./details.js";
import { left, mayDo } from "./order_reading.js";

/** @typedef {import("./order_reading.js").Order} Order */
/** @typedef {import("./order_reading.js").Line} Line */
/** @typedef {(call: "fire" | "serve", body: { lines?: string[], course?: number }) => void} Next */

const KINDS = { held: "", sent: "", started: "warn", ready: "good", served: "", voided: "bad" };

export class OrderLines {
  element = h("div", { class: "courses" });
  /** @type {Set<string>} ids of the lines that are chosen */
  chosen = new Set();
  /** @type {Order | undefined} */
  #order;
  #next;

  /** @param {Next} next do what comes next @param {() => void} changed other lines are chosen */
  constructor(next, changed) {
    this.#next = next;
    this.element.addEventListener("change", (/** @type {Event} */ { target }) => {
      const { value, checked } = /** @type {HTMLInputElement} */ (target);
      if (checked) this.chosen.add(value);
      else this.chosen.delete(value);
      changed();
    });
  }

  /** Show an order's lines. @param {Order} order */
  draw(order) {
    this.#order = order;
    const there = new Set(order.products.map((each) => each.id));
    for (const id of this.chosen) if (!there.has(id)) this.chosen.delete(id);
    const courses = [...new Set(order.products.map((each) => each.course ?? 0))].toSorted((one, other) => one - other);
    fill(
      this.element,
      courses,
      String,
      (course) => this.#makeCourse(course),
      (section, course) => this.#drawCourse(section, course),
    );
  }

  /** Choose nothing any more. */
  unchoose() {
    this.chosen.clear();
    for (const each of this.element.querySelectorAll("input")) each.checked = false;
  }

  /** @param {number} course */
  #makeCourse(course) {
    const fire = h(
      "button",
      { type: "button", onclick: () => this.#next("fire", course ? { course } : { lines: this.#held(0) }) },
      course ? t("order.fire-course", { course }) : t("order.fire-held"),
    );
    const id = `course-${course}`;
    const title = h("h2", { id }, course ? t("pad.course-of", { course }) : t("order.at-once"));
    return h(
      "section",
      { "aria-labelledby": id },
      h("header", { class: "row" }, title, fire),
      h("ul", { class: "list lines" }),
    );
  }

  /** @param {number} course */
  #held(course) {
    const fireable = this.#order?.allowed_actions?.fire ?? [];
    const lines = (this.#order?.products ?? []).filter((each) => (each.course ?? 0) === course);
    return lines.filter((each) => each.status === "held" && fireable.includes(each.id)).map((each) => each.id);
  }

  /** @param {HTMLElement} section @param {number} course */
  #drawCourse(section, course) {
    const lines = (this.#order?.products ?? []).filter((each) => (each.course ?? 0) === course);
    const [head, list] = /** @type {any} */ (section.children);
    head.lastElementChild.hidden = this.#held(course).length === 0;
    fill(
      list,
      lines,
      (each) => each.id,
      (each) => this.#makeLine(each),
      (item, each) => this.#drawLine(item, each),
    );
  }

  /** @param {Line} line */
  #makeLine({ id }) {
    const box = h("input", { type: "checkbox", value: id });
    return h(
      "li",
      {},
      h("label", { class: "line" }, box, h("span", { class: "what" }, h("b"), h("small"))),
      h("span", { class: "badge" }),
      h("span", { class: "price" }),
      h("button", { type: "button", onclick: () => this.#press(id) }),
    );
  }

  /** @param {any} item @param {Line} line */
  #drawLine(item, line) {
    const [label, badge, price, button] = item.children;
    const [box, what] = label.children;
    box.checked = this.chosen.has(line.id);
    box.disabled = line.status === "voided";
    item.classList.toggle("voided", line.status === "voided");
    say(what.firstElementChild, t("order.line", { count: left(line) || line.quantity, name: line.product_name }));
    const voided = line.voided && line.status !== "voided" ? t("order.of-it-voided", { count: line.voided }) : "";
    say(what.lastElementChild, [detailsOf({ ...line, course: null }), voided].filter(Boolean).join(" · "));
    say(badge, t(`status.${line.status}`));
    badge.className = `badge ${KINDS[line.status]}`;
    say(price, money(line.total_price));
    const next = this.#nextOf(line);
    button.hidden = next === null;
    if (!next) return;
    say(button, t(`order.${next}`));
    set(button, "aria-label", `${t(`order.${next}`)}: ${line.product_name}`);
  }

  /** @param {Line} line @returns {"fire" | "serve" | null} */
  #nextOf({ id, status }) {
    const order = /** @type {Order} */ (this.#order);
    if (status === "held" && mayDo(order, "fire", [id])) return "fire";
    return status === "ready" && mayDo(order, "serve", [id]) ? "serve" : null;
  }

  /** @param {string} id */
  #press(id) {
    const line = this.#order?.products.find((each) => each.id === id);
    const next = line && this.#nextOf(line);
    if (next) this.#next(next, { lines: [id] });
  }
}
