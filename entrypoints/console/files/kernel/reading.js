/** Reading lists of the API to their end. */

import { call } from "./session.js";

/** @typedef {import("./api.js").Call} Call */
/** @typedef {Record<string, string | number | boolean | null | undefined>} Query */

const LARGEST_PAGE = 100;

/**
 * Return all there is of a list that has pages. @param {Call} name @param {string} key of the items in the answer
 * @param {Query} [query] @returns {Promise<any[]>}
 */
export async function readAll(name, key, query = {}) {
  const found = [];
  let pages = 1;
  for (let page = 1; page <= pages; page += 1) {
    const { data } = await call(name, { query: { ...query, page, per_page: LARGEST_PAGE } });
    found.push(...data[key]);
    pages = data.pages ?? 1;
  }
  return found;
}

/**
 * Return the items of a list from a cursor on, null for its beginning, and where it goes on.
 * @param {Call} name @param {string} key @param {Query} query @param {string | null} cursor @param {AbortSignal} [signal]
 * @returns {Promise<{ items: any[], next: string | null, total: number | null }>}
 */
export async function readFrom(name, key, query, cursor, signal) {
  const { data, next } = await call(name, { query: { ...query, cursor }, signal });
  return { items: data[key], next, total: data.total ?? null };
}
