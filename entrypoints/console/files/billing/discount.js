/** Taking something off: so many percent or an amount, off the whole bill or off some lines, and why. */

import { check, field, form, sheet } from "../kernel/dialogs.js";
import { h, set, style } from "../kernel/element.js";
import { amount, money, typed } from "../kernel/money.js";
import { t } from "../kernel/words.js";
import { percentage } from "./lines.js";
import { Lacking, percentIn, reasonField, reasonIn } from "./reasons.js";
import { carryOut } from "./sending.js";

/** @typedef {import("./account.js").Account} Account */
/** @typedef {import("./sending.js").Wanted} Wanted */

const PARTS = [5, 10, 20, 50, 100];
const USUAL = ["regular", "complaint", "waited", "staff", "house"].map((each) => `bill.reason.${each}`);

/** @param {Account} account */
export async function giveDiscount(account) {
  await style("billing/pay.css");
  /** @type {Wanted | null} */
  const wanted = await sheet(t("bill.give-discount"), (close) => discount(account, close), "discount");
  if (wanted) await carryOut(account, wanted);
}

/** @param {Account} account @param {(wanted: Wanted) => void} close */
function discount(account, close) {
  const percent = field(t("bill.percent"), { name: "percent", inputmode: "decimal", value: "10" });
  const off = field(t("bill.amount"), { name: "amount", inputmode: "decimal" });
  const input = /** @type {HTMLInputElement} */ (percent.querySelector("input"));
  const buttons = PARTS.map((part) => {
    const choose = () => {
      input.value = String(part);
      mark();
    };
    const label = part === 100 ? t("bill.reason.house") : percentage(part);
    return { part, element: h("button", { type: "button", onclick: choose }, label) };
  });
  const parts = h(
    "div",
    {},
    h(
      "div",
      { class: "chips wrap", role: "group", "aria-label": t("bill.percent") },
      buttons.map((each) => each.element),
    ),
    percent,
  );
  const mark = () => {
    for (const each of buttons) set(each.element, "aria-pressed", String(Number(input.value) === each.part));
  };
  input.addEventListener("input", mark);

  let isAmount = false;
  const kinds = [false, true].map((kind) => {
    const label = t(kind ? "bill.by-amount" : "bill.by-percent");
    return { kind, element: h("button", { type: "button", onclick: () => turn(kind) }, label) };
  });
  const turn = (/** @type {boolean} */ kind) => {
    isAmount = kind;
    parts.hidden = kind;
    off.hidden = !kind;
    for (const each of kinds) set(each.element, "aria-pressed", String(each.kind === kind));
  };
  turn(false);
  mark();

  const lines = (account.order?.products ?? [])
    .filter((each) => each.quantity > each.voided)
    .map((each) =>
      check(`${each.product_name} · ${money(each.total_price)}`, { name: `line/${each.id}`, value: each.id }),
    );
  const some = h("details", {}, h("summary", {}, t("bill.some-lines")), h("div", {}, lines));
  const fields = [
    h(
      "div",
      { class: "chips", role: "group", "aria-label": t("bill.give-discount") },
      kinds.map((each) => each.element),
    ),
    parts,
    off,
    some,
    reasonField(USUAL),
  ];
  return form(fields, t("bill.give-discount"), (said) => {
    const of = isAmount ? amountIn(said.amount) : percentIn(said.percent);
    const chosen = Object.keys(said)
      .filter((name) => name.startsWith("line/"))
      .map((name) => name.slice(5));
    const body = {
      ...(isAmount ? { amount: of } : { percent: of }),
      reason: reasonIn(said),
      ...(chosen.length > 0 ? { lines: chosen } : {}),
    };
    const label = t("bill.label-discount", { what: isAmount ? money(of) : percentage(of) });
    close({ call: "discount", body, label });
  });
}

/** Return the amount that was typed, or throw `Lacking`. @param {string} [text] */
export function amountIn(text = "") {
  const found = typed(text);
  if (found === null || found <= 0) throw new Lacking("bill.amount-wrong", "amount");
  return amount(found);
}
