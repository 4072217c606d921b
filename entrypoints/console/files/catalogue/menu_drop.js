/** Where the file of a menu is chosen, or dropped. */

import { h } from "../kernel/element.js";
import { t } from "../kernel/words.js";

/**
 * Return where a file is put, and the input that is in it.
 * @param {(file: File | undefined) => void} take
 * @returns {{ drop: HTMLElement, input: HTMLInputElement }}
 */
export function menuDrop(take) {
  const input = /** @type {HTMLInputElement} */ (
    h("input", {
      type: "file",
      accept: ".csv,.tsv,.txt,text/csv",
      class: "unseen",
      onchange: () => {
        take(input.files?.[0]);
        input.value = ""; // the same file once more, corrected, is a change too
      },
    })
  );
  const over = (/** @type {DragEvent} */ event, /** @type {boolean} */ isOver) => {
    event.preventDefault();
    drop.classList.toggle("over", isOver);
  };
  const drop = h(
    "label",
    {
      class: "drop",
      ondragover: (/** @type {DragEvent} */ event) => over(event, true),
      ondragleave: (/** @type {DragEvent} */ event) => over(event, false),
      ondrop: (/** @type {DragEvent} */ event) => {
        over(event, false);
        take(event.dataTransfer?.files[0]);
      },
    },
    input,
    h("span", { class: "button primary" }, t("import.choose")),
    h("small", {}, t("import.drop")),
  );
  return { drop, input };
}
