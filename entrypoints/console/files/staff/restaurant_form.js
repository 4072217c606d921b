/** What the restaurant is like: shown, and changed by managers. */

import { field } from "../kernel/dialogs.js";
import { edited } from "../kernel/editing.js";
import { h } from "../kernel/element.js";
import { facts } from "../kernel/restaurant.js";
import { languages, locale, t } from "../kernel/words.js";

/** @typedef {import("../kernel/restaurant.js").Restaurant} Restaurant */

/** @type {import("../kernel/editing.js").Kind} */
const RESTAURANT = { one: "restaurant", show: "restaurant", add: "restaurant", change: "changeRestaurant" };

/** Return what the restaurant is like. @param {Restaurant} restaurant */
export function restaurantFacts(restaurant) {
  const languageOf = /** @type {Record<string, string>} */ (languages);
  const rows = [
    ["name", restaurant.name],
    ["settings.time-zone", restaurant.time_zone],
    ["settings.day-starts", restaurant.day_starts_at],
    ["settings.receipts", languageOf[restaurant.language] ?? restaurant.language],
    ["settings.currency", currencyName(restaurant.currency)],
  ];
  return h(
    "dl",
    { class: "facts" },
    rows.map(([key, value]) => [h("dt", {}, t(String(key))), h("dd", {}, value)]),
  );
}

/** Let a manager change the restaurant, and return how it is then; null where that was left. */
export function changeRestaurant() {
  return edited(RESTAURANT, facts().id ?? "", {
    title: t("settings.restaurant"),
    fields,
    said: ({ name, time_zone: zone, day_starts_at: start, language, currency }) => ({
      name,
      time_zone: zone,
      day_starts_at: start?.slice(0, 5),
      language,
      currency,
    }),
  });
}

/** @param {Restaurant} item */
function fields(item) {
  const currencies = withOwn(Intl.supportedValuesOf("currency"), item.currency);
  const zones = withOwn(["UTC", ...Intl.supportedValuesOf("timeZone")], item.time_zone);
  const named = currencies.map((each) => [each, `${each} · ${currencyName(each)}`]);
  const label = (/** @type {string} */ zone) => zone.replaceAll("_", " ");
  return [
    field(t("name"), { name: "name", value: item.name, required: true, maxlength: 120 }),
    field(t("settings.time-zone"), {
      name: "time_zone",
      options: zones.map((each) => [each, label(each)]),
      value: item.time_zone,
    }),
    field(
      t("settings.day-starts"),
      { name: "day_starts_at", type: "time", value: item.day_starts_at, required: true },
      t("settings.day-starts-hint"),
    ),
    field(t("settings.receipts"), { name: "language", options: Object.entries(languages), value: item.language }),
    field(
      t("settings.currency"),
      { name: "currency", options: named, value: item.currency },
      t("settings.currency-hint"),
    ),
  ];
}

/** @param {string[]} known @param {string} own */
function withOwn(known, own) {
  return known.includes(own) ? known : [own, ...known];
}

/** @param {string} code */
function currencyName(code) {
  return new Intl.DisplayNames(locale(), { type: "currency" }).of(code) ?? code;
}
