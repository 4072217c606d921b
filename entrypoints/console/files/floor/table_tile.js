/** A table as a tile: what a waiter wants to know of it from two steps away. */

import { h, say, set } from "../kernel/element.js";
import { units } from "../kernel/money.js";
import { clock } from "../kernel/restaurant.js";
import { t } from "../kernel/words.js";
import { now } from "../kernel/clock.js";

/** @typedef {import("./seen.js").SeenTable} SeenTable */

const MINUTE = 60_000;

/** Return a new tile, whose table is said by `showTable`. */
export function tableTile() {
  return h(
    "li",
    {},
    h(
      "button",
      { type: "button", class: "table" },
      h("span", { class: "name" }),
      h("span", { class: "state" }),
      h("span", { class: "who" }),
      h("span", { class: "sum" }),
      h("span", { class: "signs" }),
    ),
  );
}

/** Say on a tile how a table is. @param {HTMLElement} tile @param {SeenTable} table */
export function showTable(tile, table) {
  const button = /** @type {HTMLElement} */ (tile.firstElementChild);
  const put = (/** @type {string} */ place, /** @type {string} */ text) =>
    say(/** @type {Element} */ (button.querySelector(`.${place}`)), text);
  set(button, "data-table", table.id);
  button.classList.toggle("taken", !table.isFree);
  button.classList.toggle("is-ready", table.ready > 0);
  put("name", table.name);
  put("state", stateOf(table));
  put("who", whoIsAt(table));
  put("sum", table.orders.length ? units(table.total) : "");
  const signs = [
    ...(table.ready ? [["good", t("floor.ready", { count: table.ready })]] : []),
    ...(table.unsent.length ? [["warn", t("floor.unsent", { count: table.unsent.length })]] : []),
  ];
  const shown = /** @type {Element} */ (button.querySelector(".signs"));
  if (shown.textContent !== signs.map(([, text]) => text).join(""))
    shown.replaceChildren(...signs.map(([kind, text]) => h("span", { class: `badge ${kind}` }, text)));
}

/** @param {SeenTable} table */
function stateOf(table) {
  if (table.isFree) return table.seats ? t("floor.free-seats", { count: table.seats }) : t("floor.free");
  return table.since ? since(table.since) : t("floor.taken");
}

/** @param {SeenTable} table */
function whoIsAt(table) {
  if (table.isFree) return "";
  const guests = table.guests ? t("floor.guests", { count: table.guests }) : "";
  const others = table.others ? t("floor.others", { count: table.others }) : "";
  return [guests, ...table.waiters, others].filter(Boolean).join(" · ");
}

/** Return since when, and how long that is. @param {string} moment */
export function since(moment) {
  const minutes = Math.max(0, Math.floor((now() - Date.parse(moment)) / MINUTE));
  const long =
    minutes < 60
      ? t("floor.minutes", { count: minutes })
      : t("floor.hours", { hours: Math.floor(minutes / 60), minutes: String(minutes % 60).padStart(2, "0") });
  return `${clock(moment)} · ${long}`;
}
