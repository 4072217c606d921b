/**
 * How the API is asked, and what it answers. Which calls there are is in calls.js; who is signed in, and what to do when
 * the line is down, is known to others: see session.js.
 */

import { CALLS } from "./calls.js";
import { heard } from "./clock.js";

export { CALLS };

/** @typedef {import("./calls.js").Call} Call */
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
    return this.status >= 500 || [408, 429].includes(this.status) || ["answered-meanwhile", "busy"].includes(this.type);
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
