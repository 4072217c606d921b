/** Why something is done: a tap on what is usual, or in one's own words. */

import { field, form, sheet } from "../kernel/dialogs.js";
import { h } from "../kernel/element.js";
import { t } from "../kernel/words.js";

const LONGEST = 400;

/** Return a field for a reason, with the usual ones to tap. @param {string[]} usual */
export function reasonField(usual) {
  const made = field(t("reason.why"), { name: "reason", required: true, maxlength: LONGEST });
  const input = /** @type {HTMLInputElement} */ (made.querySelector("input"));
  const take = (/** @type {string} */ text) => () => {
    input.value = text;
  };
  const chips = usual.map((each) => h("button", { type: "button", onclick: take(each) }, each));
  return h("div", {}, made, h("div", { class: "chips wrap", role: "group", "aria-label": t("reason.usual") }, chips));
}

/** Ask for a reason; null where it is not done. @param {string} title @param {string[]} usual @returns {Promise<string | null>} */
export function askWhy(title, usual) {
  return sheet(title, (close) =>
    form([reasonField(usual)], title, ({ reason = "" }) => {
      if (!reason) throw new Said(t("reason.missing"));
      close(reason);
    }),
  );
}

/** What is said to who fills in a form. */
export class Said extends Error {
  name = "Said";
}
