/** Closing a business day: what that means, what is still open, and which day comes first. */

import { Refused } from "../kernel/api.js";
import { form, notice, sheet } from "../kernel/dialogs.js";
import { h } from "../kernel/element.js";
import { money } from "../kernel/money.js";
import { call } from "../kernel/session.js";
import { t } from "../kernel/words.js";
import { inFull } from "./day_report.js";

/** @typedef {import("openapi").DayView} Day */
/** What came of it: it was closed, or that day has to be before. @typedef {{ earlier: string | null }} Outcome */

/**
 * Ask, and close the day. Return the day to go on with: it itself once it is closed, an earlier one where a person wants
 * to see that first, null where nothing was done.
 * @param {Day} day
 */
export async function closeDay(day) {
  const outcome = /** @type {Outcome | null} */ (
    await sheet(t("day.close-title", { day: inFull(day.date) }), (close) => [...meaning(day), asking(day, close)])
  );
  if (outcome === null) return null;
  if (outcome.earlier !== null) return offer(outcome.earlier);
  notice(t("day.closed", { day: inFull(day.date) }));
  return day.date;
}

/** @param {Day} day */
function meaning({ carried_over: { orders, due } }) {
  const open = orders ? t("day.open-sum", { count: orders, due: money(due) }) : t("day.none-open");
  return [
    h(
      "ul",
      { class: "meaning" },
      ["final", "next", "open"].map((each) => h("li", {}, t(`day.means-${each}`))),
    ),
    h("p", { class: `badge ${orders ? "warn" : "good"}` }, open),
  ];
}

/** Closing again what is closed changes nothing, so it is safe to press again. @param {Day} day @param {(outcome: Outcome | null) => void} close */
function asking({ date }, close) {
  const made = form([], t("day.close"), async () => {
    try {
      await call("closeDay", { path: { id: date }, body: {} });
      close({ earlier: null });
    } catch (error) {
      const earlier = earlierDay(error);
      if (earlier === null) throw error;
      close({ earlier });
    }
  });
  made.querySelector("footer")?.prepend(h("button", { type: "button", onclick: () => close(null) }, t("cancel")));
  return made;
}

/** Return which day is to be closed first. The API says so in its sentence. @param {unknown} error */
function earlierDay(error) {
  if (!(error instanceof Refused) || error.type !== "earlier-day-open") return null;
  return /\d{4}-\d\d-\d\d/u.exec(error.message)?.[0] ?? null;
}

/** @param {string} day @returns {Promise<string | null>} */
function offer(day) {
  return sheet(t("day.earlier-title"), (close) => [
    h("p", {}, t("day.earlier", { day: inFull(day) })),
    h(
      "footer",
      {},
      h("button", { type: "button", onclick: () => close(null) }, t("cancel")),
      h(
        "button",
        { type: "button", class: "primary", autofocus: true, onclick: () => close(day) },
        t("day.show", { day: inFull(day) }),
      ),
    ),
  ]);
}
