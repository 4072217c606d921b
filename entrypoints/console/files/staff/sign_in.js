/** Signing in: by e-mail and password, by PIN on a device of the restaurant, or by e-mail alone in open mode. */

import { Refused } from "../kernel/api.js";
import { field, form } from "../kernel/dialogs.js";
import { h, Piece, style } from "../kernel/element.js";
import { isManaged } from "../kernel/restaurant.js";
import { go, place } from "../kernel/routes.js";
import { isDevice } from "../kernel/device.js";
import { nameRestaurant, restaurantNamed, signIn, user } from "../kernel/session.js";
import { t } from "../kernel/words.js";
import { activating, emailField, LAST, pairing, registering, settingUp } from "./joining.js";
import { pinPad } from "./pin_pad.js";

class SignInPage extends Piece {
  #heading = h("h1");
  #body = h("div", { class: "ways" });
  #others = h("nav", { class: "others", "aria-label": t("sign-in.others") });

  /** @override */
  async show() {
    await style("staff/sign_in.css");
    const named = new URLSearchParams(location.search).get("restaurant") ?? place().query.get("restaurant");
    if (named !== null) nameRestaurant(named);
    const logo = h("img", { src: "icons/icon.svg", alt: "", width: 56, height: 56 });
    const which = restaurantNamed()
      ? h("p", { class: "quiet" }, t("sign-in.restaurant", { name: restaurantNamed() }))
      : null;
    this.replaceChildren(h("section", { class: "card" }, logo, this.#heading, which, this.#body, this.#others));
    if (place().name === "pair") this.#pair(place().id);
    else this.#begin();
  }

  #begin() {
    if (!isManaged()) this.#byEmail();
    else if (isDevice()) this.#byPin();
    else this.#byPassword();
  }

  /** @param {string} title @param {any[]} content @param {[string, () => void][]} others */
  #put(title, content, others) {
    const button = (/** @type {[string, () => void]} */ [text, press]) =>
      h("button", { type: "button", class: "plain", onclick: press }, text);
    this.#heading.textContent = title;
    this.#body.replaceChildren(...content);
    this.#others.replaceChildren(...others.map(button));
    const fields = /** @type {HTMLInputElement[]} */ ([...this.#body.querySelectorAll("input")]);
    fields.find((each) => each.value === "")?.focus();
  }

  /** @param {string} title @param {HTMLElement} made */
  #once(title, made) {
    this.#put(title, [made], [[t("sign-in.back"), () => this.#begin()]]);
  }

  #byEmail() {
    const made = form([this.#email()], t("sign-in.go"), async ({ email = "" }) => {
      localStorage.setItem(LAST, email);
      try {
        await signIn({ email });
      } catch (error) {
        if (!(error instanceof Refused) || ![401, 404].includes(error.status)) throw error;
        this.#once(t("sign-in.new"), registering(email));
      }
    });
    const isNew = () => this.#once(t("sign-in.new"), registering(""));
    this.#put(t("sign-in.title"), [made], [[t("sign-in.new"), isNew]]);
  }

  #byPassword() {
    const password = { name: "password", type: "password", autocomplete: "current-password", required: true };
    const made = form([this.#email(), field(t("sign-in.password"), password)], t("sign-in.go"), async (said) => {
      localStorage.setItem(LAST, said.email ?? "");
      await signIn(said);
    });
    this.#put(
      t("sign-in.title"),
      [made],
      [
        isDevice() ? [t("sign-in.by-pin"), () => this.#byPin()] : [t("sign-in.pair"), () => this.#pair("")],
        [t("sign-in.activate"), () => this.#activate()],
        [t("sign-in.first"), () => this.#once(t("sign-in.first"), settingUp())],
      ],
    );
  }

  #byPin() {
    const email = this.#email();
    const pad = pinPad(async (pin) => {
      const said = /** @type {HTMLInputElement} */ (email.querySelector("input")).value.trim();
      localStorage.setItem(LAST, said);
      await signIn({ email: said, pin });
    });
    this.#put(
      t("sign-in.title"),
      [email, pad],
      [
        [t("sign-in.by-password"), () => this.#byPassword()],
        [t("sign-in.activate"), () => this.#activate()],
      ],
    );
  }

  #email() {
    return emailField(localStorage.getItem(LAST) ?? "");
  }

  /** @param {string} code */
  #pair(code) {
    const done = () => {
      if (user()) return go("settings");
      history.replaceState(null, "", "#/");
      return this.#begin();
    };
    this.#put(t("sign-in.pair"), [pairing(code, done)], [[t("sign-in.back"), done]]);
  }

  #activate() {
    const made = activating(localStorage.getItem(LAST) ?? "", () => this.#byPassword());
    this.#once(t("sign-in.activate"), made);
  }
}

customElements.define("sign-in-page", SignInPage);
