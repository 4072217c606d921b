/** At which rate each category of products is taxed, and from which day on. */

import { now } from "../kernel/clock.js";
import { check, field } from "../kernel/dialogs.js";
import { edited, sayDone, wrong } from "../kernel/editing.js";
import { h, Piece } from "../kernel/element.js";
import { listing } from "../kernel/listing.js";
import { readAll } from "../kernel/reading.js";
import { businessDay, dayText } from "../kernel/restaurant.js";
import { number, t } from "../kernel/words.js";

/** @typedef {import("openapi").TaxView} Rate */
/** @typedef {{ category: string, rates: Rate[] }} Category */

/** @type {import("../kernel/editing.js").Kind} */
const RATE = { one: "tax", show: "tax", add: "addTax", change: "changeTax" };
const DECIMALS = 4;

class TaxList extends Piece {
  /** @type {import("../kernel/listing.js").Listing<Category>} */
  #list = listing({
    label: t("catalogue.taxes"),
    kind: "categories",
    read: async () => ({ items: byCategory(await readAll("taxes", "taxes")), next: null }),
    keyOf: ({ category }) => category,
    textOf: ({ category }) => category,
    row: (category) => this.#row(category),
    empty: [h("p", {}, t("tax.none"))],
    tools: [h("button", { type: "button", class: "primary", onclick: () => this.#open(null) }, t("tax.new"))],
  });

  /** @override */
  show() {
    this.replaceChildren(this.#list);
  }

  /** @param {Category} category */
  #row({ category, rates }) {
    const today = businessDay(now());
    const current = rates.findLast((each) => each.from <= today);
    const line = (/** @type {Rate} */ rate) =>
      h(
        "li",
        {},
        h(
          "button",
          { type: "button", class: "opener", "aria-haspopup": "dialog", onclick: () => this.#open(rate) },
          h("span", { class: "name" }, `${rate.name} · ${percent(rate.percent)}`),
          h(
            "small",
            {},
            `${t("tax.since", { day: dayText(rate.from) })} · ${t(rate.included ? "tax.included" : "tax.added")}`,
          ),
        ),
        rate === current ? h("span", { class: "badge good" }, t("tax.today")) : null,
        rate.from > today ? h("span", { class: "badge warn" }, t("tax.later")) : null,
      );
    const add = () => this.#open(null, current ?? rates.at(-1));
    return [
      h("h2", {}, category),
      h(
        "button",
        { type: "button", "aria-label": t("tax.another-for", { name: category }), onclick: add },
        t("tax.another"),
      ),
      h("ol", { class: "rates" }, rates.map(line)),
    ];
  }

  /** @param {Rate | null} rate @param {Rate} [like] a new one begins as this one is */
  async #open(rate, like) {
    const isNew = rate === null;
    const result = await edited(RATE, rate?.id ?? null, {
      title: rate ? t("tax.correct", { name: rate.category }) : (like?.category ?? t("tax.new")),
      fields: (item) => fields(item ?? (like ? { ...like, from: "" } : null), isNew, !isNew || like !== undefined),
      said: (values) => ({
        ...(isNew ? { category: values.category ?? "" } : {}),
        name: values.name ?? "",
        percent: percentIn(values.percent ?? ""),
        included: values.included === "on",
        from: values.from || businessDay(now()),
      }),
    });
    sayDone(result?.category ?? "", result);
    if (result) await this.#list.reload();
  }
}

/** @param {Rate[]} rates @returns {Category[]} */
function byCategory(rates) {
  const found = /** @type {Map<string, Rate[]>} */ (new Map());
  for (const rate of rates) found.set(rate.category, [...(found.get(rate.category) ?? []), rate]);
  return [...found].map(([category, own]) => ({ category, rates: own }));
}

/** @param {any} item @param {boolean} isNew @param {boolean} isOf whether the category stands */
function fields(item, isNew, isOf) {
  return [
    isNew ? null : h("p", { class: "quiet" }, t("tax.correct-hint")),
    isOf
      ? h("input", { type: "hidden", name: "category", value: item?.category })
      : field(
          t("tax.category"),
          { name: "category", required: true, maxlength: 120, autofocus: true },
          t("tax.category-hint"),
        ),
    h("div", { class: "half" }, [
      field(t("tax.name"), { name: "name", value: item?.name ?? t("tax.usual-name"), required: true, maxlength: 120 }),
      field(t("tax.percent"), {
        name: "percent",
        inputmode: "decimal",
        required: true,
        value: item ? number(item.percent, { maximumFractionDigits: DECIMALS, useGrouping: false }) : "",
      }),
    ]),
    field(t("tax.from"), { name: "from", type: "date", value: item?.from || businessDay(now()) }, t("tax.from-hint")),
    check(t("tax.included-check"), { name: "included", checked: item?.included ?? true }),
  ];
}

/** @param {number} value */
function percent(value) {
  return number(value / 100, { style: "percent", maximumFractionDigits: DECIMALS });
}

/** @param {string} text */
function percentIn(text) {
  const plain = text.normalize("NFKC").replace(/[%\s]/gu, "").replace(",", ".");
  if (!/^\d{1,3}(\.\d{0,4})?$/u.test(plain)) throw wrong(t("tax.no-percent", { text }), "percent");
  return Number(plain);
}

customElements.define("tax-list", TaxList);
