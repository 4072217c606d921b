/** Taking a payment: how much, by which method, with which tip, and for cash what is handed over. */

import { notice, sheet } from "../kernel/dialogs.js";
import { fill, h, say, set, style } from "../kernel/element.js";
import { amount as amountOf, minor, typed, units, written } from "../kernel/money.js";
import { t } from "../kernel/words.js";
import { handedOver } from "./handed.js";
import { carryOut, isFree } from "./sending.js";
import { tipping } from "./tip.js";

/** @typedef {import("./account.js").Account} Account */
/** @typedef {import("../kernel/outbox.js").Command} Command */
/** @typedef {import("openapi").PaymentMethodView} Method */

const KINDS = { cash: 0, card: 1, other: 2 };
const LAST = "orders.payment-method";

/**
 * Ask how an amount is paid, and write the payment down. It follows the bill: what is due may change meanwhile.
 * @param {Account} account @param {number | null} share smallest units, or null for all that is due
 * @returns {Promise<Command | null>} the payment on its way, or null where there is none
 */
export async function pay(account, share = null) {
  if (!isFree(account)) return null;
  await style("billing/pay.css");
  const ended = new AbortController();
  const found = await sheet(t("bill.pay"), (close) => payment(account, share, close, ended.signal), "pay");
  ended.abort();
  return found === null ? null : carryOut(account, found);
}

/**
 * @param {Account} account @param {number | null} share
 * @param {(wanted: import("./sending.js").Wanted | null) => void} close @param {AbortSignal} signal
 */
function payment(account, share, close, signal) {
  const due = () => minor(account.bill?.due ?? 0);
  const methods = () =>
    account.methods.filter((each) => each.active).toSorted((one, other) => KINDS[one.kind] - KINDS[other.kind]);
  let isAll = share === null;
  let chosen = localStorage.getItem(LAST) ?? "";
  const method = () => methods().find((each) => each.name === chosen) ?? methods()[0];
  const isCash = () => method()?.kind === "cash";

  const field = h("input", {
    name: "amount",
    inputmode: "decimal",
    autocomplete: "off",
    value: written(share ?? due()),
  });
  field.addEventListener("input", () => {
    isAll = false;
    update();
  });
  const hint = h("small");
  const said = () => typed(field.value);
  /** What is paid: what is due is paid in coins that there are. */
  const toPay = () => (isCash() && said() === due() ? minor(account.bill?.due_in_cash ?? 0) : (said() ?? 0));
  const tip = tipping({ amount: toPay, changed: () => update() });
  const cash = handedOver({
    needed: () => toPay() + tip.value(),
    changed: () => judge(),
    keep: (rest) => tip.be(tip.value() + rest),
  });
  const reference = h("input", { name: "reference", autocomplete: "off", maxlength: 200 });
  const referenceField = h("label", { class: "field" }, h("span", {}, t("bill.reference")), reference);
  const ways = h("div", { class: "chips", role: "group", "aria-label": t("bill.method") });
  const go = h("button", { class: "primary" });
  const form = h(
    "form",
    { novalidate: true },
    h(
      "div",
      {},
      h("label", { class: "field beside amount" }, h("span", {}, t("bill.amount"), hint), field),
      ways,
      tip.element,
      referenceField,
    ),
    cash.element,
    h("footer", {}, cash.outcome, go),
  );

  const judge = () => {
    const value = said();
    const isWrong = value === null || value < 0 || value > due() || (value === 0 && due() > 0);
    set(field, "aria-invalid", isWrong ? "true" : null);
    const isShort = isCash() && (cash.isWrong() || (cash.rest() ?? 0) < 0);
    go.disabled = isWrong || tip.isWrong() || isShort || !method() || account.isMoving;
    say(go, t("bill.take", { amount: units(toPay() + tip.value()), method: methodName(method()) }));
  };
  const update = () => {
    if (isAll) field.value = written(due());
    const inCash = minor(account.bill?.due_in_cash ?? 0);
    const both = isCash() && inCash !== due();
    say(hint, t(both ? "bill.due-hint-cash" : "bill.due-hint", { amount: units(due()), cash: units(inCash) }));
    fill(
      ways,
      methods(),
      (each) => each.id,
      (each) => h("button", { type: "button", onclick: () => choose(each) }, methodName(each)),
      (button, each) => set(button, "aria-pressed", String(each === method())),
    );
    cash.element.hidden = cash.outcome.hidden = !isCash();
    referenceField.hidden = isCash();
    tip.update();
    cash.update();
  };
  const choose = (/** @type {Method} */ each) => {
    chosen = each.name;
    localStorage.setItem(LAST, chosen);
    update();
  };
  form.addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    judge();
    if (go.disabled) return;
    go.disabled = true;
    close(wanted());
  });
  const wanted = () => {
    const tendered = isCash() ? cash.value() : null;
    const body = {
      method: method()?.name,
      amount: amountOf(said() ?? 0),
      ...(tip.value() ? { tip: amountOf(tip.value()) } : {}),
      ...(tendered === null ? {} : { tendered: amountOf(tendered) }),
      ...(!isCash() && reference.value.trim() ? { reference: reference.value.trim() } : {}),
    };
    return /** @type {import("./sending.js").Wanted} */ ({
      call: "pay",
      body,
      label: t("bill.label-pay", { method: methodName(method()), amount: units(toPay() + tip.value()) }),
    });
  };
  const follow = () => {
    if (account.isPayable) return update();
    notice(t("bill.paid-meanwhile"));
    return close(null);
  };
  account.addEventListener("change", follow, { signal });
  update();
  return form;
}

/** Return what people call a method: those that are there from the beginning in their language. @param {{ name: string } | undefined} method */
export function methodName(method) {
  const name = method?.name ?? "";
  return name === "cash" || name === "card" ? t(`bill.method.${name}`) : name;
}
