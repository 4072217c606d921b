/** Which business day it is: the API tells of each day whether it is closed, and what is sold counts for the first after. */

import { calendarDay, plus, setToday, today } from "./range.js";
import { read } from "./reading.js";

const MOST = 3; // days that can be closed ahead: no day is closed before it began

/** Find out for which day counts what is sold now, and return it; while the line is down, as far as it is known. */
export async function findToday() {
  try {
    let day = calendarDay();
    let closedAt = "";
    for (let tries = 0; tries < MOST; tries += 1) {
      const { data } = await read({ call: "day", path: { id: day } });
      if (data.day.status === "open") break;
      closedAt ||= data.day.closed_at;
      day = plus(day, 1);
    }
    setToday(day, closedAt);
  } catch {
    // whoever reads the reports hears of it
  }
  return today();
}
