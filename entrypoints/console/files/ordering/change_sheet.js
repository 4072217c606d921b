/** What is said of a whole order: whom it is for, where, how many guests, a note, and whose it is. */

import { colleagues, namesOfColleagues } from "../kernel/colleagues.js";
import { field, form, sheet } from "../kernel/dialogs.js";
import { readAll } from "../kernel/reading.js";
import { kept } from "../kernel/store.js";
import { t } from "../kernel/words.js";

/** @typedef {import("./order_reading.js").Order} Order */

const NONE = "";

/** Ask what is to be otherwise, and return only that; null where nothing is. @param {Order} order @returns {Promise<Record<string, unknown> | null>} */
export async function askWhatToChange(order) {
  const [tables, waiters] = await Promise.all([tablesToSitAt(order), waitersToServe(order)]);
  const before = {
    customer_name: order.customer_name,
    table: order.table ?? NONE,
    guests: order.guests ? String(order.guests) : "",
    note: order.note ?? "",
    waiter: order.user_id,
  };
  return sheet(t("order.change"), (close) =>
    form(
      [
        field(t("pad.customer"), {
          name: "customer_name",
          value: before.customer_name,
          required: true,
          maxlength: 120,
        }),
        field(t("pad.table"), {
          name: "table",
          value: before.table,
          options: [[NONE, t("order.no-table")], ...tables],
        }),
        field(t("pad.guests"), { name: "guests", type: "number", min: "1", max: "9999", value: before.guests }),
        field(t("pad.order-note"), { name: "note", value: before.note, maxlength: 400 }),
        waiters.length > 1
          ? field(t("role.waiter"), { name: "waiter", value: before.waiter, options: waiters }, t("order.waiter-hint"))
          : null,
      ],
      t("save"),
      (said) => close(differences(before, moved(before, said, new Map(tables)))),
    ),
  );
}

/**
 * Return what was said; who had no name but the table's has that of the table they move to.
 * @param {Record<string, string>} before @param {Record<string, string>} said @param {Map<string, string>} names of tables
 */
function moved(before, said, names) {
  const isNamedByTable = said.customer_name === names.get(before.table ?? NONE);
  const name = names.get(said.table ?? NONE);
  return isNamedByTable && name ? { ...said, customer_name: name } : said;
}

/** @param {Record<string, string>} before @param {Record<string, string>} said */
function differences(before, said) {
  /** @type {Record<string, unknown>} */
  const found = {};
  for (const [name, value] of Object.entries(said)) {
    if (value === before[name]) continue;
    if (value === "") found[name] = null;
    else found[name] = name === "guests" ? Number(value) : value;
  }
  return found;
}

/** @param {Order} order @returns {Promise<[string, string][]>} */
async function tablesToSitAt(order) {
  /** @type {import("openapi").TableView[]} */
  const found = await readAll("tables", "tables").catch(async () => (await kept("floor"))?.tables ?? []);
  const byName = new Intl.Collator(undefined, { numeric: true });
  return found
    .filter((each) => each.open || each.id === order.table)
    .toSorted((one, other) => byName.compare(one.name, other.name))
    .map((each) => [each.id, each.name]);
}

/** Return who may have it, and whose it is, though they be gone. @param {Order} order @returns {Promise<[string, string][]>} */
async function waitersToServe(order) {
  const able = await colleagues().catch(() => []);
  const isThere = able.some((each) => each.id === order.user_id);
  const names = isThere ? {} : await namesOfColleagues().catch(() => ({}));
  const owner = { id: order.user_id, name: names[order.user_id] ?? "" };
  return (isThere ? able : [owner, ...able]).map((each) => [each.id, each.name]);
}
