/**
 * The calls of the API that the console makes. This is the only file that knows paths; a test holds each of them against
 * the OpenAPI document. Who is signed in, and what to do when the line is down, is known to others: see session.js.
 */

import { heard } from "./clock.js";

export const CALLS = Object.freeze({
  entrance: "GET /",
  signIn: "POST /api/auth/login",
  refresh: "POST /api/auth/refresh",
  activate: "POST /api/auth/activate",
  signOut: "POST /api/auth/logout",
  signOutEverywhere: "POST /api/auth/logout-everywhere",
  approve: "POST /api/approvals",
  users: "GET /api/users",
  addUser: "POST /api/users",
  changeUser: "PATCH /api/users/{id}",
  activationOf: "POST /api/users/{id}/activation",
  pair: "POST /api/devices/pairing-codes",
  enrol: "POST /api/devices",
  devices: "GET /api/devices",
  revokeDevice: "DELETE /api/devices/{id}",
  products: "GET /api/products",
  product: "GET /api/products/{id}",
  addProduct: "POST /api/products",
  changeProduct: "PATCH /api/products/{id}",
  stations: "GET /api/stations",
  addStation: "POST /api/stations",
  changeStation: "PATCH /api/stations/{id}",
  removeStation: "DELETE /api/stations/{id}",
  taxes: "GET /api/taxes",
  addTax: "POST /api/taxes",
  changeTax: "PATCH /api/taxes/{id}",
  paymentMethods: "GET /api/payment-methods",
  addPaymentMethod: "POST /api/payment-methods",
  changePaymentMethod: "PATCH /api/payment-methods/{id}",
  modifierGroups: "GET /api/modifier-groups",
  addModifierGroup: "POST /api/modifier-groups",
  changeModifierGroup: "PATCH /api/modifier-groups/{id}",
  removeModifierGroup: "DELETE /api/modifier-groups/{id}",
  sections: "GET /api/sections",
  addSection: "POST /api/sections",
  changeSection: "PATCH /api/sections/{id}",
  removeSection: "DELETE /api/sections/{id}",
  tables: "GET /api/tables",
  table: "GET /api/tables/{id}",
  addTable: "POST /api/tables",
  changeTable: "PATCH /api/tables/{id}",
  removeTable: "DELETE /api/tables/{id}",
  orders: "GET /api/orders",
  order: "GET /api/orders/{id}",
  placeOrder: "POST /api/orders",
  quoteOrder: "POST /api/orders/quote",
  changeOrder: "PATCH /api/orders/{id}",
  addLines: "POST /api/orders/{id}/lines",
  fire: "POST /api/orders/{id}/fire",
  serve: "POST /api/orders/{id}/serve",
  recall: "POST /api/orders/{id}/recall",
  voidLines: "POST /api/orders/{id}/void",
  split: "POST /api/orders/{id}/split",
  merge: "POST /api/orders/{id}/merge",
  closeOrder: "POST /api/orders/{id}/close",
  reopenOrder: "POST /api/orders/{id}/reopen",
  historyOf: "GET /api/orders/{id}/history",
  discount: "POST /api/orders/{id}/discounts",
  removeDiscount: "DELETE /api/orders/{id}/discounts/{discount}",
  chargeService: "POST /api/orders/{id}/service-charge",
  pay: "POST /api/orders/{id}/payments",
  refund: "POST /api/orders/{id}/refunds",
  bill: "GET /api/orders/{id}/bill",
  shares: "GET /api/orders/{id}/shares",
  tickets: "GET /api/kitchen/tickets",
  allDay: "GET /api/kitchen/all-day",
  startTicket: "POST /api/kitchen/tickets/{id}/start",
  bumpTicket: "POST /api/kitchen/tickets/{id}/ready",
  recallTicket: "POST /api/kitchen/tickets/{id}/recall",
  serveTicket: "POST /api/kitchen/tickets/{id}/serve",
  events: "GET /api/events",
  stream: "GET /api/events/stream",
  webhooks: "GET /api/webhooks",
  addWebhook: "POST /api/webhooks",
  changeWebhook: "PATCH /api/webhooks/{id}",
  removeWebhook: "DELETE /api/webhooks/{id}",
  replayWebhook: "POST /api/webhooks/{id}/replay",
  deliveriesOf: "GET /api/webhooks/{id}/deliveries",
  productSales: "GET /api/reports/products",
  sales: "GET /api/reports/sales",
  kitchenTimes: "GET /api/reports/kitchen",
  takings: "GET /api/reports/takings",
  day: "GET /api/days/{id}",
  closeDay: "POST /api/days/{id}/close",
  audit: "GET /api/audit",
  restaurant: "GET /api/restaurant",
  changeRestaurant: "PATCH /api/restaurant",
});

/** @typedef {keyof typeof CALLS} Call */
/**
 * What is said with a call: what stands in its path, its query (null is left out), its body, headers beside, the media
 * type that is wanted instead of JSON, and what ends it early.
 * @typedef {{
 *   path?: Record<string, string>,
 *   query?: Record<string, string | number | boolean | null | undefined>,
 *   body?: unknown,
 *   headers?: Record<string, string>,
 *   accept?: string,
 *   signal?: AbortSignal,
 * }} Said
 */
/** @typedef {{ data: any, headers: Headers, tag: string | null, next: string | null }} Answer */

/** The API said no: what it said, a problem document (RFC 9457). */
export class Refused extends Error {
  /** @param {any} problem @param {number} status @param {Headers} headers */
  constructor(problem, status, headers) {
    super(problem.message ?? problem.detail ?? String(status));
    this.problem = problem;
    this.status = status;
    /** What kind of problem, without the path: `order-not-found`. */
    this.type = String(problem.type ?? "").replace(/^.*\//u, "");
    this.waitSeconds = Number(headers.get("Retry-After") ?? 0);
  }

  /** Whether the same call may be answered otherwise a little later: nothing was decided about it. */
  get isForNow() {
    return this.status >= 500 || this.status === 429 || this.status === 408 || this.type === "answered-meanwhile";
  }
}

/** Nobody answered: the line is down, or the server is. */
export class Unreachable extends Error {}

const ROOT = new URL("../../../", import.meta.url);
const LONGEST_WAIT = 20_000;

/**
 * Return the answer to a call, or throw `Refused` or `Unreachable`.
 * @param {Call} name @param {Said} said @returns {Promise<Answer>}
 */
export async function ask(name, said = {}) {
  const response = await send(name, {
    ...said,
    signal: AbortSignal.any([AbortSignal.timeout(LONGEST_WAIT), ...(said.signal ? [said.signal] : [])]),
  });
  let text;
  try {
    text = said.accept && response.ok ? await response.blob() : await response.text();
  } catch (error) {
    throw new Unreachable(String(error));
  }
  if (!response.ok) throw new Refused(read(text) ?? {}, response.status, response.headers);
  const data = typeof text === "string" ? read(text) : text;
  return { data, headers: response.headers, tag: response.headers.get("ETag"), next: cursorOf(response.headers) };
}

/**
 * Return the response as it begins to come, whatever it says, or throw `Unreachable`.
 * @param {Call} name @param {Said} said
 */
export async function send(name, { path = {}, query = {}, body, headers = {}, accept = "application/json", signal }) {
  const [method, pattern] = /** @type {[string, string]} */ (CALLS[name].split(" "));
  const way = pattern.replace(/\{(\w+)\}/gu, (_, key) => encodeURIComponent(/** @type {string} */ (path[key])));
  const url = new URL(way.slice(1), ROOT);
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) url.searchParams.set(key, String(value));
  }
  const isFile = body instanceof Blob;
  /** @type {Record<string, string>} */
  const written = body === undefined ? {} : { "Content-Type": isFile ? body.type : "application/json" };
  try {
    const response = await fetch(url, {
      method,
      headers: { Accept: accept, ...written, ...headers },
      body: body === undefined || isFile ? body : JSON.stringify(body),
      cache: "no-store",
      credentials: "omit",
      signal,
    });
    heard(response.headers.get("Date"));
    return response;
  } catch (error) {
    throw new Unreachable(String(error));
  }
}

/** @param {string | Blob} text */
function read(text) {
  try {
    return typeof text === "string" && text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/** Return the cursor of the page that follows, as `Link` says. @param {Headers} headers */
function cursorOf(headers) {
  const link = /<([^>]+)>;\s*rel="next"/u.exec(headers.get("Link") ?? "");
  return link ? new URL(/** @type {string} */ (link[1]), ROOT).searchParams.get("cursor") : null;
}
