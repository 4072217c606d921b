/** What is on a bill, in its order: lines with what was taken off each, and what that comes to. Nothing is added up here. */

import { confirmed } from "../kernel/dialogs.js";
import { complain } from "../kernel/dialogs.js";
import { Refused } from "../kernel/api.js";
import { fill, h } from "../kernel/element.js";
import { money } from "../kernel/money.js";
import { call } from "../kernel/session.js";
import { number, t } from "../kernel/words.js";

/** @typedef {import("./account.js").Account} Account */
/** @typedef {import("openapi").BillView} Bill */
/** @typedef {import("openapi").DiscountView} Discount */
/** What one row says; `off` is the discount that it takes off again. */
/** @typedef {{ key: string, count?: string, label: string, under?: string[], amount: string, kind?: string, off?: Discount }} Row */

/** Return the bill as a table. @param {Account} account */
export function billTable(account) {
  const lines = h("tbody", { class: "lines" });
  const sums = h("tbody", { class: "sums" });
  const heads = [t("bill.quantity"), t("bill.item"), t("bill.amount")];
  const head = heads.map((each, place) => h("th", { scope: "col", class: place === 2 ? "number" : "" }, each));
  const element = h(
    "table",
    { class: "bill" },
    h("caption", { class: "unseen" }, t("page.bill")),
    h("thead", {}, h("tr", {}, head)),
    lines,
    sums,
  );
  const put = (/** @type {Element} */ body, /** @type {Row[]} */ rows) =>
    fill(
      body,
      rows,
      (row) => row.key,
      () => h("tr"),
      (shown, row) => write(shown, row, account),
    );
  const update = () => {
    put(lines, linesOf(account));
    put(sums, sumsOf(account));
  };
  return { element, update };
}

/** @param {HTMLTableRowElement} element @param {Row} row @param {Account} account */
function write(element, row, account) {
  const text = JSON.stringify(row);
  if (element.dataset.text === text) return;
  element.dataset.text = text;
  element.className = row.kind ?? "";
  const said = [row.label, ...(row.under ?? []).map((each) => h("small", {}, each))];
  const { off } = row;
  const button = off
    ? h("button", { type: "button", class: "plain", onclick: () => void takeBack(account, off) }, t("remove"))
    : null;
  element.replaceChildren(
    ...(row.count === undefined ? [] : [h("td", {}, row.count)]),
    h("th", { scope: "row", colspan: row.count === undefined ? 2 : 1 }, h("div", {}, h("span", {}, said), button)),
    h("td", { class: "number" }, row.amount),
  );
}

/** @param {Account} account @returns {Row[]} */
function linesOf({ order, bill }) {
  const billed = new Map((bill?.lines ?? []).map((each) => [each.id, each]));
  return (order?.products ?? [])
    .filter((each) => each.quantity > each.voided)
    .map((each) => {
      const on = billed.get(each.id);
      const chosen = (each.modifiers ?? []).map((one) => one.name).join(", ");
      const count = each.quantity - each.voided;
      const under = [
        chosen,
        count > 1 ? t("bill.each", { amount: money(each.unit_price) }) : "",
        on?.discount ? t("bill.off", { amount: money(-on.discount) }) : "",
      ];
      return {
        key: each.id,
        count: number(count),
        label: each.product_name,
        under: under.filter(Boolean),
        amount: money(on?.gross ?? each.total_price),
      };
    });
}

/** @param {Account} account @returns {Row[]} */
function sumsOf(account) {
  const { bill } = account;
  if (!bill) return [];
  const taxes = bill.taxes.filter((each) => each.amount);
  const added = taxes.filter((each) => !each.included);
  const changes = bill.discounts || bill.service_charge || added.length > 0 || bill.rounding;
  /** @type {(Row | false | 0)[]} */
  const rows = [
    changes ? { key: "gross", label: t("bill.gross"), amount: money(bill.gross) } : false,
    ...bill.discounts_given.map((each) => discountRow(account, each)),
    bill.service_charge && { key: "service", label: t("bill.service"), amount: money(bill.service_charge) },
    ...added.map((each) => taxRow(each)),
    bill.rounding && { key: "rounding", label: t("bill.rounding"), amount: money(bill.rounding) },
    { key: "total", label: t("bill.total"), amount: money(bill.total), kind: "strong" },
    ...taxes.filter((each) => each.included).map((each) => taxRow(each)),
    bill.paid && { key: "paid", label: t("bill.paid"), amount: money(bill.paid) },
    bill.refunded && { key: "refunded", label: t("bill.refunded"), amount: money(bill.refunded) },
    bill.tips && { key: "tips", label: t("bill.tips"), amount: money(bill.tips), kind: "quiet" },
    account.isPayable && { key: "due", label: t("bill.due"), amount: money(bill.due), kind: "strong" },
  ];
  return rows.filter((each) => Boolean(each)).map((each) => /** @type {Row} */ (each));
}

/** @param {Account} account @param {Discount} given @returns {Row} */
function discountRow(account, given) {
  const names = new Map((account.order?.products ?? []).map((each) => [each.id, each.product_name]));
  const on = (given.lines ?? []).map((id) => names.get(id) ?? "").filter(Boolean);
  const by = account.nameOf(given.by);
  const approver = account.nameOf(given.approved_by);
  const who = [
    by,
    given.approved_by ? (approver ? t("bill.approved-by", { name: approver }) : t("bill.approved")) : "",
  ];
  return {
    key: given.id,
    label: given.percent ? t("bill.discount-of", { percent: percentage(given.percent) }) : t("bill.discount"),
    under: [on.join(", "), [given.reason, ...who].filter(Boolean).join(" · ")].filter(Boolean),
    amount: money(-given.amount),
    ...(account.may("remove_discount") ? { off: given } : {}),
  };
}

/** @param {import("openapi").TaxOnBill} tax @returns {Row} */
function taxRow({ category, name, percent, included, base, amount }) {
  const label = t(included ? "bill.tax-included" : "bill.tax-added", { name, percent: percentage(percent) });
  return {
    key: `tax/${category}/${name}/${percent}/${included}`,
    label,
    under: [t("bill.tax-base", { amount: money(base) })],
    amount: money(amount),
    kind: included ? "quiet" : "",
  };
}

/** Return so many percent, as people write them. @param {number} value */
export function percentage(value) {
  return number(value / 100, { style: "percent", maximumFractionDigits: 4 });
}

/** @param {Account} account @param {Discount} discount */
async function takeBack(account, { id, reason, amount }) {
  const text = t("bill.remove-discount-text", { reason, amount: money(amount) });
  if (!(await confirmed(t("bill.remove-discount"), text, t("remove")))) return;
  try {
    await call("removeDiscount", { path: { id: account.id, discount: id } });
  } catch (error) {
    if (!(error instanceof Refused) || error.type !== "discount-unknown") complain(error);
  }
  await account.read();
}
