/** Says that today was closed early, and that what is sold now counts for another day; nothing where it was not. */

import { h, say } from "../kernel/element.js";
import { clock } from "../kernel/restaurant.js";
import { t } from "../kernel/words.js";
import { closedAt, spelled, today } from "./range.js";

/** Return what says so, and what has it look again. */
export function earlyNotice() {
  const element = /** @type {HTMLElement} */ (h("p", { class: "early", role: "status", hidden: true }));
  const look = () => {
    const moment = closedAt();
    element.hidden = moment === "";
    if (element.hidden) return say(element, "");
    const day = spelled(today(), { weekday: "long", day: "numeric", month: "long" });
    return say(element, t("day.closed-early", { time: clock(moment), day }));
  };
  return { element, look };
}
