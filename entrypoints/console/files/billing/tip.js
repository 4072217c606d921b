/** The tip: none, a part of the amount, or what the guest says. */

import { h, say, set } from "../kernel/element.js";
import { typed, units, written } from "../kernel/money.js";
import { t } from "../kernel/words.js";
import { percentage } from "./lines.js";

const PARTS = [0, 5, 10, 15];

/**
 * Return the choice of a tip. `amount` says of how many smallest units; `changed` hears of each choice.
 * @param {{ amount: () => number, changed: () => void }} payment
 */
export function tipping({ amount, changed }) {
  /** @type {number | null} */
  let part = 0;
  const field = h("input", { name: "tip", inputmode: "decimal", autocomplete: "off", oninput: () => changed() });
  const own = h("label", { class: "field", hidden: true }, h("span", {}, t("bill.tip-own")), field);
  const of = (/** @type {number} */ percent) => Math.round((amount() * percent) / 100);
  const buttons = PARTS.map((percent) => {
    const more = h("small");
    const label = percent ? percentage(percent) : t("bill.tip-none");
    return { percent, more, element: h("button", { type: "button", onclick: () => choose(percent) }, label, more) };
  });
  const other = h("button", { type: "button", onclick: () => choose(null) }, t("bill.tip-other"));
  const choose = (/** @type {number | null} */ percent) => {
    part = percent;
    own.hidden = percent !== null;
    if (percent === null) field.focus();
    changed();
  };
  const value = () => {
    if (part !== null) return of(part);
    return field.value.trim() === "" ? 0 : typed(field.value);
  };
  const update = () => {
    for (const each of buttons) {
      set(each.element, "aria-pressed", String(part === each.percent));
      if (each.percent) say(each.more, units(of(each.percent)));
    }
    set(other, "aria-pressed", String(part === null));
    set(field, "aria-invalid", isWrong() ? "true" : null);
  };
  const isWrong = () => {
    const found = value();
    return found === null || found < 0;
  };
  /** Have it be so many smallest units. @param {number} whole */
  const be = (whole) => {
    part = null;
    own.hidden = false;
    field.value = written(whole);
    changed();
  };
  const group = h(
    "div",
    { class: "chips", role: "group", "aria-label": t("bill.tip") },
    buttons.map((each) => each.element),
    other,
  );
  const element = h("section", { class: "tip" }, h("h3", {}, t("bill.tip")), group, own);
  return { element, value: () => value() ?? 0, update, isWrong, be };
}
