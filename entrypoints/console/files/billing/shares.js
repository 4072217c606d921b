/** Sharing a bill: evenly or by seat, each share paid at a tap. */

import { complain } from "../kernel/dialogs.js";
import { fill, h, say, set } from "../kernel/element.js";
import { minor, units } from "../kernel/money.js";
import { number, t } from "../kernel/words.js";
import { pay } from "./pay.js";
import { Plan } from "./plan.js";

/** @typedef {import("./account.js").Account} Account */
/** @typedef {import("./plan.js").Share} Share */

const FEWEST = 2;
const MOST = 99;

/** Return the part of the page in which a bill is shared. @param {Account} account */
export function sharing(account) {
  const plan = new Plan(account);
  let ways = FEWEST;
  const list = h("ol", { class: "list shares" });
  const count = h("output", { "aria-live": "polite" });
  const step = (/** @type {number} */ by) => () => {
    ways = Math.min(MOST, Math.max(FEWEST, ways + by));
    void share(ways);
  };
  const less = h("button", { type: "button", "aria-label": t("bill.fewer"), onclick: step(-1) }, "−");
  const more = h("button", { type: "button", "aria-label": t("bill.more"), onclick: step(1) }, "+");
  const seats = h("button", { type: "button", onclick: () => void share("seat") }, t("bill.by-seat"));
  const evenly = h("button", { type: "button", onclick: () => void share(ways) }, t("bill.evenly"));
  const end = h(
    "button",
    { type: "button", class: "icon", "aria-label": t("bill.share-end"), onclick: () => void drop() },
    "✕",
  );
  const anew = h("p", { class: "quiet", role: "status", hidden: true }, t("bill.shared-anew"));
  const element = h(
    "section",
    { class: "card sharing", hidden: true, "aria-label": t("bill.share") },
    h("div", { class: "head" }, h("h2", { tabindex: "-1" }, t("bill.share")), end),
    h("div", { class: "row" }, evenly, h("span", { class: "stepper" }, less, count, more), seats),
    anew,
    list,
  );

  const share = async (/** @type {number | "seat"} */ by) => {
    try {
      await plan.make(by);
    } catch (error) {
      complain(error);
    }
    show();
  };
  const drop = async () => {
    await plan.drop();
    show();
  };
  const open = async () => {
    ways = Math.max(FEWEST, Math.min(MOST, account.order?.guests ?? FEWEST));
    await share(ways);
    element.querySelector("h2")?.focus();
  };
  const payShare = async (/** @type {Share} */ each) => {
    const command = await pay(account, each.amount);
    // Whoever pays another amount than the share pays no share: what is left is shared anew.
    if (command && minor(Number(command.body.amount)) === each.amount) await plan.paidBy(each, command.id);
    show();
  };
  const show = () => {
    element.hidden = plan.shares.length === 0;
    say(count, number(ways));
    set(evenly, "aria-pressed", String(!plan.isBySeat));
    set(seats, "aria-pressed", String(plan.isBySeat));
    seats.hidden = !(account.order?.products ?? []).some((each) => each.seat);
    anew.hidden = !plan.isAnew;
    fill(
      list,
      plan.shares,
      (each) => `${each.place}/${each.amount}/${plan.stateOf(each)}`,
      (each) => shareRow(account, plan, each, () => void payShare(each)),
      (row) => {
        for (const button of row.querySelectorAll("button")) button.disabled = account.isMoving;
      },
    );
  };
  let isRecalled = false;
  const update = async () => {
    if (isRecalled) await plan.look().catch(() => undefined);
    else {
      isRecalled = true;
      await plan.recall().catch(() => undefined);
      if (!plan.isBySeat) ways = Math.max(FEWEST, plan.shares.length);
    }
    show();
  };
  return { element, update, open };
}

/** @param {Account} account @param {Plan} plan @param {Share} share @param {() => void} go */
function shareRow({ order }, plan, share, go) {
  const state = plan.stateOf(share);
  const label = share.seat ? t("bill.seat", { seat: share.seat }) : t("bill.share-of", { place: share.place });
  const eaten = (order?.products ?? []).filter(
    (each) => share.seat && each.seat === share.seat && each.quantity > each.voided,
  );
  const said = h("span", {}, label, h("small", {}, eaten.map((each) => each.product_name).join(", ")));
  const amount = units(share.amount);
  if (state !== "free")
    return h("li", { class: state }, said, amount, h("span", { class: "badge good" }, t(`bill.share.${state}`)));
  const name = t("bill.pay-share", { share: label, amount });
  return h("li", {}, said, h("button", { type: "button", "aria-label": name, onclick: go }, amount));
}
