/** How a person or a device joins: forms that are filled in once. */

import { ask } from "../kernel/api.js";
import { field, form, notice } from "../kernel/dialogs.js";
import { h } from "../kernel/element.js";
import { asStranger, enrol, signIn } from "../kernel/session.js";
import { t } from "../kernel/words.js";

/** Where the last e-mail address is kept that signed in here. */
export const LAST = "orders.last-email";

/** Return the field of an e-mail address. @param {string} value */
export function emailField(value) {
  const kind = { type: "email", autocomplete: "username", inputmode: "email" };
  return field(t("sign-in.email"), { name: "email", ...kind, required: true, value });
}

function nameField() {
  return field(t("sign-in.name"), { name: "name", autocomplete: "name", required: true });
}

/** Return the form of who is new in open mode. @param {string} email as it was tried, or "" */
export function registering(email) {
  const roles = ["manager", "waiter", "kitchen"].map((role) => [role, t(`role.${role}`)]);
  const fields = [
    email ? h("p", {}, t("sign-in.unknown", { email })) : null,
    emailField(email),
    nameField(),
    field(t("sign-in.role"), { name: "role", options: roles, value: "manager" }),
  ];
  return form(fields, t("sign-in.create"), async (said) => {
    await ask("addUser", { body: said, headers: asStranger() });
    localStorage.setItem(LAST, said.email ?? "");
    await signIn({ email: said.email });
  });
}

/** Return the form that makes this browser a device. @param {string} code @param {() => void} done */
export function pairing(code, done) {
  const wanted = field(t("sign-in.code"), { name: "code", value: code, autocapitalize: "characters", required: true });
  return form([h("p", {}, t("sign-in.pair-hint")), wanted], t("sign-in.pair-go"), async (said) => {
    const device = await enrol(said.code ?? "");
    done();
    notice(t("sign-in.paired", { name: device.name }));
  });
}

/** Return the form in which who has an activation code chooses a secret. @param {string} email @param {() => void} done */
export function activating(email, done) {
  const kept = { type: "password", autocomplete: "new-password" };
  const fields = [
    emailField(email),
    field(t("sign-in.activation-code"), { name: "code", required: true }),
    field(t("sign-in.new-password"), { name: "password", ...kept }),
    field(t("sign-in.new-pin"), { name: "pin", ...kept, inputmode: "numeric" }, t("sign-in.new-pin-hint")),
  ];
  return form(fields, t("save"), async (said) => {
    const body = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ""));
    await ask("activate", { body, headers: asStranger() });
    notice(t("sign-in.activated"));
    done();
  });
}

/** Return the form of the first manager of a restaurant. */
export function settingUp() {
  const fields = [
    h("p", {}, t("sign-in.first-hint")),
    field(t("sign-in.setup-token"), { name: "token", required: true }),
    nameField(),
    emailField(""),
    field(t("sign-in.new-password"), {
      name: "password",
      type: "password",
      autocomplete: "new-password",
      required: true,
    }),
  ];
  return form(fields, t("sign-in.create"), async ({ token = "", ...said }) => {
    await ask("addUser", {
      body: { ...said, role: "manager" },
      headers: { ...asStranger(), "Setup-Token": token },
    });
    await signIn({ email: said.email, password: said.password });
  });
}
