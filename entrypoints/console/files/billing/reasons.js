/** Why something is taken off, given back or opened again: a field, and the reasons that are given most. */

import { field } from "../kernel/dialogs.js";
import { h } from "../kernel/element.js";
import { t } from "../kernel/words.js";

/** Return a field for a reason. @param {string[]} usual words of the usual ones, by their keys */
export function reasonField(usual) {
  const made = field(t("bill.reason"), { name: "reason", required: true, maxlength: 200 });
  const input = /** @type {HTMLInputElement} */ (made.querySelector("input"));
  const quick = usual.map((key) => {
    const say = () => {
      input.value = t(key);
      input.focus();
    };
    return h("button", { type: "button", onclick: say }, t(key));
  });
  return h(
    "div",
    { class: "reason" },
    made,
    h("div", { class: "chips wrap", role: "group", "aria-label": t("bill.reasons") }, quick),
  );
}

/** A form that lacks something: what is shown where that is. */
export class Lacking extends Error {
  /** @param {string} key of the words @param {string} name of the field */
  constructor(key, name) {
    super(t(key));
    this.name = "Lacking";
    this.problem = { errors: [{ pointer: `/${name}`, message: this.message }] };
  }
}

/** Return the reason that was said, or throw `Lacking`. @param {Record<string, string>} said */
export function reasonIn({ reason = "" }) {
  if (reason === "") throw new Lacking("bill.reason-missing", "reason");
  return reason;
}

/** Return the percentage that was typed, or throw `Lacking`. @param {string} [text] */
export function percentIn(text = "") {
  const found = Number(text.normalize("NFKC").replace(",", ".").replace(/[\s%]/gu, "") || Number.NaN);
  if (!(found >= 0 && found <= 100)) throw new Lacking("bill.percent-wrong", "percent");
  return Number(found.toFixed(4));
}
