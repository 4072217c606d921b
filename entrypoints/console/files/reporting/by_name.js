/** Sales by product, by waiter and by category: the most first, beside the range before. */

import { t } from "../kernel/words.js";
import { chartIn, pictureOf } from "./pictures.js";
import { inShort } from "./range.js";

/** @typedef {import("openapi").SalesGroupView} Group */
/** @typedef {import("./section.js").Part} Part */

const MOST_ROWS = 12;

/** What groups are kept apart by: an id, or a category, of which there may be none. @param {Group} group */
function keyOf({ group }) {
  return group ?? "";
}

/**
 * Return the part that shows the groups of a kind.
 * @param {"product" | "waiter" | "category"} by @param {string} title @param {string} head @returns {Part}
 */
function named(by, title, head) {
  return {
    key: by,
    title,
    asks: ({ start, end }) => [
      { call: "sales", query: { start_date: start, end_date: end, group_by: by, compare: "previous" } },
    ],
    make(body) {
      const show = chartIn(body);
      return ([{ report }], range) => {
        const { previous } = report;
        const groups = inOrder(report.groups, previous.groups);
        const picture = pictureOf({
          title,
          head,
          kind: /** @type {const} */ ("rows"),
          most: MOST_ROWS,
          keys: groups.map((each) => keyOf(each)),
          names: groups.map((each) => each.name ?? t("sales.no-category")),
          marks: [],
          now: report.groups,
          nowName: inShort(range),
          before: previous.groups,
          beforeName: inShort({ start: previous.start_date, end: previous.end_date }),
        });
        show(by === "category" ? withoutOrders(picture) : picture);
      };
    },
  };
}

/** Those that sold now, the most first, then those that only sold before. @param {Group[]} now @param {Group[]} before */
function inOrder(now, before) {
  const most = (/** @type {Group} */ one, /** @type {Group} */ other) =>
    other.revenue - one.revenue || (one.name ?? "").localeCompare(other.name ?? "");
  const there = new Set(now.map((each) => keyOf(each)));
  const gone = before.filter((each) => !there.has(keyOf(each)));
  return [...now.toSorted(most), ...gone.toSorted(most)];
}

/** In how many orders a category was, is not known. @param {import("../kernel/chart.js").Picture} picture */
function withoutOrders(picture) {
  return { ...picture, columns: picture.columns?.slice(-1) };
}

export const BY_NAME = Object.freeze([
  named("category", t("sales.by-category"), t("sales.category")),
  named("product", t("sales.by-product"), t("sales.product")),
  named("waiter", t("sales.by-waiter"), t("sales.waiter")),
]);
