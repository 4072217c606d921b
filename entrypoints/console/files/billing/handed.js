/** Cash that is handed over: large keys, notes at a tap, and the change in large letters. */

import { fill, h, say, set } from "../kernel/element.js";
import { minor, typed, units, written } from "../kernel/money.js";
import { facts } from "../kernel/restaurant.js";
import { t } from "../kernel/words.js";
import { likely } from "./notes.js";

const LONGEST = 12;

/**
 * Return the keys. `needed` says how many smallest units are to be paid; `changed` hears of each key; `keep` has the rest
 * be the tip. @param {{ needed: () => number, changed: () => void, keep: (rest: number) => void }} payment
 */
export function handedOver({ needed, changed, keep }) {
  const point = written(0).replaceAll("0", "");
  const decimals = String(minor(1)).length - 1;
  const field = h("input", {
    name: "tendered",
    inputmode: "none",
    autocomplete: "off",
    maxlength: LONGEST,
    oninput: () => update(),
  });
  const notes = h("div", { class: "notes", role: "group", "aria-label": t("bill.notes") });
  const words = h("span");
  const sum = h("strong");
  const change = h("output", { class: "change", "aria-live": "polite" }, words, sum);
  const tip = h("button", { type: "button", class: "plain", onclick: () => keep(rest() ?? 0) }, t("bill.keep-change"));

  const value = () => (field.value.trim() === "" ? null : typed(field.value));
  const rest = () => {
    const given = value();
    return given === null ? null : given - needed();
  };
  const press = (/** @type {string} */ key) => {
    const text = field.value;
    const part = point && text.includes(point) ? text.length - text.indexOf(point) - 1 : -1;
    if (key === "⌫") field.value = text.slice(0, -1);
    else if (key === point) field.value = part < 0 ? `${text || "0"}${point}` : text;
    else if (part < decimals && text.length < LONGEST) field.value = text === "0" ? key : text + key;
    update();
  };
  const key = (/** @type {string} */ each, label = each) =>
    h("button", { type: "button", "aria-label": label, onclick: () => press(each) }, each);
  const keys = h(
    "div",
    { class: "keys", role: "group", "aria-label": t("bill.handed") },
    [..."123456789"].map((each) => key(each)),
    point ? key(point, t("bill.point")) : key("00"),
    key("0"),
    key("⌫", t("pin.delete")),
  );

  const update = () => {
    const left = rest();
    const isWrong = field.value.trim() !== "" && left === null;
    set(field, "aria-invalid", isWrong ? "true" : null);
    field.placeholder = written(needed());
    fill(
      notes,
      likely(needed(), facts().currency),
      String,
      (note) => h("button", { type: "button", onclick: () => take(note) }, units(note)),
      (button, note) => set(button, "aria-pressed", value() === note ? "true" : "false"),
    );
    change.classList.toggle("missing", left !== null && left < 0);
    say(words, left !== null && left < 0 ? t("bill.missing") : t("bill.change"));
    say(sum, isWrong ? "–" : units(Math.abs(left ?? 0)));
    tip.hidden = !(left !== null && left > 0);
    changed();
  };
  const take = (/** @type {number} */ note) => {
    field.value = written(note);
    update();
  };
  const element = h(
    "section",
    { class: "handed" },
    h("label", { class: "field beside" }, h("span", {}, t("bill.handed")), field),
    notes,
    keys,
  );
  const outcome = h("div", { class: "outcome" }, change, tip);
  return { element, outcome, value, rest, update, isWrong: () => field.value.trim() !== "" && value() === null };
}
