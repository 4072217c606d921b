/** Pairing a device: a name, then a code and its picture until the device is there. */

import { copyButton } from "../kernel/copying.js";
import { now } from "../kernel/clock.js";
import { field, form, sheet } from "../kernel/dialogs.js";
import { h, say } from "../kernel/element.js";
import { qrPicture } from "../kernel/qr_picture.js";
import { clock } from "../kernel/restaurant.js";
import { at } from "../kernel/routes.js";
import { call, restaurantNamed } from "../kernel/session.js";
import { t } from "../kernel/words.js";

/** @typedef {import("openapi").PairingOffered} Offer */

const LOOK_EVERY = 2_000; // milliseconds
const HERE_ONLY = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Have a person name a device, show its code, and return the name once it was paired; null where that was left. */
export function pairOne() {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let watching;
  const done = sheet(t("device.new"), (close) => {
    const room = h("div", { class: "pairing", tabindex: "-1" });
    const naming = form(
      [
        field(
          t("device.name"),
          { name: "name", required: true, maxlength: 120, autofocus: true },
          t("device.name-hint"),
        ),
      ],
      t("device.get-code"),
      async ({ name = "" }) => {
        const before = await known();
        const offer = /** @type {Offer} */ ((await call("pair", { body: { name } })).data);
        const left = h("p", { class: "quiet", role: "status" });
        room.replaceChildren(...shown(offer, left));
        room.focus({ preventScroll: true });
        const look = async () => {
          const isOver = Date.parse(offer.expires_at) <= now();
          say(left, isOver ? t("device.expired") : t("device.good-until", { time: clock(offer.expires_at) }));
          if (isOver) return clearInterval(watching);
          const found = await known().catch(() => before);
          const paired = [...found].find(([id, called]) => !before.has(id) && called === name);
          return paired && close(name);
        };
        void look();
        watching = setInterval(look, LOOK_EVERY);
      },
    );
    room.append(naming);
    return room;
  });
  return done.finally(() => clearInterval(watching));
}

/** Return the names of the devices there are, by id. @returns {Promise<Map<string, string>>} */
async function known() {
  const { data } = await call("devices");
  return new Map(data.devices.map((/** @type {{ id: string, name: string }} */ each) => [each.id, each.name]));
}

/** @param {Offer} offer @param {HTMLElement} left */
function shown({ name, code }, left) {
  const address = `${location.origin}${location.pathname}${at("pair", code, { restaurant: restaurantNamed() })}`;
  return [
    HERE_ONLY.has(location.hostname) ? h("p", { class: "hint" }, t("device.here-only")) : null,
    qrPicture(address, t("device.qr", { name })),
    h("p", {}, t("device.scan", { name, address: `${location.origin}${location.pathname}` })),
    h("output", { class: "code", "aria-label": t("sign-in.code") }, code),
    left,
    h("footer", {}, copyButton(address, t("device.copy-link"))),
  ].filter((each) => each !== null);
}
