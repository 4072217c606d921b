/** An order: its lines, how far they are, what may be done, and what of that is on its way. */

import { Refused, Unreachable } from "../kernel/api.js";
import { complain, notice } from "../kernel/dialogs.js";
import { fill, h, Piece, say, set, style } from "../kernel/element.js";
import { lineNotice } from "../kernel/line.js";
import { money } from "../kernel/money.js";
import { answered, outbox, put } from "../kernel/outbox.js";
import { at, go, place } from "../kernel/routes.js";
import { Stream } from "../kernel/stream.js";
import { t } from "../kernel/words.js";
import { factsOf } from "./order_facts.js";
import { lineButtons, orderButtons, tellOfHandOver } from "./order_actions.js";
import { OrderLines } from "./order_lines.js";
import { lastOrder, onTheWay, readOrder, remember, titleOf } from "./order_reading.js";
import { commandRow, showUnsent } from "./unsent.js";

/** @typedef {import("./order_reading.js").Order} Order */
/** @typedef {import("../kernel/api.js").Call} Call */

const KINDS = { open: "good", closed: "", voided: "bad" };

class OrderPage extends Piece {
  #title = h("h1");
  #status = h("span", { class: "badge" });
  #facts = h("p", { class: "quiet" });
  #actions = h("div", { class: "row actions" });
  #more = h(
    "button",
    { type: "button", class: "more", "aria-expanded": "false", onclick: () => this.#showAll() },
    t("page.more"),
  );
  #pending = h("ul", { class: "list pending", "aria-label": t("page.outbox") });
  #sum = h("p", { class: "order-sum" });
  #count = h("strong", { role: "status" });
  #forChosen = h("div", { class: "row" });
  #bar = h(
    "div",
    { class: "chosen-bar", role: "group", "aria-label": t("order.chosen"), hidden: true },
    this.#count,
    this.#forChosen,
  );
  #body = h("div");
  #lines = new OrderLines(
    (call, body) => void this.#give(call, body, t(`order.${call}`)),
    () => this.#drawBar(),
  );
  /** @type {Order | undefined} */
  #order;
  #id = "";
  #isReading = false;
  #isStale = false;
  #hasFailed = false;
  /** @type {Stream | undefined} */
  #stream;

  /** @override */
  async show() {
    this.#id = place().id;
    await Promise.all([style("ordering/order.css"), style("ordering/cart.css")]);
    const stream = new Stream({ order: this.#id });
    this.#stream = stream;
    this.signal.addEventListener("abort", () => stream.stop());
    this.replaceChildren(
      h(
        "header",
        { class: "head" },
        this.#title,
        this.#status,
        h("a", { class: "button", href: at("floor") }, t("page.floor")),
      ),
      lineNotice(stream, this.signal),
      this.#facts,
      this.#pending,
      this.#body,
    );
    this.hear(outbox, "change", () => void this.#drawPending());
    const { placing } = await onTheWay(this.#id);
    if (placing) return this.#showPlacing(placing, stream);
    this.#body.append(this.#actions, this.#lines.element, this.#sum, this.#bar);
    for (const what of ["event", "lost"]) this.hear(stream, what, () => void this.#read());
    this.hear(stream, "line", () => stream.line.isUp && this.#hasFailed && void this.#read());
    this.#order = await lastOrder(this.#id);
    if (this.#order) await this.#draw();
    await stream.mark().catch(() => undefined);
    await this.#read();
    return stream.start();
  }

  /** Show an order that is on its way itself, until it has arrived. @param {import("../kernel/outbox.js").Command} placing @param {Stream} stream */
  #showPlacing(placing, stream) {
    stream.stop();
    const arrived = placing.answer?.order;
    if (arrived) return location.replace(at("order", arrived.id));
    say(this.#title, placing.label);
    return showUnsent(this.#body, placing);
  }

  async #read() {
    if (this.#isReading) {
      this.#isStale = true;
      return;
    }
    this.#isReading = true;
    this.#isStale = this.#hasFailed = false;
    try {
      this.#order = await readOrder(this.#id);
      await this.#draw();
    } catch (error) {
      this.#hasFailed = true;
      if (error instanceof Refused && error.status === 404) this.#showNone();
      else if (!(error instanceof Unreachable) && !this.signal.aborted) complain(error);
    } finally {
      this.#isReading = false;
      if (this.#isStale && !this.signal.aborted) void this.#read();
    }
  }

  #showNone() {
    this.#stream?.stop();
    say(this.#title, t("page.order"));
    this.#status.remove();
    this.#facts.remove();
    this.#body.replaceChildren(h("p", { class: "empty", role: "status" }, t("order.unknown")));
  }

  async #draw() {
    const order = this.#order;
    if (!order || this.signal.aborted) return;
    say(this.#title, titleOf(order));
    say(this.#status, t(`order.status-${order.status}`));
    this.#status.className = `badge ${KINDS[order.status]}`;
    void factsOf(order).then((facts) => say(this.#facts, facts));
    say(this.#sum, `${t("pad.sum")} ${money(order.total_price)}`);
    this.#lines.draw(order);
    putButtons(this.#actions, [...orderButtons(this.#current, this.#doIt), this.#more]);
    this.#drawBar();
    await this.#drawPending();
  }

  /** Show, on a phone, what is done now and then too, or hide it again. */
  #showAll() {
    set(this.#more, "aria-expanded", String(this.#actions.classList.toggle("all")));
  }

  #drawBar() {
    const count = this.#lines.chosen.size;
    this.#bar.hidden = count === 0 || !this.#order;
    if (this.#bar.hidden) return;
    say(this.#count, t("order.count-chosen", { count }));
    putButtons(
      this.#forChosen,
      lineButtons(this.#current, () => [...this.#lines.chosen], this.#doIt),
    );
  }

  async #drawPending() {
    const { placing, pending } = await onTheWay(this.#id);
    if (placing?.answer && !this.signal.aborted) location.replace(at("order", placing.answer.order.id));
    this.#pending.hidden = pending.length === 0;
    fill(this.#pending, pending, (each) => `${each.id} ${each.state}`, commandRow);
  }

  #current = () => /** @type {Order} */ (this.#order);
  #doIt = (/** @type {Parameters<import("./order_actions.js").Give>} */ ...said) => void this.#give(...said);

  /** @param {Call} call @param {Record<string, unknown>} body @param {string} what @param {string | null} [approval] */
  async #give(call, body, what, approval = null) {
    const order = /** @type {Order} */ (this.#order);
    try {
      const label = `${titleOf(order)} · ${what}`;
      const command = await put({ call, order: order.id, body, label, approval, table: order.table });
      this.#lines.unchoose();
      this.#drawBar();
      const { order: after, new_order: another } = await answered(command);
      if (after) this.#order = remember(after);
      if (after) tellOfHandOver(order, after);
      if (another) {
        const done = () => go("order", remember(another).id);
        notice(t("order.split-done", { name: titleOf(another) }), { action: t("order.open-other"), done, seconds: 12 });
      }
      await this.#draw();
    } catch (error) {
      if (!this.signal.aborted) complain(error, { stays: true }); // it is in the outbox, wherever people go
    }
  }
}

/** Show these buttons, and keep those that are there. @param {Element} row @param {HTMLElement[]} buttons */
function putButtons(row, buttons) {
  fill(
    row,
    buttons,
    (each) => each.textContent ?? "",
    (each) => each,
  );
}

customElements.define("order-page", OrderPage);
