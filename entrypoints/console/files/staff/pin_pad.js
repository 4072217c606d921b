/** Large keys for a PIN: by touch, and by a keyboard's digits. */

import { h, set } from "../kernel/element.js";
import { t, told } from "../kernel/words.js";

const LONGEST = 12;

/** Return the keys; `done` gets the PIN, and may throw what is shown. @param {(pin: string) => Promise<void>} done */
export function pinPad(done) {
  let pin = "";
  const shown = h("output", { "aria-live": "polite" });
  const failure = h("p", { class: "failure", role: "alert", hidden: true });
  const show = () => {
    shown.textContent = "•".repeat(pin.length);
    set(shown, "aria-label", t("pin.digits", { count: pin.length }));
    set(go, "disabled", pin.length === 0);
  };
  const press = (/** @type {string} */ key) => {
    failure.hidden = true;
    pin = key === "⌫" ? pin.slice(0, -1) : (pin + key).slice(0, LONGEST);
    show();
  };
  const submit = async () => {
    set(go, "disabled", true);
    try {
      await done(pin);
    } catch (error) {
      failure.textContent = told(error);
      failure.hidden = false;
    }
    pin = "";
    show();
  };
  const key = (/** @type {string} */ each, label = each) =>
    h("button", { type: "button", "aria-label": label, onclick: () => press(each) }, each);
  const go = h("button", { type: "button", class: "primary", "aria-label": t("sign-in.go"), onclick: submit }, "→");
  const keys = h(
    "div",
    { class: "keys", role: "group", "aria-label": t("sign-in.pin") },
    [..."123456789"].map((each) => key(each)),
    key("⌫", t("pin.delete")),
    key("0"),
    go,
  );
  const pad = h("div", { class: "pin-pad", tabindex: "0" }, shown, failure, keys);
  pad.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (/^\d$/u.test(event.key)) press(event.key);
    else if (event.key === "Backspace") press("⌫");
    else if (event.key === "Enter" && event.target === pad) void submit();
  });
  show();
  return pad;
}
