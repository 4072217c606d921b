/** Who works here: as what, whether still, and the codes with which people choose their secrets. */

import { check, complain, field } from "../kernel/dialogs.js";
import { edited, sayDone } from "../kernel/editing.js";
import { h, Piece } from "../kernel/element.js";
import { byName, listing, opener } from "../kernel/listing.js";
import { isManaged } from "../kernel/restaurant.js";
import { call } from "../kernel/session.js";
import { t } from "../kernel/words.js";
import { showCode } from "./codes.js";

/** @typedef {import("openapi").UserView} User */

/** @type {import("../kernel/editing.js").Kind} */
const USER = { one: "user", show: "user", add: "addUser", change: "changeUser" };
const ROLES = ["waiter", "kitchen", "manager"];

class StaffPage extends Piece {
  /** @type {import("../kernel/listing.js").Listing<User>} */
  #list = listing({
    label: t("page.staff"),
    read: async () => ({ items: (await call("users")).data.users, next: null }),
    keyOf: (user) => user.id,
    textOf: (user) => `${user.name} ${user.email} ${t(`role.${user.role}`)}`,
    order: (one, other) => Number(other.active) - Number(one.active) || byName(one, other),
    row: (user) => [
      opener(user.name, user.email, () => this.#open(user)),
      user.active ? null : h("span", { class: "badge bad" }, t("staff.left")),
      h("span", { class: "badge" }, t(`role.${user.role}`)),
    ],
    empty: [],
    tools: [h("button", { type: "button", class: "primary", onclick: () => this.#open(null) }, t("staff.new"))],
  });

  /** @override */
  show() {
    this.replaceChildren(h("header", { class: "head" }, h("h1", {}, t("page.staff"))), this.#list);
  }

  /** @param {User | null} user */
  async #open(user) {
    let code = "";
    const isNew = user === null;
    const result = await edited(USER, user?.id ?? null, {
      title: user?.name ?? t("staff.new"),
      fields: (item) => fields(item ?? (isNew ? null : user)),
      said: (values) => ({
        name: values.name ?? "",
        email: values.email ?? "",
        role: values.role,
        ...(isNew ? {} : { active: values.active === "on" }),
      }),
      added: (answer) => {
        code = answer.activation_code ?? "";
      },
    });
    if (!result) return;
    this.#list.put(result);
    if (code) await showActivation(result, code);
    else sayDone(result.name, result);
  }
}

/** @param {User | null} item */
function fields(item) {
  const roles = ROLES.map((each) => [each, t(`role.${each}`)]);
  const isNew = item === null;
  return [
    field(t("name"), { name: "name", value: item?.name, required: true, maxlength: 120, autofocus: isNew }),
    field(t("sign-in.email"), { name: "email", type: "email", value: item?.email, required: true, inputmode: "email" }),
    field(t("sign-in.role"), { name: "role", options: roles, value: item?.role ?? "waiter" }),
    isNew ? null : check(t("staff.active"), { name: "active", checked: item.active }),
    isNew || !isManaged() ? null : newCode(item),
  ];
}

/** @param {User} user */
function newCode(user) {
  const press = async () => {
    try {
      const { data } = await call("activationOf", { path: { id: user.id } });
      await showActivation(user, data.activation_code);
    } catch (error) {
      complain(error);
    }
  };
  return h("button", { type: "button", onclick: press }, t("staff.new-code"));
}

/** @param {User} user @param {string} code */
function showActivation({ name, email }, code) {
  return showCode(t("staff.code-for", { name }), code, [t("staff.code-hint", { name, email }), t("staff.code-once")]);
}

customElements.define("staff-page", StaffPage);
