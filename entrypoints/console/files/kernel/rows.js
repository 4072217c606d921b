/** Rows of lists: what they are made of, sorted and found by. */

import { h } from "./element.js";

/** Return what changes when an item does. @param {any} item */
export function stamp(item) {
  return JSON.stringify(item);
}

/** Make the content of an element anew; whoever stood on a control of it stands on the one in its place. @param {HTMLElement} element @param {any[]} content */
export function renew(element, content) {
  const controls = () => /** @type {HTMLElement[]} */ ([...element.querySelectorAll("button, input, select, a")]);
  const stood = controls().indexOf(/** @type {HTMLElement} */ (document.activeElement));
  element.replaceChildren(...content.flat().filter((each) => each !== null && each !== false));
  if (stood >= 0) controls()[stood]?.focus();
}

/** Return a text as it is compared: without accents, in one case. @param {string} text */
export function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Compare two by name, as people sort. @param {any} one @param {any} other each with a `name` */
export function byName(one, other) {
  return one.name.localeCompare(other.name, document.documentElement.lang, { numeric: true });
}

/** Return the part of a row that opens it: a name, and what is said below. @param {string} name @param {any} below @param {() => void} open */
export function opener(name, below, open) {
  return h(
    "button",
    { type: "button", class: "opener", "aria-haspopup": "dialog", onclick: open },
    h("span", { class: "name" }, name),
    below ? h("small", {}, below) : null,
  );
}
