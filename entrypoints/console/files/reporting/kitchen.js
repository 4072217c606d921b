/** How long the kitchen took: waiting, being made, and standing at the pass; by station, hour or product. */

import { h, set } from "../kernel/element.js";
import { number, t } from "../kernel/words.js";
import { chartIn } from "./pictures.js";
import { hourName } from "./range.js";

/** @typedef {import("openapi").KitchenView} Kitchen */
/** @typedef {import("openapi").KitchenGroupView} Group */
/** @typedef {"waiting" | "making" | "at_pass"} Phase */

const GROUPINGS = /** @type {const} */ (["station", "hour", "product"]);
const PHASES = /** @type {Phase[]} */ (["waiting", "making", "at_pass"]);
const MOST_ROWS = 12;
const A_MINUTE = 60;

/** @type {{ by: typeof GROUPINGS[number], phase: Phase }} */
const wanted = { by: "station", phase: "making" };

/** Return seconds as people read them: `4:05`. @param {number} seconds */
function lasting(seconds) {
  const two = (/** @type {number} */ value) => number(value, { minimumIntegerDigits: 2 });
  return `${number(Math.floor(seconds / A_MINUTE), { useGrouping: false })}:${two(seconds % A_MINUTE)}`;
}

/** @type {import("./section.js").Part} */
export const KITCHEN = {
  key: "kitchen",
  title: t("sales.kitchen"),
  asks: ({ start, end }) => [
    { call: "kitchenTimes", query: { start_date: start, end_date: end, group_by: wanted.by } },
  ],
  make(body, again) {
    /** @type {Kitchen | null} */
    let shown = null;
    const all = h("p", { class: "quiet" });
    const choose = () => {
      if (shown) write(shown);
    };
    body.append(
      chips(t("sales.grouped-by"), GROUPINGS, "by", again),
      chips(t("sales.phase"), PHASES, "phase", choose),
      all,
    );
    const show = chartIn(body, t("sales.nothing-made"));
    const write = (/** @type {Kitchen} */ report) => {
      shown = report;
      const { count, p50, p90, longest } = report.total[wanted.phase];
      const times = { p50: lasting(p50 ?? 0), p90: lasting(p90 ?? 0), longest: lasting(longest ?? 0) };
      all.textContent = count ? t("sales.lines-took", { count, ...times }) : "";
      show(pictureOf(report));
    };
    return ([{ report }]) => write(report);
  },
};

/** @param {Kitchen} report @returns {import("../kernel/chart.js").Picture} */
function pictureOf({ group_by: by, groups }) {
  const { phase } = wanted;
  const slowest = (/** @type {Group} */ one, /** @type {Group} */ other) =>
    (other.times[phase].p90 ?? 0) - (one.times[phase].p90 ?? 0);
  const shown = by === "product" ? groups.toSorted(slowest) : groups;
  const column = (/** @type {Phase} */ each, /** @type {"p50" | "p90" | "longest"} */ figure) => ({
    name: `${t(`sales.phase.${each}`)}, ${t(`sales.${figure}`)}`,
    cells: shown.map(({ times }) => (times[each][figure] === null ? null : lasting(Number(times[each][figure])))),
  });
  const others = PHASES.filter((each) => each !== phase);
  return {
    title: `${t("sales.kitchen")}: ${t(`sales.phase.${phase}`)}`,
    kind: "rows",
    most: by === "product" ? MOST_ROWS : undefined,
    head: t(`sales.${by}`),
    labels: shown.map((each) => (by === "hour" ? hourName(Number(each.group)) : (each.name ?? t("sales.no-station")))),
    series: [
      { name: t("sales.p50"), values: shown.map((each) => each.times[phase].p50) },
      { name: t("sales.p90"), values: shown.map((each) => each.times[phase].p90), isBefore: true },
    ],
    written: lasting,
    columns: [
      column(phase, "longest"),
      { name: t("sales.lines"), cells: shown.map((each) => number(each.times[phase].count)) },
      ...others.flatMap((each) => [column(each, "p50"), column(each, "p90"), column(each, "longest")]),
    ],
  };
}

/**
 * Return buttons of which one is pressed.
 * @template {keyof typeof wanted} Key
 * @param {string} label @param {readonly (typeof wanted)[Key][]} values @param {Key} key @param {() => void} changed
 */
function chips(label, values, key, changed) {
  const names = { by: "sales", phase: "sales.phase" };
  const press = (/** @type {(typeof wanted)[Key]} */ value) => {
    wanted[key] = value;
    buttons.forEach((each, index) => set(each, "aria-pressed", String(values[index] === value)));
    changed();
  };
  const buttons = values.map((each) =>
    h(
      "button",
      { type: "button", "aria-pressed": String(wanted[key] === each), onclick: () => press(each) },
      t(`${names[key]}.${each}`),
    ),
  );
  return h("div", { class: "chips", role: "group", "aria-label": label }, buttons);
}
