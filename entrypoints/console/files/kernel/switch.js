/** A switch: whether something is on, changed by a tap. */

import { complain } from "./dialogs.js";
import { h, set } from "./element.js";

/**
 * Return a switch. `label` names it, `text` says how it is; `turn` turns it, and may throw what is shown then.
 * @param {{ isOn: boolean, label: string, text: string, turn: () => Promise<unknown> }} what
 */
export function switchButton({ isOn, label, text, turn }) {
  const kind = { type: "button", class: "switch", role: "switch" };
  const button = h("button", { ...kind, "aria-checked": String(isOn), "aria-label": label }, text);
  button.addEventListener("click", async () => {
    set(button, "aria-busy", true);
    try {
      await turn();
    } catch (error) {
      complain(error);
    } finally {
      set(button, "aria-busy", null);
    }
  });
  return button;
}
