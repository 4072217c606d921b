/** Importing a menu: a file is chosen, what would be made of it is looked at, and then all of it is done at once. */

import { Refused } from "../kernel/api.js";
import { notice } from "../kernel/dialogs.js";
import { h, Piece, say, set, style } from "../kernel/element.js";
import { newId } from "../kernel/ids.js";
import { plain } from "../kernel/listing.js";
import { at } from "../kernel/routes.js";
import { call } from "../kernel/session.js";
import { number, t, told } from "../kernel/words.js";
import { forgetCategories } from "./categories.js";
import { menuFile } from "./menu_file.js";
import { menuHelp } from "./menu_help.js";
import { menuRows } from "./menu_rows.js";

/** @typedef {import("openapi").MenuShown} Menu */
/** @typedef {import("openapi").MenuRowView} Row */

const KINDS = /** @type {const} */ (["error", "changed", "made", "skipped"]);

class ImportPage extends Piece {
  #failure = h("p", { class: "failure", role: "alert", hidden: true });
  #state = h("p", { role: "status", class: "state" });
  #chips = h("div", { class: "chips", role: "group", "aria-label": t("import.which"), hidden: true });
  #go = h("button", { type: "button", class: "primary", hidden: true, onclick: () => void this.#import() });
  #room = h("div");
  #input = /** @type {HTMLInputElement} */ (
    h("input", { type: "file", accept: ".csv,.tsv,.txt,text/csv", class: "unseen" })
  );
  #isBusy = false;
  /** @type {Blob | null} */
  #file = null;
  #key = "";
  /** @type {Menu | null} */
  #menu = null;
  #chosen = "";

  /** @override */
  async show() {
    await Promise.all([style("kernel/listing.css"), style("catalogue/import.css")]);
    const input = this.#input;
    const drop = h(
      "label",
      { class: "drop" },
      input,
      h("span", { class: "button primary" }, t("import.choose")),
      h("small", {}, t("import.drop")),
    );
    this.hear(input, "change", () => {
      void this.#take(input.files?.[0]);
      input.value = ""; // the same file once more, corrected, is a change too
    });
    this.hear(drop, "dragover", (/** @type {DragEvent} */ event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
    this.hear(drop, "dragleave", () => drop.classList.remove("over"));
    this.hear(drop, "drop", (/** @type {DragEvent} */ event) => {
      event.preventDefault();
      drop.classList.remove("over");
      void this.#take(event.dataTransfer?.files[0]);
    });
    this.replaceChildren(
      h(
        "header",
        { class: "head" },
        h("h1", {}, t("page.import")),
        h("a", { class: "button", href: at("catalogue") }, t("import.back")),
      ),
      drop,
      menuHelp(),
      this.#failure,
      h("div", { class: "row outcome" }, this.#state, this.#go),
      this.#chips,
      this.#room,
    );
  }

  /** @param {File | undefined} file */
  async #take(file) {
    if (!file || this.#isBusy) return;
    this.#forget();
    this.#busy(true);
    say(this.#state, t("import.reading", { name: file.name }));
    try {
      this.#file = await menuFile(file);
      this.#key = newId();
      await this.#preview();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#busy(false);
    }
  }

  /** One file at a time: what is looked at is what is imported. @param {boolean} isBusy */
  #busy(isBusy) {
    this.#isBusy = isBusy;
    set(this.#input, "disabled", isBusy);
    set(this.#go, "disabled", isBusy);
  }

  async #preview() {
    const { data } = await call("importMenu", { query: { preview: true }, body: this.#file });
    this.#menu = data;
    this.#chosen = data.counts.error ? "error" : "";
    this.#draw();
  }

  async #import() {
    this.#busy(true);
    this.#failure.hidden = true;
    try {
      const headers = { "Idempotency-Key": this.#key };
      const { counts } = (await call("importMenu", { body: this.#file, headers })).data;
      forgetCategories();
      this.#forget();
      const done = t("import.done", { made: counts.made, changed: counts.changed });
      say(this.#state, done);
      notice(done);
    } catch (error) {
      this.#fail(error);
      // Somebody changed stations or taxes since: what is wrong now is shown by line.
      if (error instanceof Refused && error.type === "menu-refused") await this.#preview().catch(() => undefined);
    } finally {
      this.#busy(false);
    }
  }

  #forget() {
    this.#menu = null;
    this.#failure.hidden = true;
    set(this.#go, "hidden", true);
    set(this.#chips, "hidden", true);
    this.#room.replaceChildren();
  }

  /** @param {unknown} error */
  #fail(error) {
    say(this.#state, "");
    this.#failure.textContent = told(error);
    this.#failure.hidden = false;
  }

  #draw() {
    const { counts, rows } = /** @type {Menu} */ (this.#menu);
    const work = counts.made + counts.changed;
    const isReady = counts.error === 0 && work > 0;
    set(this.#go, "hidden", !isReady);
    this.#go.textContent = t("import.go", { count: work });
    say(
      this.#state,
      counts.error ? t("import.wrong", { count: counts.error }) : isReady ? t("import.ready") : t("import.nothing"),
    );
    const chip = (/** @type {string} */ kind, /** @type {string} */ text, /** @type {number} */ count) =>
      h(
        "button",
        {
          type: "button",
          "data-kind": kind,
          "aria-pressed": String(this.#chosen === kind),
          disabled: count === 0,
          onclick: () => this.#choose(kind),
        },
        `${text} (${number(count)})`,
      );
    set(this.#chips, "hidden", false);
    this.#chips.replaceChildren(
      chip("", t("import.all"), rows.length),
      ...KINDS.map((kind) => chip(kind, t(`import.${kind}`), counts[kind])),
    );
    this.#room.replaceChildren(menuRows((text) => this.#found(text)));
  }

  /** @param {string} kind */
  #choose(kind) {
    this.#chosen = kind;
    this.#draw();
    this.#chips.querySelector(`[data-kind="${kind}"]`)?.focus();
  }

  /** @param {string} text @returns {Row[]} */
  #found(text) {
    const wanted = plain(text);
    const rows = this.#menu?.rows ?? [];
    return rows.filter(
      ({ done, name }) => (this.#chosen === "" || done === this.#chosen) && (!wanted || plain(name).includes(wanted)),
    );
  }
}

customElements.define("import-page", ImportPage);
