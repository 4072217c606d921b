/** The pages: which module and element shows each, and for whom it is in the menu. */

/** @typedef {"waiter" | "kitchen" | "manager"} Role */
/** @typedef {{ module: string, tag: string, for: Role[], managedOnly?: boolean, isInMenu?: boolean, inMore?: boolean }} Route */

/** @type {Record<string, Route>} */
export const ROUTES = {
  floor: { module: "floor/floor.js", tag: "floor-page", for: ["waiter", "manager"], isInMenu: true },
  pad: { module: "ordering/pad.js", tag: "pad-page", for: ["waiter", "manager"], isInMenu: true },
  order: { module: "ordering/order.js", tag: "order-page", for: ["waiter", "manager"] },
  bill: { module: "billing/bill.js", tag: "bill-page", for: ["waiter", "manager"] },
  outbox: { module: "ordering/waiting.js", tag: "outbox-page", for: ["waiter", "kitchen", "manager"] },
  board: { module: "kitchen/board.js", tag: "board-page", for: ["kitchen", "manager", "waiter"], isInMenu: true },
  sales: { module: "reporting/sales.js", tag: "sales-page", for: ["manager"], isInMenu: true },
  day: { module: "reporting/day.js", tag: "day-page", for: ["manager"], isInMenu: true },
  catalogue: { module: "catalogue/catalogue.js", tag: "catalogue-page", for: ["manager"], isInMenu: true },
  import: { module: "catalogue/import.js", tag: "import-page", for: ["manager"] },
  tables: { module: "floor/tables.js", tag: "tables-page", for: ["manager"], isInMenu: true, inMore: true },
  staff: { module: "staff/staff.js", tag: "staff-page", for: ["manager"], isInMenu: true, inMore: true },
  devices: {
    module: "staff/devices.js",
    tag: "devices-page",
    for: ["manager"],
    isInMenu: true,
    inMore: true,
    managedOnly: true,
  },
  webhooks: { module: "staff/webhooks.js", tag: "webhooks-page", for: ["manager"], isInMenu: true, inMore: true },
  audit: { module: "staff/audit.js", tag: "audit-page", for: ["manager"], isInMenu: true, inMore: true },
  settings: {
    module: "staff/settings.js",
    tag: "settings-page",
    for: ["waiter", "kitchen", "manager"],
    isInMenu: true,
    inMore: true,
  },
};

/** Where a person begins. @type {Record<Role, string>} */
export const FIRST = { waiter: "floor", kitchen: "board", manager: "floor" };

/** @typedef {{ name: string, id: string, query: URLSearchParams }} Place */

/** Return the place that the address names: `#/bill/{id}?by=seat`. @returns {Place} */
export function place() {
  const [path = "", query = ""] = location.hash.replace(/^#\/?/u, "").split("?");
  const [name = "", id = ""] = path.split("/");
  return { name, id: decoded(id), query: new URLSearchParams(query) };
}

/** @param {string} text of an address, which anybody may have mistyped */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Return the address of a place.
 * @param {string} name @param {string} [id] @param {Record<string, string | null | undefined>} [query]
 */
export function at(name, id = "", query = {}) {
  const said = new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) => (value ? [[key, value]] : [])),
  ).toString();
  return `#/${name}${id ? `/${encodeURIComponent(id)}` : ""}${said ? `?${said}` : ""}`;
}

/** Go to a place. @param {Parameters<typeof at>} where */
export function go(...where) {
  location.hash = at(...where);
}
