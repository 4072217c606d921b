/** The text of the page: one file a language, in `words/`. Dates and numbers are written by `Intl`. */

const LANGUAGES = /** @type {const} */ ({ en: "English", de: "Deutsch", es: "Español", fr: "Français" });
const CHOSEN = "orders.language";
const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

/** @typedef {string | Record<string, string>} Words */
/** @type {Record<string, Words>} */
let words = {};
/** @type {string} */
let language = "en";

export const languages = LANGUAGES;

/** Return the language that was chosen here, or that the browser asks for, or English. */
function wanted() {
  const asked = [localStorage.getItem(CHOSEN), ...navigator.languages].map((each) => each?.slice(0, 2) ?? "");
  return asked.find((each) => each in LANGUAGES) ?? "en";
}

/** Load the words of the language: a test says that none is missing in any. */
export async function load() {
  language = wanted();
  words = (await import(`../words/${language}.js`)).default;
  document.documentElement.lang = language;
  document.documentElement.dir = RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr";
}

/** Choose a language, for this browser. @param {string} code */
export function choose(code) {
  localStorage.setItem(CHOSEN, code);
}

/** Return the tag by which `Intl` writes: the browser's own of this language, as it knows the region. */
export function locale() {
  return navigator.languages.find((each) => each.slice(0, 2) === language) ?? language;
}

/**
 * Return a text. `{name}` in it is what `values` says; where it has forms, `count` chooses by the language's rules.
 * @param {string} key @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  const found = words[key] ?? key;
  const form = typeof found === "string" ? found : (found[rules().select(Number(values.count))] ?? found.other ?? key);
  return form.replace(/\{(\w+)\}/gu, (_, name) => {
    const value = values[name] ?? "";
    return typeof value === "number" ? number(value) : value;
  });
}

function rules() {
  return new Intl.PluralRules(language);
}

/** @param {number} value @param {Intl.NumberFormatOptions} [options] */
export function number(value, options = {}) {
  return new Intl.NumberFormat(locale(), options).format(value);
}

/** Return a text for a problem of the API: ours where there is one, and what the API says. @param {any} error */
export function told(error) {
  const key = `problem.${error?.type ?? ""}`;
  if (key in words) return t(key);
  return error?.name === "Error" && error.problem === undefined
    ? t("problem.unreachable")
    : error?.message || t("problem.unreachable");
}
