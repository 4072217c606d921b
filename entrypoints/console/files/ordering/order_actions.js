/** What can be done to an order now: as the API says, to all of it, or to the lines that are chosen. */

import { complain, confirmed, notice } from "../kernel/dialogs.js";
import { h } from "../kernel/element.js";
import { at, go } from "../kernel/routes.js";
import { user } from "../kernel/session.js";
import { t } from "../kernel/words.js";
import { approve } from "./approval.js";
import { mayDo, mayDoAtAll, titleOf } from "./order_reading.js";

/** @typedef {import("./order_reading.js").Order} Order */
/** @typedef {import("../kernel/api.js").Call} Call */
/** @typedef {(call: Call, body: Record<string, unknown>, what: string, approval?: string | null) => void} Give */

/**
 * Return buttons for what may be done to the chosen lines. What they do they do to what is there when they are pressed.
 * @param {() => Order} current @param {() => string[]} chosen ids of lines @param {Give} give
 */
export function lineButtons(current, chosen, give) {
  const may = (/** @type {string} */ action) => mayDo(current(), action, chosen()) !== null;
  const simple = (/** @type {"fire" | "serve" | "recall"} */ action) => {
    const text = t(`order.${action}`);
    return may(action) ? button(text, () => give(action, { lines: chosen() }, text)) : null;
  };
  return [
    simple("fire"),
    simple("serve"),
    simple("recall"),
    mayDoAtAll(current(), "split") ? button(t("order.split"), () => void split(current(), chosen(), give)) : null,
    may("void") ? button(t("order.void"), () => void takeBack(current(), chosen(), give)) : null,
  ].filter(Boolean);
}

/** Return buttons for what may be done to the whole of it. @param {() => Order} current @param {Give} give */
export function orderButtons(current, give) {
  const order = current();
  const may = (/** @type {string} */ action) => mayDoAtAll(order, action) !== null;
  const ready = () => current().products.flatMap((each) => (each.status === "ready" ? [each.id] : []));
  const serveReady = () => give("serve", { lines: ready() }, t("order.serve-ready"));
  return [
    may("add") ? h("a", { class: "button primary", href: at("pad", "", { order: order.id }) }, t("order.add")) : null,
    h("a", { class: "button", href: at("bill", order.id) }, t("page.bill")),
    ready().length > 1 && mayDo(order, "serve", ready()) ? button(t("order.serve-ready"), serveReady) : null,
    may("change") ? seldom(t("order.change"), () => void change(current(), give)) : null,
    may("split") && order.products.length > 1 ? seldom(t("order.split"), () => void split(current(), [], give)) : null,
    may("merge") ? seldom(t("order.merge"), () => void merge(current(), give)) : null,
    may("close") ? seldom(t("order.close"), () => void close(current(), give)) : null,
    may("reopen") ? seldom(t("order.reopen"), () => void reopen(current(), give)) : null,
    seldom(t("order.history"), () => void history(current()).catch(complain)),
  ].filter(Boolean);
}

/** @param {string} text @param {() => void} press */
function button(text, press) {
  return h("button", { type: "button", onclick: press }, text);
}

/** A button for what is done now and then: a phone has it behind "More". @param {string} text @param {() => void} press */
function seldom(text, press) {
  return h("button", { type: "button", class: "seldom", onclick: press }, text);
}

/** @param {Order} order @param {string[]} lines @param {Give} give */
async function takeBack(order, lines, give) {
  const { askWhatToTakeBack } = await import("./void_sheet.js");
  const body = await askWhatToTakeBack(order, lines);
  if (!body) return;
  const needsApproval = mayDo(order, "void", lines)?.needsApproval;
  const approval = needsApproval ? await approve("void", order.id) : null;
  if (!needsApproval || approval) give("voidLines", body, t("order.void"), approval);
}

/** @param {Order} order @param {string[]} lines @param {Give} give */
async function split(order, lines, give) {
  const { askWhatToSplit } = await import("./split_sheet.js");
  const body = await askWhatToSplit(order, lines);
  if (body) give("split", body, t("order.split"));
}

/** @param {Order} order @param {Give} give */
async function merge(order, give) {
  const { askWhatToMerge } = await import("./merge_sheet.js");
  const other = await askWhatToMerge(order);
  if (other) give("merge", { order: other }, t("order.merge"));
}

/** @param {Order} order @param {Give} give */
async function change(order, give) {
  const { askWhatToChange } = await import("./change_sheet.js");
  const body = await askWhatToChange(order);
  if (body && Object.keys(body).length) give("changeOrder", body, t("order.change"));
}

/**
 * Say that an order is somebody else's now, and leave it where who is signed in sees it no more.
 * @param {Order} before @param {Order} after
 */
export function tellOfHandOver(before, after) {
  if (before.user_id === after.user_id) return;
  notice(t("order.handed-over", { name: titleOf(after) }), { stays: true });
  if (user()?.role !== "manager" && user()?.id !== after.user_id) go("floor");
}

/** @param {Order} order @param {Give} give */
async function close(order, give) {
  if (await confirmed(t("order.close"), t("order.close-sure", { name: titleOf(order) }), t("order.close")))
    give("closeOrder", {}, t("order.close"));
}

/** @param {Order} order @param {Give} give */
async function reopen(order, give) {
  const { askWhy } = await import("./reasons.js");
  const reason = await askWhy(t("order.reopen"), [t("reason.more"), t("reason.mistake")]);
  if (!reason) return;
  const needsApproval = mayDoAtAll(order, "reopen")?.needsApproval;
  const approval = needsApproval ? await approve("reopen", order.id) : null;
  if (!needsApproval || approval) give("reopenOrder", { reason }, t("order.reopen"), approval);
}

/** @param {Order} order */
async function history(order) {
  const { showHistory } = await import("./history.js");
  await showHistory(order);
}
