/** The lines of a ticket: how many of what, and everything about it that the cook must not miss. */

import { fill, h, say, set } from "../kernel/element.js";
import { t } from "../kernel/words.js";
import { namesAllergen } from "./allergens.js";
import { dishOf } from "./names.js";

/** @typedef {import("openapi").TicketLineView} Line */
/** @typedef {import("./moves.js").Move} Move */
/** @typedef {{ key: string, text: string, kind: "allergen" | "note" | "modifier" | "place" }} Extra */

/**
 * Show the lines in a list. @param {Element} list @param {Line[]} lines @param {Record<string, Move>} going by line
 * @param {((line: string) => void) | null} bump what a tap on one does; null: nothing
 */
export function fillLines(list, lines, going, bump) {
  const make = (/** @type {Line} */ line) => lineOf(line, bump);
  fill(
    list,
    lines,
    (line) => `${line.id}${bump ? "" : "-"}`,
    make,
    (shown, line) => tell(shown, line, going[line.id]),
  );
}

/** @param {Line} line @param {((line: string) => void) | null} bump */
function lineOf(line, bump) {
  const tap = () => bump?.(line.id);
  return h(
    "li",
    {},
    h("b", { class: "quantity" }),
    h("div", {}, h("bdi", { class: "dish" }), h("span", { class: "line-state" })),
    bump && h("button", { type: "button", class: "one", onclick: tap }, h("span", { "aria-hidden": "true" }, "✓")),
    h("ul", { class: "extras", hidden: true }),
  );
}

/** @param {HTMLElement} shown @param {Line} line @param {Move | undefined} move */
function tell(shown, line, move) {
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (shown.querySelector(selector));
  const isGoing = move === "bumpTicket";
  say(find(".quantity"), `${line.quantity} ×`);
  shown.classList.toggle("several", line.quantity > 1);
  shown.classList.toggle("started", line.status === "started");
  shown.classList.toggle("going", isGoing);
  say(find(".dish"), line.product_name);
  say(
    find(".line-state"),
    isGoing ? t("board.state.going") : line.status === "started" ? t("board.state.started") : "",
  );
  const extras = extrasOf(line);
  const list = find(".extras");
  set(list, "hidden", extras.length === 0);
  fill(list, extras, (each) => each.key, extraOf);
  const button = shown.querySelector("button");
  if (!button) return;
  set(button, "aria-label", t("board.bumpLine", { line: dishOf(line) }));
  set(button, "aria-disabled", isGoing ? "true" : null);
}

/** @param {Extra} extra */
function extraOf({ text, kind }) {
  const sign = { allergen: `⚠ ${t("board.allergen")}: `, note: "", modifier: "+ ", place: "" }[kind];
  return h("li", { class: kind, dir: "auto" }, sign, text);
}

/** Return what is to be said of a line, what makes guests ill first. @param {Line} line @returns {Extra[]} */
function extrasOf(line) {
  const said = [
    ...(line.modifiers ?? []).map((each) => extra(each.name, "modifier")),
    ...(line.note ? [extra(line.note, "note")] : []),
  ];
  const places = [
    line.course ? t("board.course", { course: line.course }) : "",
    line.seat ? t("board.seat", { seat: line.seat }) : "",
  ].filter(Boolean);
  const all = [
    ...said.filter(({ kind }) => kind === "allergen"),
    ...said.filter(({ kind }) => kind !== "allergen"),
    ...(places.length ? [extra(places.join(" · "), "place")] : []),
  ];
  return all.map(({ text, kind }, place) => ({ text, kind, key: `${place} ${kind} ${text}` }));
}

/** @param {string} text @param {Extra["kind"]} kind @returns {Omit<Extra, "key">} */
function extra(text, kind) {
  const found = kind !== "place" && namesAllergen(text) ? "allergen" : kind;
  return { text, kind: found };
}
