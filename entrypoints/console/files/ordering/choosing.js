/** The sheet of one thing that is ordered: what is chosen with it, at which price, for which seat, and when. */

import { field, sheet } from "../kernel/dialogs.js";
import { h, say } from "../kernel/element.js";
import { typed, units, written } from "../kernel/money.js";
import { t } from "../kernel/words.js";
import { priceOf } from "./cart.js";
import { groupField } from "./group_field.js";

/** @typedef {import("./cart.js").Choice} Choice */
/** @typedef {import("./menu.js").Group} Group */
/** @typedef {{ choice: Choice, quantity: number }} Chosen */

/**
 * Ask what is wanted of something; null where nothing is.
 * @param {Choice} choice to begin with @param {Group[]} groups @param {{ quantity?: number, yes: string }} more
 * @returns {Promise<Chosen | null>}
 */
export function choose(choice, groups, { quantity = 1, yes }) {
  return sheet(choice.name || t("pad.else"), (close) => {
    const chosen = new Set(choice.modifiers.map((each) => each.id));
    const isFree = choice.product === null;
    const name = isFree
      ? field(t("pad.else-name"), { name: "name", value: choice.name, required: true, maxlength: 120 })
      : null;
    const price = isFree || choice.isOwnPrice ? priceField(choice) : null;
    const fields = groups.map((group) => groupField(group, chosen, () => count()));
    const more = moreFields(choice);
    const many = h("input", {
      type: "number",
      min: "1",
      max: "10000",
      value: String(quantity),
      "aria-label": t("pad.quantity"),
    });
    const go = h("button", { class: "primary" });
    const failure = h("p", { class: "failure", role: "alert", hidden: true });
    const form = h(
      "form",
      { class: "choosing", novalidate: true },
      name,
      price,
      fields,
      more,
      failure,
      h("footer", {}, stepper(many), go),
    );
    const read = () => readChoice(form, choice, groups, chosen);
    const count = () => say(go, `${yes} · ${units(priceOf(read()) * Math.max(1, Math.trunc(Number(many.value))))}`);
    const refuse = (/** @type {string} */ text, /** @type {HTMLElement | null} */ where) => {
      say(failure, text);
      failure.hidden = false;
      where?.querySelector("input")?.focus();
    };
    form.addEventListener("input", () => {
      failure.hidden = true;
      count();
    });
    form.addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      const said = read();
      const place = groups.findIndex((each) => howMany(each, chosen) < each.least);
      if (isFree && !said.name) return refuse(t("pad.name-missing"), name);
      if (price && (said.price < 0 || !form.elements.namedItem("price")?.value))
        return refuse(t("pad.price-missing"), price);
      if (place >= 0)
        return refuse(
          t("pad.too-few", { count: groups[place]?.least ?? 0, group: groups[place]?.name ?? "" }),
          fields[place],
        );
      return close({ choice: said, quantity: Math.max(1, Math.trunc(Number(many.value)) || 1) });
    });
    count();
    return form;
  });
}

/** @param {Choice} choice */
function priceField({ price }) {
  const value = price > 0 ? written(price) : "";
  return field(t("pad.price"), { name: "price", inputmode: "decimal", value, required: true });
}

/** @param {Choice} choice */
function moreFields({ note, seat, course, hold }) {
  const number = (/** @type {number | null} */ value) => ({ type: "number", min: "1", value: value ?? "" });
  return [
    field(t("pad.note"), { name: "note", value: note, maxlength: 400, placeholder: t("pad.note-example") }),
    h(
      "div",
      { class: "pair" },
      field(t("pad.course"), { name: "course", max: "99", ...number(course) }),
      field(t("pad.seat"), { name: "seat", max: "999", ...number(seat) }),
    ),
    h("label", { class: "check" }, h("input", { type: "checkbox", name: "hold", checked: hold }), t("pad.hold")),
  ];
}

/** Return a field of a number with a button on either side. @param {HTMLInputElement} input */
function stepper(input) {
  const step = (/** @type {number} */ by) => () => {
    input.value = String(Math.max(1, (Math.trunc(Number(input.value)) || 1) + by));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  return h(
    "div",
    { class: "stepper" },
    h("button", { type: "button", "aria-label": t("pad.less"), onclick: step(-1) }, "−"),
    input,
    h("button", { type: "button", "aria-label": t("pad.one-more"), onclick: step(1) }, "+"),
  );
}

/** @param {Group} group @param {Set<string>} chosen */
function howMany({ modifiers }, chosen) {
  return modifiers.filter((each) => chosen.has(each.id)).length;
}

/** @param {HTMLFormElement} form @param {Choice} before @param {Group[]} groups @param {Set<string>} chosen @returns {Choice} */
function readChoice(form, before, groups, chosen) {
  const said = new FormData(form);
  const text = (/** @type {string} */ name) => String(said.get(name) ?? "").trim();
  const whole = (/** @type {string} */ name) => Math.trunc(Number(text(name))) || null;
  return {
    ...before,
    name: before.product === null ? text("name") : before.name,
    price: said.has("price") ? (typed(text("price")) ?? -1) : before.price,
    modifiers: groups.flatMap((group) => group.modifiers.filter((each) => chosen.has(each.id))),
    note: text("note"),
    seat: whole("seat"),
    course: whole("course"),
    hold: said.has("hold"),
  };
}
