/** The frame around every page: who is signed in, the menu, the state of the outbox and of the line. */

import { dropStyles, h, Piece, say, set } from "./element.js";
import { commands, outbox } from "./outbox.js";
import { areKnown, isManaged, mode, facts, readFacts } from "./restaurant.js";
import { at, FIRST, place, ROUTES } from "./routes.js";
import { people, signOut, user } from "./session.js";
import { complain, sheet } from "./dialogs.js";
import { fillMenu, markPlace } from "./menu.js";
import { t } from "./words.js";

export class Shell extends Piece {
  #main = h("main", { id: "main", tabindex: "-1" });
  #bar = h("header", { class: "bar" });
  #menu = h("nav", { class: "menu" });
  #counter = h("a", { class: "counter", hidden: true, href: at("outbox") });
  #turn = 0;

  /** Begin, once the words are there. */
  start() {
    this.replaceChildren(
      h("a", { class: "skip", href: "#main", onclick: (/** @type {Event} */ event) => this.#skip(event) }, t("skip")),
      this.#bar,
      this.#menu,
      this.#main,
      h("div", { id: "notices", "aria-live": "polite" }),
    );
    this.hear(window, "hashchange", () => void this.#go());
    this.hear(people, "change", () => void this.#come());
    this.hear(outbox, "change", () => void this.#count());
    void this.#come();
    void this.#count();
  }

  async #come() {
    if (user()) {
      const known = areKnown();
      const read = readFacts()
        .then(() => this.#frame())
        .catch(() => undefined);
      if (!known) await read;
    } else await mode();
    this.#frame();
    await this.#go();
  }

  #frame() {
    const person = user();
    this.classList.toggle("signed-in", person !== null);
    if (!person) {
      this.#bar.replaceChildren();
      this.#menu.replaceChildren();
      return;
    }
    const name = h("span", { class: "restaurant" }, facts().name);
    const me = h(
      "button",
      { type: "button", class: "me", "aria-haspopup": "dialog", onclick: () => this.#showMe() },
      person.name,
    );
    this.#bar.replaceChildren(name, this.#counter, me);
    fillMenu(this.#menu, person.role);
  }

  async #go() {
    this.#turn += 1;
    const turn = this.#turn;
    const person = user();
    const isPairing = place().name === "pair" && isManaged(); // also where somebody is signed in
    if (!person || isPairing) return this.#show("staff/sign_in.js", "sign-in-page", turn, t("page.sign-in"));
    const route = ROUTES[place().name];
    if (!route || !route.for.includes(person.role)) {
      location.replace(at(FIRST[person.role]));
      return undefined;
    }
    markPlace(this.#menu);
    return this.#show(route.module, route.tag, turn, t(`page.${place().name}`));
  }

  /** @param {string} module @param {string} tag @param {number} turn @param {string} title */
  async #show(module, tag, turn, title) {
    try {
      await import(`../${module}`);
      if (turn !== this.#turn) return;
      dropStyles();
      this.#main.replaceChildren(h(tag));
      document.title = `${title} · ${facts().name || t("product")}`;
      window.scrollTo(0, 0);
      if (document.activeElement === document.body || !document.activeElement?.isConnected)
        this.#main.focus({ preventScroll: true });
    } catch (error) {
      complain(error);
    }
  }

  async #count() {
    const found = (await commands().catch(() => [])).filter((each) => each.state !== "done");
    const refused = found.filter((each) => each.state === "refused").length;
    set(this.#counter, "hidden", found.length === 0);
    this.#counter.classList.toggle("bad", refused > 0);
    say(
      this.#counter,
      refused ? t("outbox.refused", { count: refused }) : t("outbox.waiting", { count: found.length }),
    );
  }

  async #showMe() {
    const person = user();
    if (!person) return;
    const all = await commands().catch(() => []);
    const waiting = all.filter((each) => each.user === person.id && each.state === "waiting").length;
    const leaves = await sheet(person.name, (close) => [
      h("p", {}, `${person.email} · ${t(`role.${person.role}`)}`),
      waiting ? h("p", { class: "failure" }, t("sign-out.waiting", { count: waiting })) : null,
      h("footer", {}, h("button", { type: "button", class: "primary", onclick: () => close(true) }, t("sign-out"))),
    ]);
    if (leaves) await signOut();
  }

  /** @param {Event} event */
  #skip(event) {
    event.preventDefault();
    this.#main.focus();
  }
}

customElements.define("console-shell", Shell);
