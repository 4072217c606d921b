/** What was taken, by payment method and by tax rate: tables, as the takings report has them, and its sums. */

import { h } from "../kernel/element.js";
import { money } from "../kernel/money.js";
import { t } from "../kernel/words.js";
import { tableOf } from "./table.js";

/** @typedef {import("openapi").FiguresView} Figures */
/** @typedef {import("openapi").TakingsView} Takings */
/** @typedef {import("./section.js").Part} Part */

/** Of a payment method, only money is known. @type {(keyof Figures)[]} */
const MONEY = ["payments", "tips", "refunds", "rounding"];
/** Of a tax rate, the tax, and as gross what it was computed on. @type {(keyof Figures)[]} */
const TAXED = ["gross", "tax"];

/** Return how people call a payment method. @param {string} name */
export function methodName(name) {
  return name === "cash" || name === "card" ? t(`day.${name}`) : name;
}

/** @param {Figures} figures @param {(keyof Figures)[]} wanted */
export function amounts(figures, wanted) {
  return wanted.map((each) => money(figures[each]));
}

/** @param {"method" | "tax_rate"} by @returns {Part["asks"]} */
function asksFor(by) {
  return ({ start, end }) => [{ call: "takings", query: { start_date: start, end_date: end, group_by: by } }];
}

/** @type {Part} */
const BY_METHOD = {
  key: "takings-method",
  title: t("sales.takings-method"),
  asks: asksFor("method"),
  make(body) {
    const { element, write } = tableOf(
      this.title,
      t("day.method"),
      MONEY.map((each) => t(`day.${each}`)),
    );
    const show = orNothing(body, element);
    return ([{ report }]) => {
      const { groups, total } = /** @type {Takings} */ (report);
      show(groups.length > 0);
      write(
        groups.map(({ name, figures }) => ({ title: methodName(name), cells: amounts(figures, MONEY) })),
        { title: t("day.all"), cells: amounts(total, MONEY) },
      );
    };
  },
};

/** @type {Part} */
const BY_RATE = {
  key: "takings-tax",
  title: t("sales.takings-tax"),
  asks: asksFor("tax_rate"),
  make(body) {
    const { element, write } = tableOf(this.title, t("day.rate"), [t("day.base"), t("day.tax")]);
    const show = orNothing(body, element);
    return ([{ report }]) => {
      const { groups, total } = /** @type {Takings} */ (report);
      show(groups.length > 0);
      write(
        groups.map(({ group, name, figures }) => ({ title: `${group} · ${name}`, cells: amounts(figures, TAXED) })),
        // What all of it was computed on is no figure of the report.
        { title: t("day.all"), cells: ["", money(total.tax)] },
      );
    };
  },
};

/** @param {HTMLElement} body @param {HTMLElement} element */
function orNothing(body, element) {
  const none = h("p", { class: "empty" }, t("sales.nothing"));
  body.append(element, none);
  return (/** @type {boolean} */ isThere) => {
    element.hidden = !isThere;
    none.hidden = isThere;
  };
}

export const TAKINGS = Object.freeze([BY_METHOD, BY_RATE]);
