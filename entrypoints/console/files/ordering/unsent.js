/** An order that has not arrived yet: what was tapped, and that more can be added to it. */

import { h } from "../kernel/element.js";
import { money, units } from "../kernel/money.js";
import { clock } from "../kernel/restaurant.js";
import { at } from "../kernel/routes.js";
import { t } from "../kernel/words.js";
import { priceOf } from "./cart.js";
import { detailsOf } from "./details.js";

/** @typedef {import("../kernel/outbox.js").Command} Command */

/** Return a row that says that a command is on its way, or was refused. @param {Command} command */
export function commandRow(command) {
  const isRefused = command.state === "refused";
  return h(
    "li",
    { class: isRefused ? "refused" : "" },
    h("span", { class: "what" }, h("b", {}, command.label), command.lines ? linesOf(command) : null),
    isRefused
      ? h("a", { class: "badge bad", href: at("outbox") }, t("order.refused"))
      : h("span", { class: "badge warn" }, t("order.on-its-way")),
  );
}

/** Show an order that is on its way. @param {HTMLElement} body @param {Command} placing */
export function showUnsent(body, placing) {
  const more = h("a", { class: "button primary", href: at("pad", "", { order: placing.id }) }, t("order.add"));
  const sum = (placing.lines ?? []).reduce((total, each) => total + priceOf(each) * each.quantity, 0);
  body.replaceChildren(
    h("p", {}, t("order.unsent", { time: clock(placing.taken) })),
    h("div", { class: "row actions" }, more),
    h("ul", { class: "list" }, commandRow(placing)),
    h("p", { class: "order-sum" }, `${t("pad.sum")} ${placing.lines ? units(sum) : money(0)}`),
  );
}

/** Return what was chosen, as text. @param {Command} command */
export function linesOf({ lines = [] }) {
  return h(
    "small",
    {},
    lines
      .map((each) => {
        const details = detailsOf(each);
        const name = t("order.line", { count: each.quantity, name: each.name });
        return details ? `${name} (${details})` : name;
      })
      .join(", "),
  );
}
