/** The server's clock, as far as the answers tell it: a tablet's own may be wrong by hours. */

const KEY = "orders.clock";
const EXACT_TO = 1_000; // milliseconds: `Date` says whole seconds

let ahead = Number(localStorage.getItem(KEY) ?? 0);

/** Take in what an answer says the time is. @param {string | null} date */
export function heard(date) {
  const said = Date.parse(date ?? "");
  if (Number.isNaN(said)) return;
  const difference = said + EXACT_TO / 2 - Date.now();
  if (Math.abs(difference - ahead) < EXACT_TO * 1.5) return;
  ahead = Math.abs(difference) < EXACT_TO * 1.5 ? 0 : Math.round(difference);
  localStorage.setItem(KEY, String(ahead));
}

/** Return the server's time in milliseconds since 1970. */
export function now() {
  return Date.now() + ahead;
}
