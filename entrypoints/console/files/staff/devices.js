/** The devices of the restaurant, on which people sign in with a PIN: pairing one, and taking one back. */

import { complain, confirmed, notice } from "../kernel/dialogs.js";
import { h, Piece, style } from "../kernel/element.js";
import { listing } from "../kernel/listing.js";
import { clock, mode } from "../kernel/restaurant.js";
import { call } from "../kernel/session.js";
import { t } from "../kernel/words.js";
import { pairOne } from "./pairing.js";

/** @typedef {import("openapi").DeviceView} Device */

class DevicesPage extends Piece {
  /** @type {import("../kernel/listing.js").Listing<Device>} */
  #list = listing({
    label: t("page.devices"),
    read: async () => ({ items: (await call("devices")).data.devices, next: null }),
    keyOf: (device) => device.id,
    textOf: (device) => device.name,
    order: (one, other) =>
      Number(one.revoked_at !== null) - Number(other.revoked_at !== null) ||
      other.enrolled_at.localeCompare(one.enrolled_at),
    row: (device) => [
      h(
        "div",
        { class: "told" },
        h("strong", {}, device.name),
        h("small", {}, t("device.since", { time: moment(device.enrolled_at) })),
      ),
      device.revoked_at
        ? h("span", { class: "badge bad" }, t("device.revoked", { time: moment(device.revoked_at) }))
        : h(
            "button",
            {
              type: "button",
              "aria-label": t("device.revoke-named", { name: device.name }),
              onclick: () => this.#revoke(device),
            },
            t("device.revoke"),
          ),
    ],
    empty: [h("p", {}, t("device.none"))],
    tools: [h("button", { type: "button", class: "primary", onclick: () => this.#pair() }, t("device.new"))],
  });

  /** @override */
  async show() {
    await style("staff/staff.css");
    const isOpen = (await mode()) === "open";
    this.replaceChildren(
      h("header", { class: "head" }, h("h1", {}, t("page.devices"))),
      isOpen ? h("p", { class: "empty" }, t("device.managed-only")) : this.#list,
    );
  }

  async #pair() {
    const name = await pairOne();
    if (name) notice(t("device.paired", { name }));
    await this.#list.reload();
  }

  /** @param {Device} device */
  async #revoke({ id, name }) {
    if (!(await confirmed(t("device.revoke"), t("device.revoking", { name }), t("device.revoke"), { isBad: true })))
      return;
    try {
      await call("revokeDevice", { path: { id } });
    } catch (error) {
      complain(error);
    }
    await this.#list.reload();
  }
}

/** @param {string} time */
function moment(time) {
  return clock(time, { dateStyle: "medium", timeStyle: "short" });
}

customElements.define("devices-page", DevicesPage);
