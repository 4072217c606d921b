/**
 * Adding and changing one thing of the restaurant, in a sheet. A change says which version it is of: what somebody else
 * changed meanwhile is never written over unseen.
 */

import { Refused } from "./api.js";
import { complain, confirmed, form, notice, sheet } from "./dialogs.js";
import { h } from "./element.js";
import { keys } from "./ids.js";
import { call } from "./session.js";
import { t } from "./words.js";

/** @typedef {import("./api.js").Call} Call */
/** A kind of thing: what an answer calls it, and by which calls it is shown, added, changed and removed. */
/** @typedef {{ one: string, show: Call, add: Call, change: Call, remove?: Call }} Kind */
/**
 * How it is filled in: `fields` shows it (null: a new one), `said` returns it in the form of the API from what the fields
 * say. `removing` is the question before it is removed.
 * @typedef {{
 *   title: string,
 *   fields: (item: any) => any[],
 *   said: (values: Record<string, string>, form: HTMLFormElement) => Record<string, any>,
 *   removing?: string,
 *   added?: (answer: any) => void,
 * }} Filled
 */

const STALE = 412;

/**
 * Let a person fill in a new one, or change one, and return how it is then; `{ removed: id }`, or null where it was left.
 * @param {Kind} kind @param {string | null} id @param {Filled} filled @returns {Promise<any>}
 */
export async function edited(kind, id, filled) {
  /** @type {Sheet | null} */
  let one = null;
  try {
    one = new Sheet(kind, filled, id, id === null ? null : await call(kind.show, { path: { id } }));
  } catch (error) {
    complain(error);
    return null;
  }
  return sheet(filled.title, (close) => /** @type {Sheet} */ (one).open(close));
}

/** Change one field of something to what is meant, whatever else was changed. @param {Kind} kind @param {string} id @param {object} body */
export async function changed(kind, id, body) {
  return (await call(kind.change, { path: { id }, body })).data[kind.one];
}

class Sheet {
  #kind;
  #filled;
  #id;
  #tag;
  #before;
  #named = keys();
  #room = h("div");
  /** @type {(value: any) => void} */
  #close = () => undefined;

  /** @param {Kind} kind @param {Filled} filled @param {string | null} id @param {import("./api.js").Answer | null} shown */
  constructor(kind, filled, id, shown) {
    this.#kind = kind;
    this.#filled = filled;
    this.#id = id;
    this.#tag = shown?.tag ?? null;
    this.#before = shown?.data[kind.one] ?? null;
  }

  /** @param {(value: any) => void} close */
  open(close) {
    this.#close = close;
    this.#draw(this.#before);
    return this.#room;
  }

  /** @param {any} item */
  #draw(item) {
    const { fields, said, removing } = this.#filled;
    /** @type {HTMLFormElement} */
    const made = form(fields(item), this.#id === null ? t("add") : t("save"), async (values) => {
      const body = said(values, made);
      this.#close(this.#id === null ? await this.#add(body) : await this.#change(this.#changes(body), made));
    });
    if (removing && this.#id !== null && this.#kind.remove) {
      const remove = () => this.#remove(removing);
      made
        .querySelector("footer")
        ?.prepend(h("button", { type: "button", class: "plain", onclick: remove }, t("remove")));
    }
    this.#room.replaceChildren(made);
  }

  /** @param {any} body */
  async #add(body) {
    const { data } = await call(this.#kind.add, { body, headers: this.#named(body) });
    this.#filled.added?.(data);
    return data[this.#kind.one];
  }

  /** Return what differs from how it was shown. @param {Record<string, any>} body @returns {Record<string, any>} */
  #changes(body) {
    return Object.fromEntries(Object.entries(body).filter(([key, value]) => !same(value, this.#before[key])));
  }

  /** @param {Record<string, any>} changes @param {HTMLFormElement} made @returns {Promise<any>} */
  async #change(changes, made) {
    if (Object.keys(changes).length === 0) return this.#before;
    const path = { id: String(this.#id) };
    try {
      const headers = this.#tag ? { "If-Match": this.#tag } : undefined;
      return (await call(this.#kind.change, { path, body: changes, headers })).data[this.#kind.one];
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== STALE) throw error;
      const before = this.#before;
      const shown = await call(this.#kind.show, { path });
      this.#tag = shown.tag;
      this.#before = shown.data[this.#kind.one];
      const theirs = Object.keys(changes).filter((key) => !same(before[key], this.#before[key]));
      if (theirs.length === 0) return this.#change(changes, made);
      this.#showBoth(changes, theirs, made);
      throw new Refused({ message: t("edit.faster"), type: "stale" }, STALE, new Headers());
    }
  }

  /**
   * Show how it is by now, with what was changed here and not there, and beside what was changed twice what was typed.
   * @param {Record<string, any>} changes @param {string[]} theirs @param {HTMLFormElement} made
   */
  #showBoth(changes, theirs, made) {
    const mine = Object.fromEntries(Object.entries(changes).filter(([key]) => !theirs.includes(key)));
    this.#draw({ ...this.#before, ...mine });
    const now = /** @type {HTMLFormElement} */ (this.#room.firstElementChild);
    for (const key of theirs) {
      const typed = made.elements.namedItem(key);
      const field = now.querySelector(`[name="${CSS.escape(key)}"]`)?.closest(".field");
      if (typed && field) field.append(h("small", { class: "yours" }, t("edit.yours", { value: textOf(typed) })));
    }
    const failure = /** @type {HTMLElement} */ (now.querySelector(".failure"));
    failure.textContent = t("edit.faster");
    failure.hidden = false;
    failure.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} question */
  async #remove(question) {
    const remove = /** @type {Call} */ (this.#kind.remove);
    if (!(await confirmed(t("remove"), question, t("remove"), { isBad: true }))) return;
    try {
      await call(remove, { path: { id: String(this.#id) } });
      this.#close({ removed: this.#id });
    } catch (error) {
      complain(error);
    }
  }
}

/** Tell whether two values say the same: what is not there is false, or none. @param {any} one @param {any} other */
function same(one, other) {
  return JSON.stringify(bare(one)) === JSON.stringify(bare(other));
}

/** @param {any} value */
function bare(value) {
  return value === undefined || value === false || (Array.isArray(value) && value.length === 0) ? null : value;
}

/** @param {any} control */
function textOf(control) {
  return control instanceof HTMLSelectElement ? (control.selectedOptions[0]?.text ?? "") : control.value;
}

/** Return what a form refuses by itself, about one of its fields. @param {string} message @param {string} name */
export function wrong(message, name) {
  return new Refused({ message, errors: [{ pointer: `/${name}`, message }] }, 400, new Headers());
}

/** Say what became of it. @param {string} name @param {any} result as `edited` returned it */
export function sayDone(name, result) {
  if (result) notice(result.removed ? t("edit.removed", { name }) : t("edit.saved", { name }));
}
