/** What a person sees once money was taken: what change to give, and that a bill is paid. */

import { form, sheet } from "../kernel/dialogs.js";
import { h, say, style } from "../kernel/element.js";
import { now } from "../kernel/clock.js";
import { money } from "../kernel/money.js";
import { at } from "../kernel/routes.js";
import { user } from "../kernel/session.js";
import { t } from "../kernel/words.js";
import { methodName } from "./pay.js";
import { reasonField, reasonIn } from "./reasons.js";
import { carryOut } from "./sending.js";
import { printReceipt, showReceipt } from "./receipt.js";

/** @typedef {import("./account.js").Account} Account */
/** @typedef {import("./sending.js").Wanted} Wanted */

const SHOWN_FOR = 5 * 60_000; // milliseconds
const USUAL = ["mistake", "more"].map((each) => `bill.reason.${each}`);

/** Return the part of the page that says what came in, and that the bill is paid. @param {Account} account */
export function settled(account) {
  let seen = "";
  const title = h("h2", { tabindex: "-1" });
  const taken = h("p");
  const words = h("span", {}, t("bill.change"));
  const sum = h("strong");
  const change = h("p", { class: "change" }, words, sum);
  const receipt = h("button", { type: "button", onclick: () => void showReceipt(account) }, t("bill.receipt"));
  const print = h("button", { type: "button", onclick: () => void printReceipt(account) }, t("bill.print"));
  const again = h("button", { type: "button", class: "plain", onclick: () => void reopen(account) }, t("bill.reopen"));
  const floor = h("a", { class: "button primary", href: at("floor") }, t("bill.to-floor"));
  const understood = h("button", { type: "button", onclick: () => dismiss() }, t("bill.understood"));
  const element = h(
    "section",
    { class: "card settled", hidden: true, role: "status" },
    h("span", { class: "tick", "aria-hidden": "true" }, "✓"),
    title,
    taken,
    change,
    h("div", { class: "row" }, receipt, print, understood, again, floor),
  );
  const dismiss = () => {
    seen = account.bill?.payments.at(-1)?.id ?? "";
    update();
  };
  const update = () => {
    const { bill, order } = account;
    const last = bill?.payments.at(-1);
    const isClosed = order?.status === "closed";
    const isFresh = last?.by === user()?.id && now() - Date.parse(last?.at ?? "") < SHOWN_FOR && last?.id !== seen;
    const was = element.hidden ? "" : element.dataset.state;
    element.dataset.state = isClosed ? "closed" : "taken";
    element.hidden = !bill || !(isClosed || (order?.status === "open" && isFresh));
    const isPaid = (bill?.paid || !bill?.total) && !account.isPayable;
    say(title, isClosed ? t(isPaid ? "bill.is-paid" : "bill.is-closed") : t("bill.taken"));
    taken.hidden = !last;
    if (last) say(taken, takenOf(last));
    change.hidden = !last?.change;
    say(sum, money(last?.change ?? 0));
    for (const each of [receipt, print, floor]) each.hidden = !isClosed;
    understood.hidden = isClosed;
    again.hidden = !isClosed || !account.may("reopen");
    if (!element.hidden && was !== element.dataset.state && isFresh) title.focus();
  };
  return { element, update };
}

/** @param {import("openapi").PaymentView} payment */
function takenOf({ method, amount, tip, tendered }) {
  const said = [t("bill.taken-by", { method: methodName({ name: method }), amount: money(amount) })];
  if (tip) said.push(t("bill.with-tip", { amount: money(tip) }));
  if (tendered !== null && tendered !== undefined) said.push(t("bill.was-given", { amount: money(tendered) }));
  return said.join(" · ");
}

/** @param {Account} account */
async function reopen(account) {
  await style("billing/pay.css");
  /** @type {Wanted | null} */
  const wanted = await sheet(t("bill.reopen"), (close) =>
    form([reasonField(USUAL)], t("bill.reopen"), (said) => {
      close({ call: "reopenOrder", body: { reason: reasonIn(said) }, label: t("bill.reopen") });
    }),
  );
  if (wanted) await carryOut(account, wanted);
}
