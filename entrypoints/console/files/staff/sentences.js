/** What an entry of the audit says, as a sentence: one text for each kind of happening, in `words/`. */

import { units } from "../kernel/money.js";
import { dayText } from "../kernel/restaurant.js";
import { number, t } from "../kernel/words.js";

/** @typedef {import("openapi").EntryView} Entry */
/** @typedef {import("./names.js").Names} Names */
/** @typedef {Record<string, string>} Values */

const OF_RESTAURANT = ["name", "slug", "currency", "time_zone", "day_starts_at", "language", "open"];

/** Return what an entry says. @param {Entry} entry @param {Names} names */
export function sentence({ happening, actor, subject, details }, names) {
  const key = `audit.${happening}`;
  const values = {
    who: names.of(actor, "audit.operator"),
    whom: names.of(subject, "audit.somebody"),
    product: details.product ?? details.name ?? names.of(subject, "audit.a-product"),
    order: names.of(details.order ?? subject, "audit.an-order"),
    other: names.of(details.into ?? details.new_order, "audit.an-order"),
    device: names.of(subject, "audit.a-device"),
    ...said(happening, details, names),
  };
  const known = t(key, values);
  const text = known === key ? t("audit.other", { ...values, what: happening.replaceAll("_", " ") }) : known;
  const approver = details.approved_by;
  return approver ? `${text} ${t("audit.approved", { who: names.of(approver, "audit.somebody") })}` : text;
}

/** Return what the details say, as people read it. @param {string} happening @param {Values} details @param {Names} names @returns {Values} */
function said(happening, details, names) {
  const { amount, price, listed, sold_at: sold, from = "", to = "", percent, day, reason = "" } = details;
  const money = (/** @type {string | undefined} */ minor) => (minor === undefined ? "" : units(Number(minor)));
  /** @type {Values} */
  const found = {
    reason,
    count: details.quantity ?? "",
    amount: money(amount),
    price: money(price),
    listed: money(listed),
    sold: money(sold),
    name: details.name ?? "",
    category: details.category ?? "",
    url: details.url ?? "",
    number: details.number ?? "",
    role: details.role ? t(`role.${details.role}`) : "",
    percent: percent === undefined ? "" : asPercent(percent),
    day: day ? dayText(day) : "",
    from,
    to,
  };
  if (happening === "price_changed") return { ...found, from: money(from), to: money(to) };
  if (happening === "service_charge_changed") return { ...found, from: asPercent(from), to: asPercent(to) };
  if (happening === "order_handed_over")
    return { ...found, from: names.of(from, "audit.somebody"), to: names.of(to, "audit.somebody") };
  if (happening.startsWith("tax_")) return { ...found, from: from ? dayText(from) : "" };
  if (happening.startsWith("approval_")) return { ...found, action: t(`audit.action-${details.action ?? "void"}`) };
  if (happening === "restaurant_changed") return { ...found, what: facts(details) };
  if (happening === "user_changed") return { ...found, what: aboutUser(details) };
  if (details.active) return { ...found, state: t(details.active === "true" ? "audit.active" : "audit.inactive") };
  return found;
}

/** @param {string} text */
function asPercent(text) {
  return number(Number(text) / 100, { style: "percent", maximumFractionDigits: 4 });
}

/** @param {Values} details */
function facts(details) {
  const found = OF_RESTAURANT.filter((key) => key in details);
  return found.map((key) => t(`audit.restaurant-${key}`, { value: details[key] ?? "" })).join(", ");
}

/** @param {Values} details */
function aboutUser({ role, active, email }) {
  const parts = [role ? t(`role.${role}`) : "", t(active === "false" ? "audit.inactive" : "audit.active")];
  return [...parts, email ? t("audit.email-changed") : ""].filter(Boolean).join(", ");
}
