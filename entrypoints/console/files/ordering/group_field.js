/** What guests choose of one group of modifiers: at least so many, at most so many. */

import { h, say, set } from "../kernel/element.js";
import { units } from "../kernel/money.js";
import { t } from "../kernel/words.js";

/**
 * Return a group as a field set. @param {import("./menu.js").Group} group @param {Set<string>} chosen ids, here and of other
 * groups @param {() => void} changed
 */
export function groupField(group, chosen, changed) {
  const isOne = group.most === 1;
  const hint = h("small", {});
  const options = group.modifiers.map((each) => {
    const box = h("input", { type: isOne && group.least === 1 ? "radio" : "checkbox", name: group.id, value: each.id });
    box.checked = chosen.has(each.id);
    const price = each.price ? h("span", { class: "added" }, signed(each.price)) : null;
    return h("label", { class: "option" }, box, h("span", {}, each.name), price);
  });
  const field = h("fieldset", { class: "group" }, h("legend", {}, group.name, " ", hint), options);
  /** @type {HTMLInputElement[]} */
  const boxes = [...field.querySelectorAll("input")];
  const show = () => {
    const count = boxes.filter((each) => each.checked).length;
    say(hint, bounds(group));
    for (const each of boxes) set(each, "disabled", !isOne && count >= group.most && !each.checked);
  };
  field.addEventListener("change", (/** @type {Event} */ event) => {
    const box = /** @type {HTMLInputElement} */ (event.target);
    // Where one may be chosen, another one takes its place.
    if (isOne && box.checked) for (const each of boxes) each.checked = each === box;
    for (const each of boxes) {
      if (each.checked) chosen.add(each.value);
      else chosen.delete(each.value);
    }
    show();
    changed();
  });
  show();
  return field;
}

/** @param {import("./menu.js").Group} group */
function bounds({ least, most, modifiers }) {
  if (least === most) return t("pad.choose", { count: least });
  if (least) return t("pad.choose-between", { least, most });
  return most >= modifiers.length ? t("pad.choose-any") : t("pad.choose-most", { count: most });
}

/** @param {number} price */
function signed(price) {
  return price > 0 ? `+${units(price)}` : units(price);
}
