/** What was delivered to a webhook, and delivering it once more. */

import { confirmed, field, form, notice } from "../kernel/dialogs.js";
import { h, Piece } from "../kernel/element.js";
import { keys } from "../kernel/ids.js";
import { clock } from "../kernel/restaurant.js";
import { call } from "../kernel/session.js";
import { number, t, told } from "../kernel/words.js";

/** @typedef {import("openapi").WebhookView} Webhook */
/** @typedef {import("openapi").DeliveryView} Delivery */

class Deliveries extends Piece {
  #webhook = /** @type {Webhook} */ (/** @type {unknown} */ (null));
  #named = keys();
  #rows = h("tbody");
  #state = h("p", { class: "quiet", role: "status" }, t("loading"));

  /** @param {Webhook} webhook */
  of(webhook) {
    this.#webhook = webhook;
    return this;
  }

  /** @override */
  async show() {
    const headings = ["webhook.event", "webhook.at", "webhook.result", "webhook.took"];
    const head = headings.map((key) => h("th", { scope: "col" }, t(key)));
    const table = h("table", {}, h("thead", {}, h("tr", {}, head)), this.#rows);
    const after = {
      name: "after",
      type: "number",
      inputmode: "numeric",
      min: 0,
      required: true,
      value: this.#webhook.after,
    };
    this.replaceChildren(
      h("p", {}, this.#webhook.url),
      form([field(t("webhook.replay-after"), after, t("webhook.replay-hint"))], t("webhook.replay"), (said) =>
        this.#replay(Number(said.after)),
      ),
      this.#state,
      h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("webhook.deliveries") }, table),
    );
    await this.#read();
  }

  async #read() {
    try {
      const { data } = await call("deliveriesOf", { path: { id: this.#webhook.id }, signal: this.signal });
      this.#state.textContent = data.deliveries.length ? t("webhook.newest-first") : t("webhook.no-deliveries");
      this.#rows.replaceChildren(...data.deliveries.map(row));
    } catch (error) {
      if (!this.signal.aborted) this.#state.textContent = told(error);
    }
  }

  /** @param {number} after */
  async #replay(after) {
    if (!(await confirmed(t("webhook.replay"), t("webhook.replaying", { number: after }), t("webhook.replay")))) return;
    const body = { after };
    const path = { id: this.#webhook.id };
    this.#webhook = (await call("replayWebhook", { path, body, headers: this.#named(body) })).data.webhook;
    this.#named = keys(); // pressed once more it is meant once more
    notice(t("webhook.replayed"));
    await this.#read();
  }
}

/** @param {Delivery} delivery */
function row({ number: event, at, received, status, failure, milliseconds }) {
  const result = status ? String(status) : (failure ?? "");
  return h(
    "tr",
    {},
    h("th", { scope: "row", class: "number" }, String(event)),
    h("td", {}, clock(at, { dateStyle: "short", timeStyle: "medium" })),
    h(
      "td",
      {},
      h("span", { class: `badge ${received ? "good" : "bad"}` }, t(received ? "webhook.received" : "webhook.refused")),
      ` ${result}`,
    ),
    h("td", { class: "number" }, number(milliseconds, { style: "unit", unit: "millisecond" })),
  );
}

customElements.define("webhook-deliveries", Deliveries);
