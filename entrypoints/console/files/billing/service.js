/** The service charge: so many percent on what is left, or none. */

import { field, form, sheet } from "../kernel/dialogs.js";
import { h, style } from "../kernel/element.js";
import { t } from "../kernel/words.js";
import { percentage } from "./lines.js";
import { percentIn } from "./reasons.js";
import { carryOut } from "./sending.js";

/** @typedef {import("./account.js").Account} Account */
/** @typedef {import("./sending.js").Wanted} Wanted */

const PARTS = [0, 5, 10, 12.5, 15];

/** @param {Account} account */
export async function chargeService(account) {
  await style("billing/pay.css");
  /** @type {Wanted | null} */
  const wanted = await sheet(t("bill.charge-service"), (close) => {
    const charge = (/** @type {number} */ percent) =>
      close({
        call: "chargeService",
        body: { percent },
        label: t("bill.label-service", { what: percentage(percent) }),
      });
    const quick = PARTS.map((percent) =>
      h(
        "button",
        { type: "button", onclick: () => charge(percent) },
        percent ? percentage(percent) : t("bill.service-none"),
      ),
    );
    const other = field(t("bill.percent"), { name: "percent", inputmode: "decimal" });
    return [
      h("div", { class: "chips wrap", role: "group", "aria-label": t("bill.charge-service") }, quick),
      form([other], t("bill.charge-service"), (said) => charge(percentIn(said.percent))),
    ];
  });
  if (wanted) await carryOut(account, wanted);
}
