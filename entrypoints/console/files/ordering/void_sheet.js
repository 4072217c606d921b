/** Taking back: of the chosen lines how many, and why. */

import { form, sheet } from "../kernel/dialogs.js";
import { t } from "../kernel/words.js";
import { quantities } from "./quantities.js";
import { reasonField, Said } from "./reasons.js";

/** @typedef {import("./order_reading.js").Order} Order */

/**
 * Ask how many of these lines are taken back, and why; null where nothing is.
 * @param {Order} order @param {string[]} ids @returns {Promise<Record<string, unknown> | null>}
 */
export function askWhatToTakeBack(order, ids) {
  const lines = order.products.filter((each) => ids.includes(each.id));
  const usual = ["wrong", "changed", "quality", "out", "twice"].map((each) => t(`reason.${each}`));
  return sheet(t("order.void"), (close) => {
    const list = quantities(lines, ids);
    return form([list.element, reasonField(usual)], t("order.void"), ({ reason = "" }) => {
      const chosen = list.read();
      if (chosen.length === 0) throw new Said(t("order.choose-lines"));
      if (!reason) throw new Said(t("reason.missing"));
      close({ reason, lines: chosen });
    });
  });
}
