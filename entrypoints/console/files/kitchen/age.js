/** How long something has waited: in words, and as how urgent that makes it. */

import { now } from "../kernel/clock.js";
import { number, t } from "../kernel/words.js";

const MINUTE = 60_000; // milliseconds
const HURRY_AFTER = 8;
const LATE_AFTER = 15;

/** Return since when a ticket waits, in milliseconds since 1970. @param {import("openapi").TicketView} ticket */
export function sinceOf({ lines }) {
  return Math.min(...lines.map(({ sent_at: sent }) => (sent ? Date.parse(sent) : now())));
}

/** @typedef {{ minutes: string, word: string, urgency: "" | "hurry" | "late" }} Age */

/** Return how old that is. @param {number} since milliseconds since 1970 @returns {Age} */
export function ageOf(since) {
  const minutes = Math.max(0, Math.floor((now() - since) / MINUTE));
  const urgency = minutes >= LATE_AFTER ? "late" : minutes >= HURRY_AFTER ? "hurry" : "";
  return { minutes: minutesOf(minutes), word: urgency ? t(`board.${urgency}`) : "", urgency };
}

/** @type {Map<number, string>} */
const written = new Map();

/** @param {number} minutes */
function minutesOf(minutes) {
  const known = written.get(minutes);
  if (known) return known;
  const said = [minute(minutes % 60)];
  if (minutes >= 60) said.unshift(number(Math.floor(minutes / 60), { style: "unit", unit: "hour" }));
  written.set(minutes, said.join(" "));
  return said.join(" ");
}

/** @param {number} minutes */
function minute(minutes) {
  return number(minutes, { style: "unit", unit: "minute" });
}
