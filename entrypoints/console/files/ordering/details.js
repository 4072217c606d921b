/** What is said of a line beside what it is: modifiers, note, seat, course. */

import { t } from "../kernel/words.js";

/**
 * Return that in one line of text.
 * @param {{ modifiers?: readonly { name: string }[], note?: string | null, seat?: number | null, course?: number | null, hold?: boolean }} line
 */
export function detailsOf({ modifiers = [], note, seat, course, hold }) {
  return [
    ...modifiers.map((each) => each.name),
    note ? t("pad.quoted", { note }) : "",
    course ? t("pad.course-of", { course }) : "",
    seat ? t("pad.seat-of", { seat }) : "",
    hold ? t("pad.held") : "",
  ]
    .filter(Boolean)
    .join(" · ");
}
