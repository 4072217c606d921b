/** Copying a text: by the clipboard, or, on plain http, by selecting it as people do. */

import { notice } from "./dialogs.js";
import { h } from "./element.js";
import { t } from "./words.js";

/** Return a button that copies a text. @param {string} text @param {string} [label] */
export function copyButton(text, label = t("copy")) {
  const button = h("button", { type: "button" }, label);
  button.addEventListener("click", async () => {
    const isDone = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    if (isDone || copyBeside(button, text)) notice(t("copied"));
    else notice(t("copy-failed"), { isBad: true });
  });
  return button;
}

/** @param {HTMLElement} button @param {string} text */
function copyBeside(button, text) {
  const field = h("textarea", { class: "unseen", readonly: true, "aria-hidden": "true", tabindex: "-1" });
  field.value = text;
  button.after(field);
  field.select();
  const isDone = document.execCommand("copy");
  field.remove();
  button.focus();
  return isDone;
}
