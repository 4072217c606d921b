/** What the keys do, and what https would add. */

import { sheet } from "../kernel/dialogs.js";
import { h } from "../kernel/element.js";
import { t } from "../kernel/words.js";
import { canStayAwake } from "./awake.js";
import { digitsChoose, letDigitsChoose } from "./keys.js";

const KEYS = /** @type {const} */ ([
  ["1 … 9, 0", "digit"],
  ["← ↑ → ↓", "arrows"],
  ["Enter", "enter"],
  ["S", "start"],
  ["⌫", "undo"],
  ["R", "recent"],
]);

/** Show it. @param {boolean} mayCook */
export function keysSheet(mayCook) {
  const choose = h("input", {
    type: "checkbox",
    checked: digitsChoose(),
    onchange: () => letDigitsChoose(choose.checked),
  });
  return sheet(t("board.keys"), () =>
    [
      h(
        "dl",
        { class: "keys" },
        KEYS.flatMap(([key, what]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, t(`board.key.${what}`))]),
      ),
      mayCook && h("label", { class: "check" }, choose, t("board.digits-choose")),
      h("p", { class: "quiet" }, t(canStayAwake() ? "board.awake" : "board.https")),
    ].filter(Boolean),
  );
}
