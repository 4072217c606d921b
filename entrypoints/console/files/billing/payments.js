/** What was paid, how, and what of it was given back. */

import { field, form, sheet } from "../kernel/dialogs.js";
import { fill, h, style } from "../kernel/element.js";
import { minor, money, units, written } from "../kernel/money.js";
import { clock } from "../kernel/restaurant.js";
import { t } from "../kernel/words.js";
import { amountIn } from "./discount.js";
import { methodName } from "./pay.js";
import { reasonField, reasonIn } from "./reasons.js";
import { carryOut } from "./sending.js";

/** @typedef {import("./account.js").Account} Account */
/** @typedef {import("openapi").PaymentView} Payment */
/** @typedef {import("./sending.js").Wanted} Wanted */

const USUAL = ["complaint", "mistake", "waited"].map((each) => `bill.reason.${each}`);

/** Return the list of payments. @param {Account} account */
export function payments(account) {
  const list = h("ul", { class: "list payments" });
  const element = h(
    "section",
    { class: "card", hidden: true, "aria-label": t("bill.payments") },
    h("h2", {}, t("bill.payments")),
    list,
  );
  const update = () => {
    const { bill } = account;
    element.hidden = !bill?.payments.length;
    fill(
      list,
      bill?.payments ?? [],
      (each) => JSON.stringify([each.id, leftOf(account, each), account.may("refund"), account.nameOf(each.by)]),
      (each) => row(account, each),
    );
  };
  return { element, update };
}

/** Return what of a payment was not given back, in smallest units. @param {Account} account @param {Payment} payment */
function leftOf({ bill }, { id, amount }) {
  const back = (bill?.refunds ?? []).filter((each) => each.payment === id);
  return back.reduce((left, each) => left - minor(each.amount), minor(amount));
}

/** @param {Account} account @param {Payment} payment */
function row(account, payment) {
  const { tip, tendered, change, reference, at } = payment;
  const said = [
    [clock(at), account.nameOf(payment.by)].filter(Boolean).join(" · "),
    tip ? t("bill.with-tip", { amount: money(tip) }) : "",
    tendered === null || tendered === undefined
      ? ""
      : t("bill.with-change", { given: money(tendered), change: money(change) }),
    reference ? t("bill.with-reference", { text: reference }) : "",
    ...(account.bill?.refunds ?? [])
      .filter((each) => each.payment === payment.id)
      .map((each) => t("bill.was-refunded", { amount: money(each.amount), reason: each.reason })),
  ];
  const under = said.filter(Boolean).map((each) => h("small", {}, each));
  const name = methodName({ name: payment.method });
  const amount = money(payment.amount);
  const mayRefund = account.may("refund") && leftOf(account, payment) > 0;
  const label = t("bill.refund-of", { method: name, amount });
  const go = () => void refund(account, payment);
  return h(
    "li",
    {},
    h("span", {}, name, under),
    h("strong", {}, amount),
    mayRefund
      ? h("button", { type: "button", class: "plain", "aria-label": label, onclick: go }, t("bill.refund"))
      : null,
  );
}

/** @param {Account} account @param {Payment} payment */
async function refund(account, payment) {
  await style("billing/pay.css");
  const left = leftOf(account, payment);
  /** @type {Wanted | null} */
  const wanted = await sheet(t("bill.refund"), (close) => {
    const hint = t("bill.refund-hint", { amount: units(left), method: methodName({ name: payment.method }) });
    const fields = [
      field(t("bill.amount"), { name: "amount", inputmode: "decimal", value: written(left) }, hint),
      reasonField(USUAL),
    ];
    return form(fields, t("bill.refund"), (said) => {
      const amount = amountIn(said.amount);
      const body = { payment: payment.id, amount, reason: reasonIn(said) };
      close({ call: "refund", body, label: t("bill.label-refund", { amount: money(amount) }) });
    });
  });
  if (wanted) await carryOut(account, wanted);
}
