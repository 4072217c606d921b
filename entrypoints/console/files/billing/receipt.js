/** The receipt, as the API writes it: to show to a guest, and to print. */

import { complain, sheet } from "../kernel/dialogs.js";
import { h, style } from "../kernel/element.js";
import { call } from "../kernel/session.js";
import { t } from "../kernel/words.js";

/** @typedef {import("./account.js").Account} Account */

/** What takes two columns on a receipt: characters of East Asia, and pictures. */
const WIDE =
  /([\u1100-\u115F\u2E80-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF01-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation})/u;

/** Show the receipt. @param {Account} account */
export async function showReceipt(account) {
  const text = await read(account);
  if (text === null) return;
  const print = h("button", { type: "button", class: "primary", onclick: () => printed(text) }, t("bill.print"));
  await sheet(t("bill.receipt"), () => [paper(text), h("footer", {}, print)], "receipt-sheet");
}

/** Print the receipt. @param {Account} account */
export async function printReceipt(account) {
  const text = await read(account);
  if (text !== null) printed(text);
}

/** @param {Account} account @returns {Promise<string | null>} */
async function read({ id }) {
  try {
    const [{ data }] = await Promise.all([
      call("bill", { path: { id }, accept: "text/plain" }),
      style("billing/receipt.css"),
    ]);
    return /** @type {Blob} */ (data).text();
  } catch (error) {
    complain(error);
    return null;
  }
}

/** @param {string} text */
function paper(text) {
  const parts = text.split(WIDE).map((part, place) => (place % 2 ? h("span", { class: "wide" }, part) : part));
  return h("pre", { class: "receipt", tabindex: "0", "aria-label": t("bill.receipt") }, parts);
}

/**
 * Print a receipt, and nothing else of the page: 42 columns, on the paper of a till or of an office. A page of its own
 * would be read under the console's policy, which knows no style of others.
 * @param {string} text
 */
function printed(text) {
  const shown = h("div", { class: "printed" }, paper(text));
  document.body.append(shown);
  document.body.classList.add("prints");
  const end = () => {
    document.body.classList.remove("prints");
    shown.remove();
  };
  window.addEventListener("afterprint", end, { once: true });
  window.print();
}
