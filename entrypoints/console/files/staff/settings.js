/** Settings: of this browser for everybody, of the restaurant for managers. */

import { complain, confirmed, field } from "../kernel/dialogs.js";
import { h, Piece, style } from "../kernel/element.js";
import { commands, outbox } from "../kernel/outbox.js";
import { facts, isManaged, readFacts } from "../kernel/restaurant.js";
import { at } from "../kernel/routes.js";
import { deviceName, isDevice, leaveDevice } from "../kernel/device.js";
import { signOut, signOutEverywhere, user } from "../kernel/session.js";
import { chooseTheme, theme } from "../kernel/theme.js";
import { choose, languages, t } from "../kernel/words.js";
import { changeRestaurant, restaurantFacts } from "./restaurant_form.js";

class SettingsPage extends Piece {
  #waiting = h("p");
  #restaurant = h("div", { class: "facts" });

  /** @override */
  async show() {
    await style("staff/staff.css");
    this.replaceChildren(
      h("header", { class: "head" }, h("h1", {}, t("page.settings"))),
      h("div", { class: "cards" }, [
        this.#browser(),
        user()?.role === "manager" ? this.#ofRestaurant() : null,
        added(),
        isManaged() ? this.#device() : null,
        h("section", { class: "card" }, h("h2", {}, t("page.outbox")), this.#waiting, toOutbox()),
        leaving(),
      ]),
    );
    this.hear(outbox, "change", () => void this.#count());
    await this.#count();
  }

  #browser() {
    const language = field(t("settings.language"), {
      options: Object.entries(languages),
      value: document.documentElement.lang,
      onchange: (/** @type {any} */ event) => {
        choose(event.target.value);
        location.reload();
      },
    });
    const themes = ["", "light", "dark"].map((each) => [each, t(`settings.theme.${each || "system"}`)]);
    const shown = field(t("settings.theme"), {
      options: themes,
      value: theme(),
      onchange: (/** @type {any} */ event) => chooseTheme(event.target.value),
    });
    return h("section", { class: "card" }, h("h2", {}, t("settings.browser")), language, shown);
  }

  #ofRestaurant() {
    const change = async () => {
      if (await changeRestaurant()) location.reload();
    };
    this.#restaurant.replaceChildren(restaurantFacts(facts()));
    void readFacts()
      .then((found) => this.#restaurant.replaceChildren(restaurantFacts(found)))
      .catch(complain);
    return h(
      "section",
      { class: "card" },
      h("h2", {}, t("settings.restaurant")),
      this.#restaurant,
      h("button", { type: "button", "aria-haspopup": "dialog", onclick: change }, t("settings.change")),
    );
  }

  #device() {
    const heading = h("h2", {}, t("settings.device"));
    if (!isDevice()) return h("section", { class: "card" }, heading, h("p", {}, t("settings.no-device")));
    const leave = async () => {
      if (!(await confirmed(t("settings.leave"), t("settings.leaving"), t("settings.leave"), { isBad: true }))) return;
      leaveDevice();
      await signOut();
    };
    return h(
      "section",
      { class: "card" },
      heading,
      h("p", {}, deviceName() ? t("settings.device-named", { name: deviceName() }) : t("settings.is-device")),
      h("button", { type: "button", onclick: leave }, t("settings.leave")),
    );
  }

  async #count() {
    const found = (await commands()).filter((each) => each.state !== "done");
    const refused = found.filter((each) => each.state === "refused").length;
    this.#waiting.textContent = found.length
      ? `${t("outbox.waiting", { count: found.length - refused })}, ${t("outbox.refused", { count: refused })}`
      : t("settings.nothing-waits");
  }
}

function toOutbox() {
  return h("a", { class: "button", href: at("outbox") }, t("settings.show"));
}

/** What a secure address adds, and whether it is there. */
function added() {
  const isInstalled = matchMedia("(display-mode: standalone)").matches;
  const kept = Boolean(navigator.serviceWorker?.controller);
  const line = (/** @type {string} */ key, /** @type {boolean} */ isThere) =>
    h(
      "li",
      {},
      h("span", {}, t(key)),
      h("span", { class: `badge ${isThere ? "good" : ""}` }, t(isThere ? "settings.yes" : "settings.no")),
    );
  return h(
    "section",
    { class: "card" },
    h("h2", {}, t("settings.app")),
    h("p", {}, t(isSecureContext ? "settings.secure" : "settings.plain")),
    h(
      "ul",
      { class: "list" },
      line("settings.offline", kept),
      line("settings.awake", "wakeLock" in navigator),
      line("settings.installed", isInstalled),
    ),
    isSecureContext && !isInstalled ? h("p", { class: "quiet" }, t("settings.install")) : null,
  );
}

function leaving() {
  const everywhere = async () => {
    const isSure = await confirmed(t("settings.everywhere"), t("settings.everywhere-hint"), t("sign-out"));
    if (isSure) await signOutEverywhere().catch(complain);
  };
  return h(
    "section",
    { class: "card" },
    h("h2", {}, user()?.name ?? ""),
    h("p", { class: "quiet" }, user()?.email ?? ""),
    h("div", { class: "row" }, [
      h("button", { type: "button", onclick: () => void signOut() }, t("sign-out")),
      h("button", { type: "button", class: "plain", onclick: everywhere }, t("settings.everywhere")),
    ]),
  );
}

customElements.define("settings-page", SettingsPage);
