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
import { menuDrop } from "./menu_drop.js";
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
  #again = h("button", { type: "button", hidden: true, onclick: () => void this.#preview() }, t("list.again"));
  #ignored = h("p", { class: "ignored", hidden: true });
  #file = menuDrop((file) => void this.#take(file));
  #isBusy = false;
  /** @type {Blob | null} */
  #content = null;
  #key = "";
  /** @type {Menu | null} */
  #menu = null;
  #chosen = "";

  /** @override */
  async show() {
    await Promise.all([style("kernel/listing.css"), style("catalogue/import.css")]);
    this.replaceChildren(
      h(
        "header",
        { class: "head" },
        h("h1", {}, t("page.import")),
        h("a", { class: "button", href: at("catalogue") }, t("import.back")),
      ),
      this.#file.drop,
      menuHelp(),
      this.#failure,
      h("div", { class: "row outcome" }, this.#state, this.#again, this.#go),
      this.#ignored,
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
      this.#content = await menuFile(file);
      this.#key = newId();
    } catch (error) {
      this.#fail(error);
      this.#busy(false);
      return;
    }
    await this.#preview();
  }

  /** One file at a time: what is looked at is what is imported. @param {boolean} isBusy */
  #busy(isBusy) {
    this.#isBusy = isBusy;
    for (const each of [this.#file.input, this.#go, this.#again]) set(each, "disabled", isBusy);
  }

  /** Look at the file that was chosen: once more, where nobody answered. */
  async #preview() {
    this.#busy(true);
    this.#failure.hidden = true;
    try {
      await this.#look();
      set(this.#again, "hidden", true);
    } catch (error) {
      this.#fail(error);
      set(this.#again, "hidden", error instanceof Refused && !error.isForNow);
    } finally {
      this.#busy(false);
    }
  }

  async #look() {
    const { data } = await call("importMenu", { query: { preview: true }, body: this.#content });
    this.#menu = data;
    this.#chosen = data.counts.error ? "error" : "";
    this.#draw();
  }

  async #import() {
    this.#busy(true);
    this.#failure.hidden = true;
    try {
      const headers = { "Idempotency-Key": this.#key };
      const { counts } = (await call("importMenu", { body: this.#content, headers })).data;
      forgetCategories();
      this.#forget();
      const done = t("import.done", { made: counts.made, changed: counts.changed });
      say(this.#state, done);
      notice(done);
    } catch (error) {
      this.#fail(error);
      // Somebody changed stations or taxes since: what is wrong now is shown by line.
      if (error instanceof Refused && error.type === "menu-refused") await this.#look().catch(() => undefined);
    } finally {
      this.#busy(false);
    }
  }

  #forget() {
    this.#menu = null;
    for (const each of [this.#failure, this.#go, this.#again, this.#ignored, this.#chips]) set(each, "hidden", true);
    this.#room.replaceChildren();
  }

  /** @param {unknown} error */
  #fail(error) {
    say(this.#state, "");
    this.#failure.textContent = told(error);
    this.#failure.hidden = false;
  }

  #draw() {
    const { counts, rows, ignored_columns: ignored } = /** @type {Menu} */ (this.#menu);
    const work = counts.made + counts.changed;
    const isReady = counts.error === 0 && work > 0;
    set(this.#go, "hidden", !isReady);
    this.#go.textContent = t("import.go", { count: work });
    const done = t(rows.length === 0 ? "import.no-rows" : isReady ? "import.ready" : "import.nothing");
    say(this.#state, counts.error ? t("import.wrong", { count: counts.error }) : done);
    say(this.#ignored, t("import.ignored", { columns: ignored.join(", ") }));
    set(this.#ignored, "hidden", ignored.length === 0);
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
    if (rows.length === 0) return;
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
