/** Webhooks: where events are delivered to, how far that has come, and what it failed with. */

import { sheet } from "../kernel/dialogs.js";
import { changed, sayDone } from "../kernel/editing.js";
import { h, Piece, style } from "../kernel/element.js";
import { listing, opener } from "../kernel/listing.js";
import { clock } from "../kernel/restaurant.js";
import { call } from "../kernel/session.js";
import { switchButton } from "../kernel/switch.js";
import { t } from "../kernel/words.js";
import "./deliveries.js";
import { fillInWebhook, WEBHOOK } from "./webhook_form.js";

/** @typedef {import("openapi").WebhookView} Webhook */

const LOOK_EVERY = 5_000; // milliseconds

class WebhooksPage extends Piece {
  /** The number of the last event there is. */
  #last = 0;
  /** @type {import("../kernel/listing.js").Listing<Webhook>} */
  #list = listing({
    label: t("page.webhooks"),
    read: async () => {
      const [hooks, log] = await Promise.all([call("webhooks"), call("events")]);
      this.#last = log.data.last;
      return { items: hooks.data.webhooks, next: null };
    },
    keyOf: (webhook) => webhook.id,
    textOf: (webhook) => webhook.url,
    stampOf: (webhook) => JSON.stringify([webhook, this.#behind(webhook)]),
    row: (webhook) => [
      opener(webhook.url, this.#state(webhook), () => this.#open(webhook)),
      badge(webhook),
      h(
        "button",
        {
          type: "button",
          "aria-label": t("webhook.deliveries-of", { url: webhook.url }),
          onclick: () => this.#look(webhook),
        },
        t("webhook.deliveries"),
      ),
      this.#switch(webhook),
    ],
    empty: [h("p", {}, t("webhook.none"))],
    tools: [h("button", { type: "button", class: "primary", onclick: () => this.#open(null) }, t("webhook.new"))],
  });

  /** @override */
  async show() {
    await style("staff/staff.css");
    this.replaceChildren(h("header", { class: "head" }, h("h1", {}, t("page.webhooks"))), this.#list);
    this.repeat(LOOK_EVERY, () => {
      if (!document.hidden && !document.querySelector("dialog")) void this.#list.reload(true);
    });
  }

  /** @param {Webhook} webhook */
  #behind({ after }) {
    return Math.max(0, this.#last - after);
  }

  /** @param {Webhook} webhook */
  #state(webhook) {
    const behind = this.#behind(webhook);
    const types = webhook.types ? t("webhook.of-types", { count: webhook.types.length }) : t("webhook.of-all");
    const far = behind ? t("webhook.behind", { count: behind }) : t("webhook.up-to-date");
    const next =
      webhook.next_try_at && webhook.failures ? t("webhook.next-try", { time: clock(webhook.next_try_at) }) : "";
    return [types, far, next].filter(Boolean).join(" · ");
  }

  /** @param {Webhook} webhook */
  #switch({ id, url, active }) {
    return switchButton({
      isOn: active,
      label: t("webhook.on-named", { url }),
      text: t(active ? "webhook.on" : "webhook.off"),
      turn: async () => this.#list.put(await changed(WEBHOOK, id, { active: !active })),
    });
  }

  /** @param {Webhook | null} webhook */
  async #open(webhook) {
    const result = await fillInWebhook(webhook);
    sayDone(webhook?.url ?? result?.url ?? "", result);
    if (result) await this.#list.reload();
  }

  /** @param {Webhook} webhook */
  async #look(webhook) {
    const made = h("webhook-deliveries").of(webhook);
    await sheet(t("webhook.deliveries"), () => made, "broad");
    await this.#list.reload();
  }
}

/** @param {Webhook} webhook */
function badge({ failing_since: since, gave_up_at: ended }) {
  const time = (/** @type {string} */ moment) => clock(moment, { dateStyle: "medium", timeStyle: "short" });
  if (ended) return h("span", { class: "badge bad" }, t("webhook.gave-up", { time: time(ended) }));
  return since ? h("span", { class: "badge warn" }, t("webhook.failing", { time: time(since) })) : null;
}

customElements.define("webhooks-page", WebhooksPage);
