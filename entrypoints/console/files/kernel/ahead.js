/**
 * What has to be at hand once the line is down. Where a worker keeps the files all of them are; on plain http there is
 * none, and what orders are taken with is loaded before anybody asks for it.
 */

import { styleAhead } from "./element.js";
import { ROUTES } from "./routes.js";

const AFTER = 3_000; // milliseconds: what is looked at comes first
const PAGES = ["floor", "pad", "order", "outbox", "board"];
const SHEETS = ["choosing", "void_sheet", "split_sheet", "merge_sheet", "change_sheet", "reasons"];
const STYLES = ["floor/floor.css", "ordering/pad.css", "ordering/cart.css", "ordering/order.css"];

/** Load that, where no worker does. */
export function loadAhead() {
  if ("serviceWorker" in navigator) return;
  const modules = [...PAGES.map((each) => ROUTES[each]?.module), ...SHEETS.map((each) => `ordering/${each}.js`)];
  setTimeout(() => {
    for (const each of modules) import(`../${each}`).catch(() => undefined);
    for (const each of STYLES) styleAhead(each);
  }, AFTER);
}
