/** Which tickets nobody has touched yet: they came since the board was opened, and are heard of until then. */

const SEEN_AFTER = 1_500; // milliseconds: a touch just then was meant for something else

/** Tells `change` when something new came, or was touched. */
export class News extends EventTarget {
  /** When each came, by its id. @type {Map<string, number>} */
  untouched = new Map();
  /** @type {Set<string> | null} */
  #known = null;
  /** @type {Set<string>} */
  #expected = new Set();

  /** Take in what is on the board, and return how much of it is new. @param {string[]} ids */
  take(ids) {
    const known = this.#known ?? new Set(ids);
    const found = ids.filter((id) => !known.has(id) && !this.#expected.has(id));
    for (const id of ids) this.#expected.delete(id);
    for (const id of found) this.untouched.set(id, Date.now());
    this.#known = new Set(ids);
    for (const id of this.untouched.keys()) if (!this.#known.has(id)) this.untouched.delete(id);
    return found.length;
  }

  /** This one was called back from here: it is no news when it comes. @param {string} id */
  expect(id) {
    this.#expected.add(id);
  }

  /** Somebody touched the board, or one ticket of it, or has said that all were seen. @param {{ id?: string, all?: boolean }} [which] */
  touch({ id, all = false } = {}) {
    const before = this.untouched.size;
    for (const [each, came] of this.untouched)
      if (all || each === id || Date.now() - came > SEEN_AFTER) this.untouched.delete(each);
    if (before !== this.untouched.size) this.dispatchEvent(new Event("change"));
  }
}
