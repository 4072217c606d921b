/** The figures on top: revenue, orders, average order and items, each beside the range before. */

import { fill, h, say, set } from "../kernel/element.js";
import { minor, money, units } from "../kernel/money.js";
import { number, t } from "../kernel/words.js";
import { spelledRange, today } from "./range.js";

/** @typedef {import("openapi").SalesView} Sales */
/** `change` is "" where there is nothing to be more or less than. @typedef {{ key: string, value: string, before: string, way: number, change: string }} Tile */

const ARROWS = Object.freeze({ 1: "▲", 0: "=", "-1": "▼" });

/** Return what the tiles say: all of it as the report has it. @param {Sales} report @returns {Tile[]} */
function tilesOf({ total, previous }) {
  const before = previous?.total;
  const change = previous?.change;
  const average = (/** @type {number | null | undefined} */ value) =>
    value === null || value === undefined ? "–" : money(value);
  const signed = (/** @type {number | undefined} */ value) =>
    value === undefined ? "" : number(value, { signDisplay: "exceptZero" });
  const percent = change?.revenue_percent ?? null;
  const byAverage = differenceOf(total.average_order, before?.average_order ?? null);
  return [
    {
      key: "revenue",
      value: money(total.revenue),
      before: before ? money(before.revenue) : "",
      way: Math.sign(change?.revenue ?? 0),
      change:
        percent === null
          ? ""
          : number(percent / 100, { style: "percent", maximumFractionDigits: 1, signDisplay: "exceptZero" }),
    },
    {
      key: "orders",
      value: number(total.orders),
      before: before ? number(before.orders) : "",
      way: Math.sign(change?.orders ?? 0),
      change: signed(change?.orders),
    },
    {
      key: "average",
      value: average(total.average_order),
      before: average(before?.average_order),
      way: Math.sign(byAverage ?? 0),
      change: byAverage === null ? "" : units(byAverage, { signDisplay: "exceptZero" }),
    },
    {
      key: "items",
      value: number(total.quantity),
      before: before ? number(before.quantity) : "",
      way: Math.sign(change?.quantity ?? 0),
      change: signed(change?.quantity),
    },
  ];
}

/**
 * Return by how many of the smallest units an amount is more than another, null where one of them is not there.
 * @param {number | null} one @param {number | null} other
 */
function differenceOf(one, other) {
  return one === null || other === null ? null : minor(one) - minor(other);
}

/** @returns {HTMLElement} */
function makeTile() {
  return h(
    "div",
    { class: "tile" },
    h("dt"),
    h("dd", { class: "figure" }),
    h("dd", { class: "change" }, h("span", { class: "badge" }), h("span", { class: "quiet" })),
  );
}

/** @param {HTMLElement} element @param {Tile} tile */
function writeTile(element, { key, value, before, way, change }) {
  const [name, figure, beside] = /** @type {any} */ (element.children);
  const [badge, quiet] = beside.children;
  say(name, t(`sales.${key}`));
  say(figure, value);
  const arrow = /** @type {Record<string, string>} */ (ARROWS)[String(way)];
  say(badge, change && `${arrow} ${change}`);
  set(badge, "class", `badge ${way > 0 ? "good" : way < 0 ? "bad" : ""}`);
  set(badge, "aria-label", `${t(`sales.${way > 0 ? "more" : way < 0 ? "less" : "same"}`)} ${change}`);
  set(badge, "role", "img");
  set(badge, "hidden", change === "");
  say(quiet, t("sales.was", { value: before }));
}

/** The part of a page that has them. @type {import("./section.js").Part} */
export const TILES = {
  key: "tiles",
  title: t("sales.figures"),
  hasFiles: false,
  asks: ({ start, end }) => [
    { call: "sales", query: { start_date: start, end_date: end, group_by: "hour", compare: "previous" } },
  ],
  make(body) {
    const list = h("dl", { class: "tiles" });
    const beside = h("p", { class: "quiet" });
    const less = h("p", { class: "quiet" });
    body.append(list, less, beside);
    return ([{ report }], range) => {
      fill(list, tilesOf(report), ({ key }) => key, makeTile, writeTile);
      const { discounts, refunds, net } = report.total;
      say(less, t("sales.net", { discounts: money(discounts), refunds: money(refunds), net: money(net) }));
      const { start_date: start, end_date: end } = report.previous;
      // What is not over yet is no less than before: it is not painted red.
      const isOver = range.end < today();
      list.classList.toggle("so-far", !isOver);
      say(beside, t(isOver ? "sales.beside" : "sales.beside-so-far", { range: spelledRange({ start, end }) }));
    };
  },
};
