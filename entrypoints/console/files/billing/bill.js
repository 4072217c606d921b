/** A bill: what is on it, what is taken off, how guests share it, and what they pay with. */

import { confirmed } from "../kernel/dialogs.js";
import { h, Piece, say, set, style } from "../kernel/element.js";
import { money } from "../kernel/money.js";
import { clock } from "../kernel/restaurant.js";
import { at, place } from "../kernel/routes.js";
import { t } from "../kernel/words.js";
import { Account } from "./account.js";
import { giveDiscount } from "./discount.js";
import { billTable } from "./lines.js";
import { pay } from "./pay.js";
import { payments } from "./payments.js";
import { showReceipt } from "./receipt.js";
import { carryOut, isFree, news } from "./sending.js";
import { chargeService } from "./service.js";
import { settled } from "./settled.js";
import { sharing } from "./shares.js";

const OPENING = 3_000; // milliseconds in which a line may come up

class BillPage extends Piece {
  /** @override */
  async show() {
    await Promise.all([style("billing/bill.css"), style("billing/parts.css")]);
    const account = new Account(place().id);
    const title = h("h1");
    const about = h("p", { class: "quiet" });
    const status = h("span", { class: "badge" });
    const back = h("a", { class: "button", href: at("order", account.id) }, t("bill.to-order"));
    const line = h("p", { class: "line-down", role: "status", hidden: true });
    const empty = h("p", { class: "empty", role: "status" }, t("loading"));
    const bill = billTable(account);
    const parts = [news(account), settled(account), bill, toPay(account), sharing(account), payments(account)];
    const [told, done, , due, shares, paid] = parts.map((each) => each.element);
    const sharer = /** @type {ReturnType<typeof sharing>} */ (parts[4]);
    const actions = acting(account, () => void sharer.open());
    const paper = h("section", { class: "card paper", "aria-label": t("page.bill") }, bill.element);
    const columns = h(
      "div",
      { class: "columns" },
      paper,
      h("div", { class: "beside" }, actions.element, shares, paid),
      due,
    );
    this.replaceChildren(
      h("header", { class: "head" }, h("div", {}, title, about), status, back),
      line,
      told,
      done,
      empty,
      columns,
    );
    let isOpening = true;
    const update = () => {
      const { order } = account;
      const isThere = order !== null && account.bill !== null;
      columns.hidden = !isThere;
      empty.hidden = isThere && !account.refused;
      if (account.refused) say(empty, t(account.refused.status === 404 ? "bill.unknown" : "bill.not-yours"));
      say(title, order?.number ? t("bill.title", { number: order.number }) : t("page.bill"));
      say(
        about,
        [account.table, order?.customer_name, order?.guests ? t("bill.guests", { count: order.guests }) : ""]
          .filter((each, at_, all) => each && all.indexOf(each) === at_)
          .join(" · "),
      );
      set(status, "hidden", !order);
      say(status, order ? t(`bill.status.${order.status}`) : "");
      status.classList.toggle("good", order?.status === "closed");
      const { isUp, lastWord } = account.stream.line;
      isOpening &&= !isUp;
      line.hidden = isUp || isOpening || !isThere;
      say(line, t("line.down", { time: clock(lastWord) }));
      for (const each of [...parts, actions]) void each.update();
    };
    this.hear(account, "change", update);
    update();
    setTimeout(() => {
      isOpening = false;
      update();
    }, OPENING);
    await account.start(this.signal);
  }
}

/** Return what is due, and the way to pay it: always in reach. @param {Account} account */
function toPay(account) {
  const sum = h("strong");
  const cash = h("small");
  const go = h("button", { type: "button", class: "primary", onclick: () => void pay(account) }, t("bill.pay"));
  const close = h(
    "button",
    { type: "button", class: "primary", onclick: () => void closing(account) },
    t("bill.close"),
  );
  const element = h(
    "section",
    { class: "card due", "aria-label": t("bill.due") },
    h("p", {}, t("bill.due"), sum, cash),
    go,
    close,
  );
  const update = () => {
    const { bill, order } = account;
    element.hidden = order?.status !== "open";
    const due = bill?.due ?? 0;
    say(sum, money(due));
    cash.hidden = !bill || bill.due_in_cash === due;
    say(cash, t("bill.in-cash", { amount: money(bill?.due_in_cash ?? 0) }));
    go.hidden = due === 0;
    close.hidden = due !== 0;
    go.disabled = close.disabled = account.isMoving || !account.may("pay");
  };
  return { element, update };
}

/** Return what else can be done to a bill. @param {Account} account @param {() => void} share */
function acting(account, share) {
  const button = (/** @type {string} */ key, /** @type {() => void} */ work) =>
    h("button", { type: "button", onclick: work }, t(key));
  const all = {
    pay: button("bill.share", share),
    discount: button("bill.give-discount", () => void giveDiscount(account)),
    service_charge: button("bill.charge-service", () => void chargeService(account)),
    close: button("bill.close-unpaid", () => void closing(account)),
  };
  const receipt = button("bill.receipt-so-far", () => void showReceipt(account));
  const element = h("section", { class: "actions", "aria-label": t("bill.actions") }, Object.values(all), receipt);
  const update = () => {
    for (const [action, each] of Object.entries(all)) each.hidden = !account.may(action);
    const { bill, order } = account;
    if (!bill?.due || bill.paid) all.close.hidden = true;
    if (!bill?.due) all.pay.hidden = true;
    receipt.hidden = order?.status !== "open";
    all.pay.disabled = account.isMoving;
    element.hidden = [...element.children].every((each) => each.hidden);
  };
  return { element, update };
}

/** @param {Account} account */
async function closing(account) {
  if (!isFree(account)) return;
  const due = account.bill?.due ?? 0;
  const text = due ? t("bill.close-unpaid-text", { amount: money(due) }) : t("bill.close-text");
  if (await confirmed(t("bill.close"), text, t("bill.close"), { isBad: due !== 0 }))
    await carryOut(account, { call: "closeOrder", body: {}, label: t("bill.close") });
}

customElements.define("bill-page", BillPage);
