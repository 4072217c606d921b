/** Reports as files: CSV and spreadsheets, fetched with the token and handed over as a download. */

import { complain } from "../kernel/dialogs.js";
import { h } from "../kernel/element.js";
import { call } from "../kernel/session.js";
import { locale, t } from "../kernel/words.js";

/** @typedef {import("./reading.js").Question} Question */

const MEDIA = Object.freeze({
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
});
const KEPT_FOR = 60_000; // milliseconds: until the browser has written it

/** Return the buttons that download a report. @param {string} title @param {() => Question} question */
export function downloads(title, question) {
  const button = (/** @type {"csv" | "xlsx"} */ format) =>
    h(
      "button",
      {
        type: "button",
        class: "plain",
        "aria-label": t("sales.download", { title, format: format.toUpperCase() }),
        onclick: (/** @type {Event} */ event) => void download(question(), format, event.currentTarget),
      },
      format.toUpperCase(),
    );
  return h("span", { class: "files" }, button("csv"), button("xlsx"));
}

/** @param {Question} question @param {"csv" | "xlsx"} format @param {any} button */
async function download({ call: name, path, query = {} }, format, button) {
  button.disabled = true;
  try {
    const asked = { ...query, format, ...(format === "csv" ? { separator: separator(), bom: true } : {}) };
    const { data, headers } = await call(name, { path, query: asked, accept: MEDIA[format] });
    const href = URL.createObjectURL(data);
    h("a", { href, download: fileName(headers, query, format) }).click();
    setTimeout(() => URL.revokeObjectURL(href), KEPT_FOR);
  } catch (error) {
    complain(error);
  } finally {
    button.disabled = false;
    button.focus();
  }
}

/** What spreadsheets expect between cells: a semicolon where a comma divides decimals. */
function separator() {
  return new Intl.NumberFormat(locale()).format(0.5).includes(",") ? ";" : ",";
}

/** @param {Headers} headers @param {Record<string, any>} query @param {string} format */
function fileName(headers, query, format) {
  const [, name = "report"] = /filename="([^"]+)\.\w+"/u.exec(headers.get("Content-Disposition") ?? "") ?? [];
  const days = [...new Set([query.start_date, query.end_date])].filter(Boolean);
  return `${[name, ...days].join("-")}.${format}`;
}
