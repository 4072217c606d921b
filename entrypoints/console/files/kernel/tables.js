/** How people call a table. */

import { t } from "./words.js";

/** Return what a table is called: "Table 7" where its name is a number alone, else its name. @param {string} name */
export function tableName(name) {
  return /^\d+\w?$/u.test(name) ? t("table", { table: name }) : name;
}

/**
 * Return whom an order is for. Who was not asked for a name at a table has the table's.
 * @param {{ customer_name: string, table?: string | null }} order
 */
export function customerOf({ customer_name: name, table }) {
  return table ? tableName(name) : name;
}
