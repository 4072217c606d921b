/** Commands to a bill: written down first, approved where that takes a manager, and what of them is not answered yet. */

import { Refused } from "../kernel/api.js";
import { notice } from "../kernel/dialogs.js";
import { fill, h, say } from "../kernel/element.js";
import { money } from "../kernel/money.js";
import { answered, put, sendAgain, settle } from "../kernel/outbox.js";
import { at } from "../kernel/routes.js";
import { user } from "../kernel/session.js";
import { t, told } from "../kernel/words.js";
import { approve } from "../ordering/approval.js";

/** @typedef {import("./account.js").Account} Account */
/** @typedef {import("../kernel/outbox.js").Command} Command */
/** @typedef {"pay" | "discount" | "chargeService" | "refund" | "reopenOrder" | "closeOrder"} OfBill */
/** @typedef {{ call: OfBill, body: Record<string, unknown>, label: string }} Wanted */

/** What a manager approves, by the command that takes it. @type {Partial<Record<OfBill, "discount" | "refund" | "reopen">>} */
const APPROVED = { discount: "discount", refund: "refund", reopenOrder: "reopen" };
const OURS = new Set(["pay", "discount", "chargeService", "refund", "reopenOrder", "closeOrder"]);

/**
 * Write a command down and have it sent. What takes a manager's approval is approved first; only a discount is tried
 * without, as nobody but the API knows how much a waiter takes off alone.
 * @param {Account} account @param {Wanted} wanted @returns {Promise<Command | null>} null where nobody approved
 */
export async function carryOut(account, wanted) {
  const action = APPROVED[wanted.call];
  let approval;
  if (action && action !== "discount" && account.takesApproval(action)) {
    approval = (await approve(action, account.id)) ?? undefined;
    if (!approval) return null;
  }
  const label = account.order?.number
    ? t("bill.of", { number: account.order.number, text: wanted.label })
    : wanted.label;
  const command = await put({ ...wanted, label, order: account.id, approval, table: account.order?.table ?? null });
  if (action === "discount") void approvedIfRefused(account, command);
  return command;
}

/** @param {Account} account @param {Command} command */
async function approvedIfRefused(account, command) {
  try {
    await answered(command);
  } catch (error) {
    if (isForManagers(error) && document.querySelector("bill-page")) await approved(account, command);
  }
}

/** Whether a manager's approval is all that was missing. @param {unknown} error */
function isForManagers(error) {
  return error instanceof Refused && ["above-discount-cap", "approval-refused"].includes(error.type);
}

/** Have what was refused approved, and send it again; where nobody approves it stays refused. @param {Account} account @param {Command} command */
async function approved(account, command) {
  const approval = await approve(APPROVED[/** @type {OfBill} */ (command.call)] ?? "discount", account.id);
  if (!approval) return;
  await sendAgain(command, approval);
}

/** Return a list of what is on its way, and of what was refused until somebody has read it. @param {Account} account */
export function news(account) {
  const list = h("ul", { class: "news", "aria-live": "polite", "aria-label": t("bill.news") });
  const update = () => {
    fill(
      list,
      account.sent,
      (each) => `${each.id}/${each.key}/${each.state}`,
      (each) => (each.state === "refused" ? refusal(account, each) : waiting()),
      (element, each) => each.state === "waiting" && say(element.firstChild, onItsWay(each)),
    );
    list.hidden = account.sent.length === 0;
  };
  return { element: list, update };
}

function waiting() {
  return h("li", { class: "moving" }, h("strong"), h("small", {}, t("bill.kept-safe")));
}

/** @param {Command} command */
function onItsWay({ label, user: of, userName }) {
  return of === user()?.id
    ? t("bill.on-its-way", { text: label })
    : t("bill.waits-for", { text: label, name: userName || t("bill.somebody") });
}

/** @param {Account} account @param {Command} command */
function refusal(account, command) {
  const error = new Refused(command.problem ?? {}, command.problem?.status ?? 409, new Headers());
  const button = (/** @type {string} */ text, /** @type {() => Promise<void>} */ work) =>
    h("button", { type: "button", onclick: () => void work() }, text);
  const said = h("div", {}, h("strong", {}, t("bill.refused", { text: command.label })), h("p", {}, reason(error)));
  if (!OURS.has(command.call))
    return h("li", { class: "refused" }, said, h("a", { class: "button", href: at("outbox") }, t("page.outbox")));
  return h(
    "li",
    { class: "refused" },
    said,
    isForManagers(error) ? button(t("bill.have-approved"), () => approved(account, command)) : null,
    button(t("bill.understood"), () => settle(command)),
  );
}

/** Return why it was refused, with the amount that the API says with it. @param {Refused} error */
function reason(error) {
  const { amount } = error.problem;
  if (amount !== undefined && error.type === "more-than-due") return t("bill.more-than-due", { amount: money(amount) });
  if (amount !== undefined && error.type === "more-than-paid")
    return t("bill.more-than-paid", { amount: money(amount) });
  return told(error);
}

/** Tell that nothing can be done now, where that is so. @param {Account} account */
export function isFree(account) {
  if (account.isMoving) notice(t("bill.moving"));
  return !account.isMoving;
}
