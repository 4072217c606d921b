/** What can be done to a bill: paying what is due, always in reach, and everything else. */

import { confirmed } from "../kernel/dialogs.js";
import { h, say } from "../kernel/element.js";
import { money } from "../kernel/money.js";
import { t } from "../kernel/words.js";
import { giveDiscount } from "./discount.js";
import { pay } from "./pay.js";
import { showReceipt } from "./receipt.js";
import { carryOut, isFree } from "./sending.js";
import { chargeService } from "./service.js";

/** @typedef {import("./account.js").Account} Account */

/** Return what is due, and the way to pay it: always in reach. @param {Account} account */
export function toPay(account) {
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
    const { bill } = account;
    element.hidden = !account.isPayable || account.refused !== null;
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
export function acting(account, share) {
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
    if (!bill?.due || order?.status !== "open") all.pay.hidden = true;
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
