/** A code that is handed to somebody: large, once. */

import { copyButton } from "../kernel/copying.js";
import { sheet } from "../kernel/dialogs.js";
import { h } from "../kernel/element.js";
import { t } from "../kernel/words.js";

/**
 * Show a code until it was handed on. @param {string} title @param {string} code @param {string[]} texts what it is for
 */
export async function showCode(title, code, texts) {
  await sheet(title, (close) => [
    h("output", { class: "code", "aria-label": title }, code),
    ...texts.map((text) => h("p", {}, text)),
    h(
      "footer",
      {},
      copyButton(code),
      h("button", { type: "button", class: "primary", onclick: () => close(true) }, t("code.done")),
    ),
  ]);
}
