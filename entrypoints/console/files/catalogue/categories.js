/** The categories that products are in: what people may choose from, where the API knows only products. */

import { readFrom } from "../kernel/reading.js";

const LARGEST_PAGE = 100;

/** @type {Set<string>} */
const known = new Set();
let isRead = false;

/**
 * Return all categories by name, and tell `more` of them as they are found.
 * @param {AbortSignal} signal @param {(found: string[]) => void} [more]
 */
export async function categories(signal, more = () => undefined) {
  more(sorted());
  /** @type {string | null} */
  let cursor = null;
  while (!isRead && !signal.aborted) {
    const before = known.size;
    const page = await readFrom("products", "products", { per_page: LARGEST_PAGE }, cursor, signal);
    for (const { category } of page.items) note(category);
    if (known.size > before) more(sorted());
    cursor = page.next;
    isRead = cursor === null;
  }
  return sorted();
}

/** Know one more. @param {string | null | undefined} category */
export function note(category) {
  if (category) known.add(category);
}

/** Read them anew the next time: a menu was imported. */
export function forgetCategories() {
  isRead = false;
  known.clear();
}

function sorted() {
  return [...known].toSorted((one, other) => one.localeCompare(other, document.documentElement.lang));
}
