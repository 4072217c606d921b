/** A list with search: what is found by a text, page after page, and what a person may do to each of it. */

import { complain } from "./dialogs.js";
import { fill, h, Piece, say, style } from "./element.js";
import { plain, renew, stamp } from "./rows.js";
import { t, told } from "./words.js";

export { byName, opener, plain } from "./rows.js";

/**
 * What a list is of. `read` finds by a text from a cursor on; with `textOf` it brings all at once, and the text is looked
 * for here. `stampOf` changes when a row is to be made anew.
 * @template T
 * @typedef {{
 *   label: string,
 *   read: (text: string, cursor: string | null, signal: AbortSignal) => Promise<{ items: T[], next: string | null, total?: number | null }>,
 *   keyOf: (item: T) => string,
 *   row: (item: T) => any[],
 *   empty: any[],
 *   textOf?: (item: T) => string,
 *   isShown?: (item: T) => boolean,
 *   order?: (one: T, other: T) => number,
 *   stampOf?: (item: T) => string,
 *   tools?: any[],
 *   kind?: string,
 *   isSearched?: boolean,
 * }} Listed
 */

const PAUSE = 150; // milliseconds after a key, before it is searched

/** It tells `read` when something was read. @template T */
export class Listing extends Piece {
  #options = /** @type {Listed<T>} */ (/** @type {unknown} */ (null));
  #search = h("input", { type: "search", enterkeyhint: "search", autocomplete: "off" });
  #list = h("ul", { class: "list" });
  #empty = h("div", { class: "empty", hidden: true });
  #count = h("p", { class: "quiet", role: "status" });
  #more = h("button", { type: "button", hidden: true, onclick: () => void this.#goOn() });
  /** @type {T[]} */
  #items = [];
  /** @type {string | null} */
  #next = null;
  #total = 0;
  #turn = new AbortController();

  /** @param {Listed<T>} options */
  of(options) {
    this.#options = options;
    return this;
  }

  get items() {
    return this.#items;
  }

  /** @override */
  async show() {
    const { label, tools = [], kind = "", isSearched = true } = this.#options;
    await style("kernel/listing.css");
    this.#search.setAttribute("aria-label", t("list.search", { label }));
    this.#search.setAttribute("placeholder", t("search"));
    this.#list.setAttribute("aria-label", label);
    this.#list.className = `list ${kind}`;
    this.#more.textContent = t("list.more");
    const row = h("div", { class: "tools" }, isSearched ? this.#search : null, tools);
    this.replaceChildren(...(row.childElementCount ? [row] : []), this.#count, this.#list, this.#empty, this.#more);
    let later = 0;
    this.hear(this.#search, "input", () => {
      clearTimeout(later);
      later = setTimeout(() => (this.#options.textOf ? this.#draw() : void this.reload()), PAUSE);
    });
    const seen = new IntersectionObserver((found) => found.some((each) => each.isIntersecting) && void this.#goOn(), {
      rootMargin: "600px",
    });
    seen.observe(this.#more);
    this.signal.addEventListener("abort", () => seen.disconnect());
    await this.reload();
  }

  /** Read from the start. @param {boolean} [isQuiet] whether nobody asked for it, nor is told of a line that is down */
  async reload(isQuiet = false) {
    this.#turn.abort();
    this.#turn = new AbortController();
    await this.#read(null, this.#turn.signal, isQuiet);
  }

  async #goOn() {
    const next = this.#next;
    this.#next = null;
    if (next !== null && !this.#more.hidden) await this.#read(next, this.#turn.signal);
  }

  /** @param {string | null} cursor @param {AbortSignal} signal @param {boolean} [isQuiet] */
  async #read(cursor, signal, isQuiet = false) {
    try {
      const found = await this.#options.read(this.#options.textOf ? "" : this.text, cursor, signal);
      if (signal.aborted) return;
      this.#items = cursor === null ? found.items : [...this.#items, ...found.items];
      this.#total = found.total ?? (cursor === null ? found.items.length : this.#total);
      this.#next = found.next;
      this.#draw();
      this.dispatchEvent(new Event("read"));
    } catch (error) {
      if (signal.aborted) return;
      this.#next = cursor;
      if (this.#items.length === 0) this.#fail(error);
      else if (!isQuiet) complain(error);
    }
  }

  /** Say that nothing could be read, and let it be tried again. @param {unknown} error */
  #fail(error) {
    const again = h("button", { type: "button", onclick: () => void this.reload() }, t("list.again"));
    this.#empty.replaceChildren(h("p", { role: "alert" }, told(error)), again);
    this.#empty.hidden = false;
  }

  get text() {
    return this.#search.value.trim();
  }

  /** Show this one as it is now, at its place or, where it is new, first. @param {T} item */
  put(item) {
    const { keyOf } = this.#options;
    const at = this.#items.findIndex((each) => keyOf(each) === keyOf(item));
    this.#items = at < 0 ? [item, ...this.#items] : this.#items.with(at, item);
    if (at < 0) this.#total += 1;
    this.#draw();
  }

  /** Take this one out. @param {string} key */
  drop(key) {
    this.#items = this.#items.filter((each) => this.#options.keyOf(each) !== key);
    this.#total = Math.max(0, this.#total - 1);
    this.#draw();
  }

  /** Show what there is, once more: something beside it changed. */
  redraw() {
    this.#draw();
  }

  #draw() {
    const { keyOf, row, textOf, order, empty, isShown = () => true, stampOf = stamp } = this.#options;
    const wanted = plain(this.text);
    const shown = this.#items.filter(isShown);
    const found = textOf ? shown.filter((each) => plain(textOf(each)).includes(wanted)) : shown;
    if (order) found.sort(order);
    const update = (/** @type {HTMLElement} */ element, /** @type {T} */ item) => {
      if (element.dataset.stamp === stampOf(item)) return;
      element.dataset.stamp = stampOf(item);
      renew(element, row(item));
    };
    fill(this.#list, found, keyOf, () => h("li"), update);
    this.#list.hidden = found.length === 0;
    this.#empty.hidden = found.length > 0;
    if (!this.#empty.hidden)
      this.#empty.replaceChildren(...(this.text ? [t("list.nothing", { text: this.text })] : empty));
    const count = textOf ? found.length : this.#total;
    say(this.#count, count && this.#options.isSearched !== false ? t("list.count", { count }) : "");
    this.#more.hidden = this.#next === null;
  }
}

/**
 * Return a list.
 * @template T
 * @param {Listed<T>} options @returns {Listing<T>}
 */
export function listing(options) {
  return h("item-list").of(options);
}

customElements.define("item-list", Listing);
