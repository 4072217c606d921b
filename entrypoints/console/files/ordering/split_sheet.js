/** Splitting: what goes to an order of its own. */

import { form, sheet } from "../kernel/dialogs.js";
import { h } from "../kernel/element.js";
import { t } from "../kernel/words.js";
import { left } from "./order_reading.js";
import { quantities } from "./quantities.js";
import { Said } from "./reasons.js";

/** @typedef {import("./order_reading.js").Order} Order */

/**
 * Ask what goes to another order; null where nothing does.
 * @param {Order} order @param {string[]} ids what is chosen to begin with @returns {Promise<Record<string, unknown> | null>}
 */
export function askWhatToSplit(order, ids) {
  return sheet(t("order.split"), (close) => {
    const lines = order.products.filter((each) => left(each) > 0);
    const list = quantities(lines, ids);
    return [
      h("p", { class: "quiet" }, t("order.split-hint")),
      form([list.element], t("order.split"), () => {
        const chosen = list.read();
        if (chosen.length === 0) throw new Said(t("order.choose-lines"));
        close({ lines: chosen });
      }),
    ];
  });
}
