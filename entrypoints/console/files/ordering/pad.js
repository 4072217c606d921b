/** The pad: what is sold, as tiles to tap, and the cart that is sent. */

import { complain } from "../kernel/dialogs.js";
import { h, Piece, say, set, style } from "../kernel/element.js";
import { lineNotice } from "../kernel/line.js";
import { units } from "../kernel/money.js";
import { at, place } from "../kernel/routes.js";
import { Stream } from "../kernel/stream.js";
import { t } from "../kernel/words.js";
import { Cart, pricedBy } from "./cart.js";
import { CartView } from "./cart_view.js";
import { menu } from "./menu.js";
import { sendCart } from "./sending_cart.js";
import { targetOf } from "./target.js";
import { Tiles } from "./tiles.js";

/** @typedef {import("./cart.js").Choice} Choice */
/** @typedef {import("./menu.js").Product} Product */

const TYPES = "product.available,product.unavailable";
const READS_AGAIN = 60_000; // milliseconds

class PadPage extends Piece {
  #send = h("button", { type: "button", class: "primary send" }, t("pad.send"));
  #sendToo = h("button", { type: "button", class: "primary send" });
  #look = h("button", { type: "button", class: "look" });
  /** @type {Cart} */
  #cart = new Cart("new");
  #isSending = false;

  /** @override */
  async show() {
    const [target] = await Promise.all([
      targetOf(place().query),
      style("ordering/pad.css"),
      style("ordering/cart.css"),
    ]);
    if (this.signal.aborted) return;
    this.#cart = new Cart(target.where);
    const cart = this.#cart;
    cart.customer = target.customer;
    const tiles = new Tiles(
      (product) => void this.#tap(product),
      (product) => cart.countOf(product),
      h("button", { type: "button", onclick: () => void this.#addElse() }, t("pad.else")),
    );
    const view = new CartView(cart, (line) => void this.#change(line), this.#send);
    const stream = new Stream({ types: TYPES });
    this.signal.addEventListener("abort", () => stream.stop());
    const back = target.order === null ? at("floor") : at("order", place().query.get("order") ?? "");
    this.replaceChildren(
      h(
        "header",
        { class: "head" },
        h("h1", {}, target.title),
        h("a", { class: "button", href: back }, t(target.order === null ? "pad.to-floor" : "pad.to-order")),
      ),
      lineNotice(stream, this.signal),
      h("div", { class: "pad-room" }, tiles.element, view.element),
      h("div", { class: "pad-bar" }, this.#look, this.#sendToo),
    );
    this.hear(cart, "change", ({ detail }) => {
      view.draw();
      this.#drawBar();
      if (detail) tiles.drawProduct(detail);
      else tiles.drawProducts();
    });
    this.hear(menu, "change", () => {
      tiles.draw();
      cart.reprice(menu);
    });
    this.hear(menu, "product", ({ detail }) => {
      tiles.drawProduct(detail);
      cart.reprice(menu);
    });
    this.hear(stream, "event", ({ detail }) => menu.hear(detail));
    this.hear(stream, "lost", () => void menu.read(this.signal));
    this.hear(document, "visibilitychange", () => void menu.refresh(this.signal));
    this.repeat(READS_AGAIN, () => void menu.refresh(this.signal));
    this.hear(this.#look, "click", () => this.#toggle(view.element));
    for (const each of [this.#send, this.#sendToo]) this.hear(each, "click", () => void this.#sendNow(target));
    await cart.open(this.signal);
    view.showFields({ isNew: target.order === null, asksName: target.asksName });
    tiles.draw();
    await stream.mark().catch(() => undefined);
    stream.start();
    await menu.open(this.signal);
  }

  /** @param {Product} product */
  async #tap(product) {
    const { course, seat } = this.#cart;
    const { id, name, price, isOpenPrice } = product;
    /** @type {Choice} */
    const choice = {
      product: id,
      name,
      price: isOpenPrice ? 0 : price,
      isOwnPrice: isOpenPrice,
      modifiers: [],
      note: "",
      seat,
      course,
      hold: false,
    };
    const groups = menu.groupsOf(product);
    if (groups.length === 0 && !isOpenPrice) this.#cart.add(choice);
    else await this.#ask({ ...choice, price: isOpenPrice ? price : choice.price }, groups);
  }

  /** @param {Choice} choice @param {import("./menu.js").Group[]} groups */
  async #ask(choice, groups) {
    const { choose } = await import("./choosing.js");
    const found = await choose(choice, groups, { yes: t("add") });
    // Somebody may have changed prices while it was open.
    if (found) this.#cart.add(pricedBy(menu)(found.choice), found.quantity);
  }

  #addElse() {
    const { course, seat } = this.#cart;
    const choice = {
      product: null,
      name: "",
      price: 0,
      isOwnPrice: true,
      modifiers: [],
      note: "",
      seat,
      course,
      hold: false,
    };
    return this.#ask(choice, []);
  }

  /** @param {import("./cart.js").Line} line */
  async #change(line) {
    const { id, quantity, problem: _settled, ...choice } = line;
    const product = menu.products.get(line.product ?? "");
    const { choose } = await import("./choosing.js");
    const found = await choose(choice, product ? menu.groupsOf(product) : [], { quantity, yes: t("save") });
    if (found) this.#cart.change(id, pricedBy(menu)(found.choice), found.quantity);
  }

  #drawBar() {
    const { count, total } = this.#cart;
    for (const each of [this.#send, this.#sendToo]) set(each, "disabled", count === 0 || this.#isSending);
    say(this.#sendToo, t("pad.send-sum", { sum: units(total) }));
    const isOpen = this.classList.contains("shows-cart");
    this.#look.classList.toggle("primary", count > 0 && !isOpen);
    say(this.#look, isOpen ? t("pad.to-menu") : t("pad.look", { count, sum: units(total) }));
  }

  /** @param {HTMLElement} view */
  #toggle(view) {
    const isOpen = this.classList.toggle("shows-cart");
    this.#drawBar();
    if (isOpen) view.scrollIntoView({ block: "start" });
  }

  /** @param {import("./target.js").Target} target */
  async #sendNow(target) {
    if (this.#isSending || this.#cart.count === 0) return;
    this.#isSending = true;
    this.#drawBar();
    try {
      await sendCart(this.#cart, target, this.signal);
    } catch (error) {
      complain(error);
    } finally {
      this.#isSending = false;
      this.#drawBar();
    }
  }
}

customElements.define("pad-page", PadPage);
