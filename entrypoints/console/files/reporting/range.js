/** Ranges of business days: which there are, and how people read them. A day is `2026-11-27`. */

import { now } from "../kernel/clock.js";
import { businessDay, facts } from "../kernel/restaurant.js";
import { locale } from "../kernel/words.js";

/** From the first to the last day; `name` is "" for one that was typed. @typedef {{ name: string, start: string, end: string }} Range */

export const NAMES = Object.freeze(["today", "yesterday", "7-days", "30-days", "month"]);
export const LONGEST = 3_653; // days, as the API has it
const A_DAY = 86_400_000;

let open = "";
let closed = "";

/** Return the business day that is now by the clock. */
export function calendarDay() {
  return businessDay(now());
}

/** Return the day for which counts what is sold now: a later one, where today was closed early. */
export function today() {
  const day = calendarDay();
  return open > day ? open : day;
}

/**
 * Take in for which day counts what is sold now, and when the one by the clock was closed, "" where it was not.
 * @param {string} day @param {string} moment
 */
export function setToday(day, moment) {
  open = day;
  closed = moment;
}

/** Return when the day by the clock was closed, before it was over; "" where it was not. */
export function closedAt() {
  return today() > calendarDay() ? closed : "";
}

/** @param {string} day @param {number} count of days after it, or before */
export function plus(day, count) {
  return new Date(Date.parse(day) + count * A_DAY).toISOString().slice(0, 10);
}

/** Return a range by its name, as it is today. @param {string} name @returns {Range} */
export function named(name) {
  const end = name === "yesterday" ? plus(today(), -1) : today();
  const starts = { "7-days": plus(end, -6), "30-days": plus(end, -29), month: `${end.slice(0, 8)}01` };
  return { name, start: /** @type {Record<string, string>} */ (starts)[name] ?? end, end };
}

/** Return the range that an address says, today's where it says none. @param {URLSearchParams} query @returns {Range} */
export function rangeOf(query) {
  const [from, to] = [query.get("from") ?? "", query.get("to") ?? ""];
  if (isDay(from) && isDay(to)) return between(from, to);
  return named(NAMES.find((each) => each === query.get("range")) ?? "today");
}

/** Return the range of two days, whichever is first. @param {string} one @param {string} other @returns {Range} */
export function between(one, other) {
  const [start = one, end = other] = [one, other].toSorted();
  return { name: "", start, end: lengthOf({ name: "", start, end }) > LONGEST ? plus(start, LONGEST - 1) : end };
}

/** @param {string} text */
export function isDay(text) {
  return /^\d{4}-\d\d-\d\d$/u.test(text) && !Number.isNaN(Date.parse(text));
}

/** Return how many days it has. @param {Range} range */
export function lengthOf({ start, end }) {
  return Math.round((Date.parse(end) - Date.parse(start)) / A_DAY) + 1;
}

/** Return its days. @param {Range} range */
export function daysOf(range) {
  return Array.from({ length: lengthOf(range) }, (_, index) => plus(range.start, index));
}

/** Return a day as people read it. @param {string} day @param {Intl.DateTimeFormatOptions} [options] */
export function spelled(day, options = { weekday: "short", day: "numeric", month: "short" }) {
  return new Intl.DateTimeFormat(locale(), { ...options, timeZone: "UTC" }).format(new Date(day));
}

/** Return a range as people read it. @param {{ start: string, end: string }} range */
export function spelledRange({ start, end }) {
  if (start === end) return spelled(start, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const form = new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeZone: "UTC" });
  return form.formatRange(new Date(start), new Date(end));
}

/** Return a range as there is room for beside a chart. @param {{ start: string, end: string }} range */
export function inShort({ start, end }) {
  return start === end ? spelled(start) : spelledRange({ start, end });
}

/** Return the name of a weekday, 1 is Monday. @param {number} weekday @param {"long" | "short"} [how] */
export function weekdayName(weekday, how = "long") {
  return spelled(`2024-01-0${weekday}`, { weekday: how }); // the year that began on a Monday
}

/** Return as people read it at what time a business day begins. */
export function startName() {
  return spelled(`1970-01-01T${facts().day_starts_at}Z`, { hour: "2-digit", minute: "2-digit" });
}

/** Return an hour of the clock as people read it. @param {number} hour @param {boolean} [isShort] */
export function hourName(hour, isShort = false) {
  const options = /** @type {Intl.DateTimeFormatOptions} */ (
    isShort ? { hour: "numeric" } : { hour: "2-digit", minute: "2-digit" }
  );
  return new Intl.DateTimeFormat(locale(), { ...options, timeZone: "UTC" }).format(hour * 3_600_000);
}
