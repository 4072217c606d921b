/** Words to people: short notices, questions, and sheets. */

import { h } from "./element.js";
import { place } from "./routes.js";
import { t, told } from "./words.js";

const SHOWN_FOR = 6_000; // milliseconds

let sheets = 0;

/**
 * Show a notice for a while, no longer than its page is there unless it `stays`, and have it read out.
 * @param {string} text
 * @param {{ action?: string, done?: () => void, isBad?: boolean, seconds?: number, stays?: boolean }} [more] with one
 * button beside
 */
export function notice(text, { action, done, isBad = false, seconds = SHOWN_FOR / 1_000, stays = false } = {}) {
  const notices = /** @type {HTMLElement} */ (document.querySelector("#notices"));
  const shown = h(
    "div",
    { class: `notice${isBad ? " bad" : ""}`, role: isBad ? "alert" : "status" },
    h("span", {}, text),
  );
  const gone = new AbortController();
  const timer = setTimeout(() => gone.abort(), seconds * 1_000);
  gone.signal.addEventListener("abort", () => {
    clearTimeout(timer);
    shown.remove();
  });
  const page = place().name;
  const leave = () => place().name !== page && gone.abort();
  if (!stays) addEventListener("hashchange", leave, { signal: gone.signal });
  if (action) {
    const press = () => {
      gone.abort();
      done?.();
    };
    shown.append(h("button", { type: "button", class: "plain", onclick: press }, action));
  }
  notices.append(shown);
  return shown;
}

/** Show what went wrong. @param {unknown} error @param {{ stays?: boolean }} [more] */
export function complain(error, more = {}) {
  if (error instanceof DOMException && error.name === "AbortError") return;
  const text = told(error);
  const isShown = [...document.querySelectorAll("#notices .bad span")].some((each) => each.textContent === text);
  if (!isShown) notice(text, { ...more, isBad: true });
}

/**
 * Show a sheet above the page, and return what it is closed with, null where it is left.
 * @template T
 * @param {string} title
 * @param {(close: (value: T | null) => void) => any} fillWith its content; `close` ends it with a value
 * @param {string} [kind] a class beside
 * @returns {Promise<T | null>}
 */
export function sheet(title, fillWith, kind = "") {
  return new Promise((resolve) => {
    /** @type {T | null} */
    let value = null;
    sheets += 1;
    const id = `sheet-title-${sheets}`; // a sheet may open another
    const close = (/** @type {T | null} */ found) => {
      value = found;
      dialog.close();
    };
    const dialog = /** @type {HTMLDialogElement} */ (
      h(
        "dialog",
        { class: `sheet ${kind}`, "aria-labelledby": id },
        h(
          "header",
          {},
          h("h2", { id }, title),
          h("button", { type: "button", class: "icon", "aria-label": t("close"), onclick: () => close(null) }, "✕"),
        ),
      )
    );
    dialog.append(...[fillWith(close)].flat().filter((each) => each !== null));
    const closed = new AbortController();
    addEventListener("hashchange", () => close(null), { signal: closed.signal }); // it was about the page before
    dialog.addEventListener("close", () => {
      closed.abort();
      dialog.remove();
      resolve(value);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/**
 * Ask for a yes. @param {string} title @param {string} text @param {string} yes @param {{ isBad?: boolean }} [more]
 * @returns {Promise<boolean>}
 */
export async function confirmed(title, text, yes, { isBad = false } = {}) {
  const found = await sheet(title, (close) => [
    h("p", {}, text),
    h(
      "footer",
      {},
      h("button", { type: "button", onclick: () => close(null) }, t("cancel")),
      h(
        "button",
        { type: "button", class: isBad ? "bad" : "primary", autofocus: true, onclick: () => close(true) },
        yes,
      ),
    ),
  ]);
  return found === true;
}

/**
 * Return a labelled field. @param {string} label @param {Record<string, any>} attributes of its `input` @param {string} [hint]
 */
export function field(label, attributes, hint) {
  const { options, ...others } = attributes;
  const input = options
    ? h(
        "select",
        others,
        options.map((/** @type {[string, string]} */ [value, text]) =>
          h("option", { value, selected: value === others.value }, text),
        ),
      )
    : h(attributes.type === "textarea" ? "textarea" : "input", { autocomplete: "off", ...others });
  return h("label", { class: "field" }, h("span", {}, label), input, hint ? h("small", {}, hint) : null);
}

/** Return a box to check, with what it stands for. @param {string} label @param {Record<string, any>} attributes of its `input` */
export function check(label, attributes) {
  return h("label", { class: "check" }, h("input", { type: "checkbox", ...attributes }), h("span", {}, label));
}

/**
 * Return a form whose `submit` gets what its named fields say, and that shows what is refused under the field it is about.
 * @param {any[]} fields @param {string} yes @param {(said: Record<string, string>) => Promise<void> | void} submit
 */
export function form(fields, yes, submit) {
  const failure = h("p", { class: "failure", role: "alert", hidden: true });
  const button = h("button", { class: "primary" }, yes);
  const made = h("form", { novalidate: true }, fields, failure, h("footer", {}, button));
  made.addEventListener("submit", async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const data = new FormData(made);
    failure.hidden = true;
    for (const each of made.querySelectorAll("[aria-invalid]")) each.removeAttribute("aria-invalid");
    button.disabled = true;
    try {
      await submit(Object.fromEntries([...data.entries()].map(([name, value]) => [name, String(value).trim()])));
    } catch (error) {
      failure.textContent = told(error);
      failure.hidden = false;
      point(made, /** @type {any} */ (error).problem?.errors ?? []);
    } finally {
      button.disabled = false;
    }
  });
  return made;
}

/** @param {HTMLFormElement} made @param {{ pointer: string, message: string }[]} errors */
function point(made, errors) {
  for (const { pointer } of errors)
    made.querySelector(`[name="${CSS.escape(pointer.split("/")[1] ?? "")}"]`)?.setAttribute("aria-invalid", "true");
}
