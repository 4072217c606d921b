/** What is known of the restaurant: currency, zone, name. What was read last is good while the line is down. */

import { ask } from "./api.js";
import { setCurrency } from "./money.js";
import { call, user } from "./session.js";
import { locale } from "./words.js";

/** @typedef {import("openapi").RestaurantView} Restaurant */

const KEPT = "orders.facts";
const KEPT_FOR = "orders.facts-for";
const MODE = "orders.mode";
const AN_HOUR = 3_600_000; // milliseconds

/** @type {Restaurant} */
let restaurant = JSON.parse(
  localStorage.getItem(KEPT) ??
    '{"name":"","currency":"USD","time_zone":"UTC","day_starts_at":"00:00","language":"en"}',
);
setCurrency(restaurant.currency);

/** @returns {Restaurant} */
export function facts() {
  return restaurant;
}

/** Whether these are of the restaurant of who is signed in: who came last to this browser may be of another. */
export function areKnown() {
  return localStorage.getItem(KEPT_FOR) === user()?.id;
}

/** Read the restaurant anew. */
export async function readFacts() {
  restaurant = (await call("restaurant")).data.restaurant;
  localStorage.setItem(KEPT, JSON.stringify(restaurant));
  localStorage.setItem(KEPT_FOR, user()?.id ?? "");
  setCurrency(restaurant.currency);
  return restaurant;
}

/** Return whether people sign in with a secret ("managed") or by e-mail alone ("open"). @returns {Promise<string>} */
export async function mode() {
  try {
    localStorage.setItem(MODE, (await ask("entrance")).data.auth_mode);
  } catch {
    // as it was when it was last heard of
  }
  return localStorage.getItem(MODE) ?? "managed";
}

/** As `mode`, without asking: as it was last heard. */
export function isManaged() {
  return localStorage.getItem(MODE) !== "open";
}

/** Return a moment as the restaurant's clock on the wall says it. @param {string | number} moment @param {Intl.DateTimeFormatOptions} options */
export function clock(moment, options = { hour: "2-digit", minute: "2-digit" }) {
  return new Intl.DateTimeFormat(locale(), {
    timeZone: restaurant.time_zone,
    ...options,
  }).format(new Date(moment));
}

/**
 * Return the business day of a moment, as `2026-11-27`. When clocks go back they show a time before the start once more:
 * the day has begun all the same.
 * @param {number} moment milliseconds since 1970
 */
export function businessDay(moment) {
  const [here = "", before = ""] = [moment, moment - AN_HOUR].map((each) => onTheWall(each));
  return here > before ? here : before;
}

/** The business day by what a clock shows. @param {number} moment */
function onTheWall(moment) {
  const form = new Intl.DateTimeFormat("sv-SE", {
    timeZone: restaurant.time_zone,
    dateStyle: "short",
    timeStyle: "short",
  });
  const [day = "", time = ""] = form.format(moment).split(" "); // as `2026-11-27 18:30`
  if (time >= restaurant.day_starts_at.slice(0, time.length)) return day;
  return new Date(Date.parse(day) - 24 * AN_HOUR).toISOString().slice(0, 10);
}

/** Return a business day, `2026-11-27`, as people write it. @param {string} day @param {Intl.DateTimeFormatOptions} [options] */
export function dayText(day, options = { dateStyle: "medium" }) {
  return new Intl.DateTimeFormat(locale(), { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}
