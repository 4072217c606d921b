/** The report of a business day, X or Z, as it is read on a screen and printed on A4 or 80 mm paper. */

import { h, say } from "../kernel/element.js";
import { money } from "../kernel/money.js";
import { clock, facts } from "../kernel/restaurant.js";
import { at } from "../kernel/routes.js";
import { tableName } from "../kernel/tables.js";
import { number, t } from "../kernel/words.js";
import { spelled } from "./range.js";
import { tableOf } from "./table.js";
import { amounts, methodName } from "./takings.js";

/** @typedef {import("openapi").DayView} Day */
/** @typedef {import("openapi").FiguresView} Figures */
/** What else is said of a closed day: who closed it, and its seal. @typedef {{ by: string, seal: string }} Closing */

/** @type {(keyof Figures)[]} */
const SOLD = ["gross", "discounts", "service_charge", "added_tax", "rounding", "total"];
/** @type {(keyof Figures)[]} */
const TAKEN = ["payments", "tips", "refunds"];
/** @type {(keyof Figures)[]} */
const BESIDE = ["voids", "net", "tax"];
/** @type {(keyof Figures)[]} */
const OF_METHOD = ["payments", "tips", "refunds", "rounding"];
/** @type {(keyof Figures)[]} */
const OF_WAITER = ["total", "payments", "tips", "refunds"];

/** Return how a day is spelled in full. @param {string} day */
export function inFull(day) {
  return spelled(day, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/** Return the report's element and what writes a day into it. */
export function dayReport() {
  const names = (/** @type {(keyof Figures)[]} */ keys) => keys.map((each) => t(`day.${each}`));
  const head = h("header", { class: "letterhead" });
  const figures = tableOf(t("day.figures"), t("day.figure"), [t("day.amount")]);
  const methods = tableOf(t("day.methods"), t("day.method"), names(OF_METHOD));
  const taxes = tableOf(t("day.taxes"), t("day.rate"), [t("day.base"), t("day.tax")]);
  const waiters = tableOf(t("day.waiters"), t("sales.waiter"), [t("sales.orders"), ...names(OF_WAITER)]);
  const over = tableOf(t("day.open-orders"), t("day.order"), [t("day.total"), t("day.paid"), t("day.due")]);
  const overTitle = h("h2");
  const overSum = h("p");
  const part = (/** @type {string} */ kind, /** @type {any[]} */ ...content) =>
    h("section", { class: `card ${kind}` }, content);
  const element = h(
    "div",
    { class: "report" },
    head,
    part("figures", h("h2", {}, t("day.figures")), figures.element),
    part("over", overTitle, overSum, over.element),
    part("taxes", h("h2", {}, t("day.taxes")), taxes.element),
    part("methods", h("h2", {}, t("day.methods")), methods.element),
    part("waiters", h("h2", {}, t("day.waiters")), waiters.element),
  );
  const write = (/** @type {Day} */ day, /** @type {Closing} */ closing) => {
    head.replaceChildren(...letterhead(day, closing));
    figures.write(figuresOf(day.figures));
    methods.write(
      day.methods.map((each) => ({
        title: methodName(each.method),
        cells: [each.payments, each.tips, each.refunds, each.rounding].map((amount) => money(amount)),
      })),
      { title: t("day.all"), cells: amounts(day.figures, OF_METHOD) },
    );
    taxes.write(
      day.taxes.map((each) => ({ title: rateName(each), cells: [money(each.base), money(each.amount)] })),
      { title: t("day.all"), cells: ["", money(day.figures.tax)] },
    );
    waiters.write(
      day.waiters.map((each) => ({
        title: each.name,
        cells: [number(each.figures.orders), ...amounts(each.figures, OF_WAITER)],
      })),
      { title: t("day.all"), cells: [number(day.figures.orders), ...amounts(day.figures, OF_WAITER)] },
    );
    const { orders, due, newest } = day.carried_over;
    say(overTitle, t(day.status === "open" ? "day.open-now" : "day.carried-over"));
    say(overSum, orders ? t("day.open-sum", { count: orders, due: money(due) }) : t("day.none-open"));
    over.element.hidden = newest.length === 0;
    over.write(
      newest.map((each) => ({
        title: [each.number === null ? "" : `#${each.number}`, tableName(each.customer_name), spelled(each.date)]
          .filter(Boolean)
          .join(" · "),
        href: at("order", each.id),
        cells: [each.total, each.paid, each.due].map((amount) => money(amount)),
      })),
    );
  };
  return { element: /** @type {HTMLElement} */ (element), write };
}

/** @param {Figures} figures */
function figuresOf(figures) {
  const row = (/** @type {keyof Figures} */ key) => ({ title: t(`day.${key}`), cells: [money(figures[key])] });
  return [
    { title: t("sales.orders"), cells: [number(figures.orders)] },
    ...[...SOLD, ...TAKEN, ...BESIDE].map((each) => row(each)),
  ];
}

/** @param {import("openapi").TaxOfDay} tax */
function rateName({ category, name, percent, included }) {
  const rate = number(percent / 100, { style: "percent", maximumFractionDigits: 4 });
  return `${category} · ${name} ${rate} (${t(included ? "day.included" : "day.added")})`;
}

/** What stands on top of it on paper. @param {Day} day @param {Closing} closing */
function letterhead(day, { by, seal }) {
  const options = /** @type {Intl.DateTimeFormatOptions} */ ({ dateStyle: "medium", timeStyle: "short" });
  const lines = [
    h("p", { class: "name" }, facts().name),
    h("p", { class: "title" }, titleOf(day)),
    h("p", {}, inFull(day.date)),
  ];
  if (day.closed_at === null) return [...lines, h("p", {}, t("day.as-of", { time: clock(Date.now(), options) }))];
  return [
    ...lines,
    h("p", {}, t("day.closed-by", { time: clock(day.closed_at, options), name: by })),
    h("p", { class: "seal" }, t("day.seal", { seal })),
  ];
}

/** Return how the report of a day is called. @param {Day} day */
export function titleOf(day) {
  return day.number === null ? t("day.x") : t("day.z", { number: day.number });
}
