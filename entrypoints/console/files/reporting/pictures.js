/** Sales reports as pictures: what sold now, beside the range before. */

import "../kernel/chart.js";
import { h } from "../kernel/element.js";
import { money, moneyInShort } from "../kernel/money.js";
import { number, t } from "../kernel/words.js";

/** @typedef {import("openapi").SalesGroupView} Group */
/** @typedef {import("../kernel/chart.js").Picture} Picture */

/** @param {Group[]} groups */
function byKey(groups) {
  return new Map(groups.map((each) => [each.group ?? "", each]));
}

/** @param {Group | undefined} group */
function average(group) {
  return group?.average_order === null || group === undefined ? null : money(group.average_order);
}

/**
 * Return the picture of a grouping: the keys in order, and for each what sold now and before.
 * @param {{
 *   title: string, head: string, keys: string[], names: string[], marks: string[], kind?: Picture["kind"], most?: number,
 *   now: Group[], nowName: string, before: Group[], beforeName: string, keysBefore?: string[],
 * }} said
 * @returns {import("../kernel/chart.js").Picture}
 */
export function pictureOf({ now, nowName, before, beforeName, keys, keysBefore = keys, names, ...said }) {
  const [current, earlier] = [byKey(now), byKey(before)];
  const revenue = (/** @type {Map<string, Group>} */ found, /** @type {string[]} */ wanted) =>
    wanted.map((key) => found.get(key)?.revenue ?? 0);
  return {
    kind: "bars",
    ...said,
    labels: names,
    series: [
      { name: nowName, values: revenue(current, keys) },
      { name: beforeName, values: revenue(earlier, keysBefore), isBefore: true },
    ],
    written: money,
    tick: moneyInShort,
    columns: [
      { name: t("sales.orders"), cells: keys.map((key) => number(current.get(key)?.orders ?? 0)) },
      { name: t("sales.average"), cells: keys.map((key) => average(current.get(key))) },
      { name: t("sales.items"), cells: keys.map((key) => number(current.get(key)?.quantity ?? 0)) },
    ],
  };
}

/**
 * Put a chart into a section's body, and return what shows a picture in it.
 * @param {HTMLElement} body @param {string} [nothing] is said where there is nothing to show
 */
export function chartIn(body, nothing = t("sales.nothing")) {
  const chart = /** @type {import("../kernel/chart.js").DataChart} */ (h("data-chart"));
  const empty = h("p", { class: "empty", hidden: true }, nothing);
  body.append(chart, empty);
  return (/** @type {Picture} */ picture) => {
    empty.hidden = picture.labels.length > 0;
    chart.hidden = picture.labels.length === 0;
    chart.picture = picture;
  };
}
