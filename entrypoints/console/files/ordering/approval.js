/** What a waiter may not do alone: a manager approves it on the spot, on the waiter's device. */

import { field, form, sheet } from "../kernel/dialogs.js";
import { h } from "../kernel/element.js";
import { isDevice } from "../kernel/device.js";
import { call } from "../kernel/session.js";
import { t } from "../kernel/words.js";

/** @typedef {"void" | "reopen" | "discount" | "refund"} Approvable */

const LAST = "orders.approver";
const PIN = { name: "pin", type: "password", inputmode: "numeric", autocomplete: "off", required: true };
const PASSWORD = { name: "password", type: "password", autocomplete: "off", required: true };

/**
 * Have a manager approve that who is signed in does this to an order, once, within two minutes. Returns what is sent along
 * as the header `Approval`, or null where nobody approved. Only ask where the order's `needs_approval` names the action.
 * @param {Approvable} action @param {string} orderId @returns {Promise<string | null>}
 */
export function approve(action, orderId) {
  return sheet(t("approval.title"), (close) => {
    const intro = h("p", {}, h("strong", {}, t(`approval.${action}`)), h("br"), h("small", {}, t("approval.hint")));
    const holder = h("div");
    const ask = (/** @type {boolean} */ byPin) => {
      const email = { name: "email", type: "email", required: true, value: localStorage.getItem(LAST) ?? "" };
      const secret = byPin ? field(t("sign-in.pin"), PIN) : field(t("sign-in.password"), PASSWORD);
      const made = form([field(t("approval.email"), email), secret], t("approval.go"), async (said) => {
        const { data } = await call("approve", { body: { action, order: orderId, ...said } });
        localStorage.setItem(LAST, said.email ?? "");
        close(data.approval);
      });
      const other = byPin ? t("approval.by-password") : t("approval.by-pin");
      const change = h("button", { type: "button", class: "plain", onclick: () => ask(!byPin) }, other);
      holder.replaceChildren(made, ...(isDevice() ? [change] : []));
      /** @type {HTMLInputElement[]} */
      const inputs = [...holder.querySelectorAll("input")];
      queueMicrotask(() => inputs.find((each) => each.value === "")?.focus());
    };
    ask(isDevice());
    return [intro, holder];
  });
}
