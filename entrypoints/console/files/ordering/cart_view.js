/** The cart on the pad: its lines, what is said of the whole order, what it comes to. */

import { field } from "../kernel/dialogs.js";
import { fill, h, say } from "../kernel/element.js";
import { units } from "../kernel/money.js";
import { t } from "../kernel/words.js";
import { priceOf } from "./cart.js";
import { detailsOf } from "./details.js";

/** @typedef {import("./cart.js").Cart} Cart */
/** @typedef {import("./cart.js").Line} Line */

export class CartView {
  #cart;
  #change;
  #lines = h("ol", { class: "cart-lines" });
  #nothing = h("p", { class: "quiet" }, t("pad.cart-empty"));
  #sum = h("output", { class: "sum" });
  #fields = h("div", { class: "cart-fields" });
  #note = h("div");

  /** @param {Cart} cart @param {(line: Line) => void} change open the sheet of a line @param {HTMLElement} send the button */
  constructor(cart, change, send) {
    this.#cart = cart;
    this.#change = change;
    this.element = h(
      "section",
      { class: "cart-part card", "aria-labelledby": "cart-title" },
      h("h2", { id: "cart-title" }, t("pad.cart")),
      this.#fields,
      this.#nothing,
      this.#lines,
      this.#note,
      h("div", { class: "cart-end" }, h("span", {}, t("pad.sum"), " ", this.#sum), send),
    );
    this.#lines.addEventListener("click", (/** @type {MouseEvent} */ event) => this.#press(event));
    this.element.addEventListener("input", (/** @type {Event} */ event) => this.#say(event));
  }

  /** Show what is said of the whole order. @param {{ isNew: boolean, asksName: boolean }} which */
  showFields({ isNew, asksName }) {
    const { customer, guests, note, course, seat } = this.#cart;
    const number = (/** @type {number | null} */ value) => ({ type: "number", min: "1", value: value ?? "" });
    const name = { name: "customer", value: customer, maxlength: 120, required: true };
    this.#fields.replaceChildren(
      ...(asksName ? [field(t("pad.customer"), name)] : []),
      h(
        "div",
        { class: "pair" },
        isNew ? field(t("pad.guests"), { name: "guests", max: "9999", ...number(guests) }) : null,
        field(t("pad.course"), { name: "course", max: "99", ...number(course) }),
        field(t("pad.seat"), { name: "seat", max: "999", ...number(seat) }),
      ),
      h("small", {}, t("pad.next")),
    );
    if (isNew) this.#note.replaceChildren(field(t("pad.order-note"), { name: "note", value: note, maxlength: 400 }));
  }

  /** Show the lines and what they come to. */
  draw() {
    const { lines, total } = this.#cart;
    this.#nothing.hidden = lines.length > 0;
    say(this.#sum, units(total));
    fill(this.#lines, lines, (each) => each.id, lineOfCart, showLine);
  }

  /** @param {Event} event */
  #say({ target }) {
    const { name, value } = /** @type {HTMLInputElement} */ (target);
    const isText = name === "customer" || name === "note";
    this.#cart.say({ [name]: isText ? value.trim() : Math.trunc(Number(value)) || null });
  }

  /** @param {MouseEvent} event */
  #press(event) {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    const id = button?.closest("li")?.getAttribute("data-key");
    const line = this.#cart.lines.find((each) => each.id === id);
    if (!button || !line) return;
    const by = Number(button.dataset.by ?? 0);
    if (by === 0) this.#change(line);
    else this.#cart.setQuantity(line.id, line.quantity + by);
  }
}

function lineOfCart() {
  const step = (/** @type {string} */ by, /** @type {string} */ sign) =>
    h("button", { type: "button", class: "icon", "data-by": by }, sign);
  return h(
    "li",
    {},
    h("button", { type: "button", class: "what" }, h("b"), h("small"), h("span"), h("strong", { class: "problem" })),
    h("div", { class: "stepper" }, step("-1", "−"), h("output"), step("1", "+")),
  );
}

/** @param {HTMLElement} item @param {Line} line */
function showLine(item, line) {
  const [what, stepper] = /** @type {any} */ (item.children);
  const [name, details, price, problem] = what.children;
  say(name, line.name);
  say(details, detailsOf(line));
  say(price, units(priceOf(line) * line.quantity));
  say(problem, line.problem ?? "");
  const [less, count, more] = stepper.children;
  less.setAttribute("aria-label", t("pad.less-of", { name: line.name }));
  more.setAttribute("aria-label", t("pad.more-of", { name: line.name }));
  say(count, String(line.quantity));
}
