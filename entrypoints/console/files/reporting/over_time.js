/** Sales by hour, by day and by weekday, as pictures, beside the range before. */

import { facts } from "../kernel/restaurant.js";
import { t } from "../kernel/words.js";
import { chartIn, pictureOf } from "./pictures.js";
import { daysOf, hourName, lengthOf, plus, spelled, inShort, weekdayName } from "./range.js";

/** @typedef {import("./section.js").Part} Part */
/** @typedef {import("./range.js").Range} Range */
/** @typedef {import("openapi").SalesGroupView} Group */

const HOURS = 24;
const A_WEEK = 7;
const MOST_BARS = 31;
const MOST_DAYS = 124;
const MOST_WEEKS = 731;

/** @param {Range} range @param {string} by */
function sales({ start, end }, by) {
  return { start_date: start, end_date: end, group_by: by };
}

/** The hours between the first and the last in which something sold, as the business day goes. @param {Group[]} groups */
function hoursOf(groups) {
  const first = Number(facts().day_starts_at.split(":")[0]);
  const places = groups.map((each) => (Number(each.group) - first + HOURS) % HOURS);
  const [from, to] = places.length ? [Math.min(...places), Math.max(...places)] : [0, -1];
  return Array.from({ length: to - from + 1 }, (_, index) => (from + index + first) % HOURS);
}

/** @type {Part} */
const HOURS_PART = {
  key: "hours",
  title: t("sales.by-hour"),
  asks(range) {
    const here = { call: /** @type {const} */ ("sales"), query: { ...sales(range, "hour"), compare: "previous" } };
    if (lengthOf(range) > 1) return [here];
    const day = plus(range.start, -A_WEEK);
    return [here, { call: "sales", query: sales({ name: "", start: day, end: day }, "hour") }];
  },
  make(body) {
    const show = chartIn(body);
    return ([{ report }, lastWeek], range) => {
      const earlier = lastWeek?.report ?? report.previous;
      const hours = hoursOf([...report.groups, ...earlier.groups]);
      show(
        pictureOf({
          title: this.title,
          head: t("sales.hour"),
          keys: hours.map(String),
          names: hours.map((each) => hourName(each)),
          marks: hours.map((each) => hourName(each, true)),
          now: report.groups,
          nowName: inShort(range),
          before: earlier.groups,
          beforeName: inShort({ start: earlier.start_date, end: earlier.end_date }),
        }),
      );
    };
  },
};

/** By day, or in long ranges by week or month. @param {Range} range */
function grain(range) {
  const days = lengthOf(range);
  return days <= MOST_DAYS ? "day" : days <= MOST_WEEKS ? "week" : "month";
}

/** @type {Part} */
const DAYS_PART = {
  key: "days",
  title: t("sales.by-day"),
  asks: (range) => [{ call: "sales", query: { ...sales(range, grain(range)), compare: "previous" } }],
  make(body) {
    const show = chartIn(body);
    return ([{ report }], range) => {
      const { previous } = report;
      const isByDay = report.group_by === "day";
      const keysOf = (/** @type {any} */ each) => each.groups.map((/** @type {Group} */ group) => group.group ?? "");
      const keys = /** @type {string[]} */ (isByDay ? daysOf(range) : keysOf(report));
      show(
        pictureOf({
          title: this.title,
          head: t("sales.day"),
          kind: keys.length > MOST_BARS ? "line" : "bars",
          keys,
          keysBefore: isByDay ? keys.map((day) => plus(day, -lengthOf(range))) : keysOf(previous).slice(-keys.length),
          names: isByDay ? keys.map((day) => spelled(day)) : keys,
          marks: isByDay ? keys.map((day) => spelled(day, { day: "numeric", month: "short" })) : keys,
          now: report.groups,
          nowName: inShort(range),
          before: previous.groups,
          beforeName: inShort({ start: previous.start_date, end: previous.end_date }),
        }),
      );
    };
  },
};

/** @type {Part} */
const WEEKDAYS_PART = {
  key: "weekdays",
  title: t("sales.by-weekday"),
  asks: (range) => [{ call: "sales", query: { ...sales(range, "weekday"), compare: "previous" } }],
  make(body) {
    const show = chartIn(body);
    const days = Array.from({ length: A_WEEK }, (_, index) => index + 1);
    return ([{ report }], range) => {
      const { previous } = report;
      show(
        pictureOf({
          title: this.title,
          head: t("sales.weekday"),
          keys: days.map(String),
          names: days.map((each) => weekdayName(each)),
          marks: days.map((each) => weekdayName(each, "short")),
          now: report.groups,
          nowName: inShort(range),
          before: previous.groups,
          beforeName: inShort({ start: previous.start_date, end: previous.end_date }),
        }),
      );
    };
  },
};

export const OVER_TIME = Object.freeze([HOURS_PART, DAYS_PART, WEEKDAYS_PART]);
