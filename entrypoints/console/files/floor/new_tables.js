/** Adding tables, one or many at once: "Terrace 1-12, Bar". */

import { Refused } from "../kernel/api.js";
import { field, form, notice, sheet } from "../kernel/dialogs.js";
import { wrong } from "../kernel/editing.js";
import { h, say } from "../kernel/element.js";
import { newId } from "../kernel/ids.js";
import { call } from "../kernel/session.js";
import { t } from "../kernel/words.js";

const MOST = 200;

/**
 * Return the names that a text means: "Terrace 1-3, Bar" are four. What is counted keeps its zeros: "01-12".
 * @param {string} text @returns {string[]}
 */
export function namesIn(text) {
  const found = text.split(/[,;\n]/u).flatMap((part) => {
    const [, before = "", first = "", last = ""] = /^(.*?)(\d+)\s*(?:-|–|—|\.\.+|…)\s*(\d+)$/u.exec(part.trim()) ?? [];
    const from = Number(first);
    const count = Number(last) - from + 1;
    if (first === "" || count < 1 || count > MOST) return [part.trim()];
    return Array.from({ length: count }, (_, at) => `${before}${String(from + at).padStart(first.length, "0")}`);
  });
  return [...new Set(found.filter(Boolean))].slice(0, MOST);
}

/** Let a person add tables. @param {string[][]} sections to choose from @param {string} section that is chosen first */
export function addTables(sections, section) {
  const done = /** @type {Set<string>} */ (new Set());
  const keys = /** @type {Map<string, string>} */ (new Map());
  return sheet(t("tables.new"), (close) => {
    const preview = h("p", { class: "quiet", role: "status" });
    const names = field(
      t("tables.names"),
      { name: "name", required: true, autofocus: true, placeholder: t("tables.names-example") },
      t("tables.names-hint"),
    );
    names.addEventListener("input", (/** @type {any} */ event) => say(preview, told(namesIn(event.target.value))));
    const seats = { name: "seats", type: "number", inputmode: "numeric", min: 1, max: 1000 };
    return form(
      [
        names,
        preview,
        field(t("tables.section"), { name: "section", options: sections, value: section }),
        field(t("tables.seats-field"), seats),
      ],
      t("add"),
      async (said) => {
        const wanted = namesIn(said.name ?? "");
        if (wanted.length === 0) throw wrong(t("problem.name-required"), "name");
        const more = { section: said.section || null, seats: said.seats ? Number(said.seats) : null };
        const taken = [];
        for (const name of wanted.filter((each) => !done.has(each))) {
          const body = { name, ...more };
          const text = JSON.stringify(body);
          const key = keys.get(text) ?? newId();
          keys.set(text, key);
          try {
            await call("addTable", { body, headers: { "Idempotency-Key": key } });
            done.add(name);
          } catch (error) {
            if (!(error instanceof Refused) || error.type !== "table-name-taken") throw error;
            taken.push(name);
          }
        }
        if (taken.length) throw wrong(t("tables.names-taken", { names: taken.join(", "), count: done.size }), "name");
        notice(t("tables.added", { count: done.size }));
        close(done.size);
      },
    );
  });
}

/** @param {string[]} names */
function told(names) {
  if (names.length < 2) return "";
  const [first = "", second = ""] = names;
  return t("tables.preview", { count: names.length, first, second, last: names.at(-1) ?? "" });
}
