/** Adding and changing a webhook. Its secret is shown once, when it is added. */

import { check, field } from "../kernel/dialogs.js";
import { edited, wrong } from "../kernel/editing.js";
import { h } from "../kernel/element.js";
import { t } from "../kernel/words.js";
import { showCode } from "./codes.js";

/** @typedef {import("openapi").WebhookView} Webhook */

/** @type {import("../kernel/editing.js").Kind} */
export const WEBHOOK = {
  one: "webhook",
  show: "webhook",
  add: "addWebhook",
  change: "changeWebhook",
  remove: "removeWebhook",
};
const OF_ORDERS =
  "placed lines_added fired line_started line_ready line_recalled line_served line_voided changed split merged " +
  "closed reopened discounted discount_removed service_charged payment_taken payment_refunded";
const TYPES = [
  ...OF_ORDERS.split(" ").map((each) => `order.${each}`),
  "product.available",
  "product.unavailable",
  "table.changed",
];

/** Let a person fill in a webhook, and return what became of it; null where it was left. @param {Webhook | null} webhook */
export async function fillInWebhook(webhook) {
  let secret = "";
  const isNew = webhook === null;
  const result = await edited(WEBHOOK, webhook?.id ?? null, {
    title: webhook?.url ?? t("webhook.new"),
    fields: (item) => fields(item, isNew),
    said: (values, form) => {
      const chosen = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("[name=types]:checked")]);
      const types = values.all === "on" ? null : chosen.map((each) => each.value);
      if (types?.length === 0) throw wrong(t("webhook.no-types"), "types");
      return { url: values.url ?? "", types, ...(isNew && values.begin === "start" ? { after: 0 } : {}) };
    },
    removing: t("webhook.removing"),
    added: (answer) => {
      secret = answer.secret;
    },
  });
  if (secret) await showCode(t("webhook.secret"), secret, [t("webhook.secret-hint")]);
  return result;
}

/** @param {Webhook | null} item @param {boolean} isNew */
function fields(item, isNew) {
  const types = item?.types ?? null;
  const box = (/** @type {string} */ each) =>
    check(each, { name: "types", value: each, checked: types?.includes(each) });
  const list = h(
    "fieldset",
    { class: "types", hidden: types === null },
    h("legend", {}, t("webhook.types")),
    TYPES.map(box),
  );
  const all = check(t("webhook.all-types"), { name: "all", checked: types === null });
  all.addEventListener("change", (/** @type {any} */ event) => {
    list.hidden = event.target.checked;
  });
  const beginnings = ["now", "start"].map((each) => [each, t(`webhook.begin.${each}`)]);
  return [
    field(
      t("webhook.url"),
      {
        name: "url",
        type: "url",
        inputmode: "url",
        value: item?.url,
        required: true,
        maxlength: 2000,
        autofocus: isNew,
      },
      t("webhook.url-hint"),
    ),
    all,
    list,
    isNew ? field(t("webhook.begin"), { name: "begin", options: beginnings, value: "now" }) : null,
  ];
}
