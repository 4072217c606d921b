/** What is on its way from this browser: of whom, since when, and, where the API refused it, why, for a person to settle. */

import { complain, confirmed, notice } from "../kernel/dialogs.js";
import { fill, h, Piece, style } from "../kernel/element.js";
import { commands, outbox, sendAgain, settle } from "../kernel/outbox.js";
import { sendAll } from "../kernel/sending.js";
import { clock } from "../kernel/restaurant.js";
import { go } from "../kernel/routes.js";
import { user } from "../kernel/session.js";
import { t, told } from "../kernel/words.js";
import { Refused } from "../kernel/api.js";
import { approve } from "./approval.js";
import { Cart } from "./cart.js";
import { linesOf } from "./unsent.js";

/** @typedef {import("../kernel/outbox.js").Command} Command */

/** What an approval is for. @type {Record<string, import("./approval.js").Approvable>} */
const APPROVED = { voidLines: "void", reopenOrder: "reopen", discount: "discount", refund: "refund" };

class OutboxPage extends Piece {
  #list = h("ol", { class: "list" });
  #empty = h("p", { class: "empty", role: "status" }, t("waiting.none"));
  #hint = h("p", { class: "quiet" }, t("waiting.hint"));

  /** @override */
  async show() {
    await style("ordering/order.css");
    this.replaceChildren(
      h(
        "header",
        { class: "head" },
        h("h1", {}, t("page.outbox")),
        h("button", { type: "button", onclick: () => void sendAll() }, t("waiting.try")),
      ),
      this.#hint,
      this.#empty,
      this.#list,
    );
    this.hear(outbox, "change", () => void this.#draw());
    await this.#draw();
  }

  async #draw() {
    const found = (await commands()).filter((each) => each.state !== "done");
    this.#empty.hidden = found.length > 0;
    this.#hint.hidden = found.length === 0;
    fill(this.#list, found, (each) => `${each.id} ${each.state} ${each.key}`, rowOf);
  }
}

/** @param {Command} command */
function rowOf(command) {
  const isMine = command.user === user()?.id;
  const isRefused = command.state === "refused";
  const day = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
  const when = clock(command.taken, /** @type {Intl.DateTimeFormatOptions} */ (day));
  return h(
    "li",
    { class: isRefused ? "refused" : "" },
    h(
      "div",
      { class: "what" },
      h("b", {}, command.label),
      command.lines ? linesOf(command) : null,
      h("small", {}, [command.userName, when].filter(Boolean).join(" · ")),
      isRefused ? h("p", { class: "failure" }, whyOf(command)) : null,
    ),
    isRefused ? null : h("span", { class: "badge warn" }, waitsFor(command, isMine)),
    isRefused && (isMine || user()?.role === "manager") ? buttonsOf(command, isMine) : null,
  );
}

/** @param {Command} command @param {boolean} isMine */
function waitsFor({ userName }, isMine) {
  return isMine ? t("waiting.line") : t("waiting.person", { name: userName });
}

/** @param {Command} command */
function whyOf({ problem }) {
  const said = told(new Refused(problem ?? {}, problem?.status ?? 0, new Headers()));
  const errors = (problem?.errors ?? []).map((/** @type {{ message: string }} */ each) => each.message);
  return [...new Set([said, ...errors])].join(" · ");
}

/** @param {Command} command @param {boolean} isMine */
function buttonsOf(command, isMine) {
  const button = (/** @type {string} */ text, /** @type {() => Promise<void>} */ press, kind = "") =>
    h("button", { type: "button", class: kind, onclick: () => void press().catch(complain) }, text);
  const canGoBack = command.lines && (command.call === "placeOrder" || typeof command.order === "string");
  return h(
    "div",
    { class: "row" },
    isMine ? button(t("waiting.again"), () => again(command), "primary") : null,
    isMine && canGoBack ? button(t("waiting.to-pad"), () => backToPad(command)) : null,
    button(t("waiting.discard"), () => discard(command)),
  );
}

/** @param {Command} command */
async function again(command) {
  const action = APPROVED[command.call];
  if (!command.approval || !action) return sendAgain(command);
  const approval = await approve(action, String(command.order));
  return approval ? sendAgain(command, approval) : undefined;
}

/** Have what was refused in the cart again, to take out what is not to be had. @param {Command} command */
async function backToPad(command) {
  const { order, table = null, lines = [], body } = command;
  const where = typeof order === "string" ? `order.${order}` : table ? `table.${table}` : "new";
  const cart = new Cart(where);
  await cart.open(AbortSignal.abort());
  Object.assign(cart, {
    guests: body.guests ?? cart.guests,
    note: body.note ?? cart.note,
    customer: body.customer_name ?? "",
  });
  cart.putBack(lines, new Map());
  await cart.save();
  await settle(command);
  go("pad", "", { order: typeof order === "string" ? order : null, table });
  notice(t("waiting.in-cart", { label: command.label }));
}

/** @param {Command} command */
async function discard(command) {
  const text = t("waiting.discard-sure", { label: command.label });
  if (await confirmed(t("waiting.discard"), text, t("waiting.discard"), { isBad: true })) await settle(command);
}

customElements.define("outbox-page", OutboxPage);
