/** An order and its bill as they are now: read together, kept for when the line is down, read anew with every event. */

import { Refused } from "../kernel/api.js";
import { namesOfColleagues } from "../kernel/colleagues.js";
import { commands, outbox } from "../kernel/outbox.js";
import { call, user } from "../kernel/session.js";
import { forget, keep, kept } from "../kernel/store.js";
import { Stream } from "../kernel/stream.js";

/** @typedef {import("openapi").OrderInFull} Order */
/** @typedef {import("openapi").BillView} Bill */
/** @typedef {import("../kernel/outbox.js").Command} Command */

const TRIES = 4;
/** Commands that leave a bill as it is. */
const HARMLESS = new Set(["fire", "serve", "recall"]);

/**
 * Return work that is done once at a time: who asks for it while it is done waits for it to be done once more.
 * @param {() => Promise<void>} work
 */
function inTurn(work) {
  /** @type {Promise<void> | undefined} */
  let running;
  /** @type {Promise<void> | undefined} */
  let next;
  const run = () => {
    next = undefined;
    running = work().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (running) next ??= running.then(run);
    return next ?? running ?? run();
  };
}

/** Tells `change` when anything of it is another than it was. */
export class Account extends EventTarget {
  /** @type {Order | null} */
  order = null;
  /** @type {Bill | null} */
  bill = null;
  /** What of the outbox is done to this order and not settled. @type {Command[]} */
  sent = [];
  /** Why there is nothing to see. @type {Refused | null} */
  refused = null;
  /** Names of people by their ids, where who is signed in may know them. @type {Map<string, string>} */
  names = new Map();
  /** @type {import("openapi").PaymentMethodView[]} */
  methods = [];
  table = "";
  #place = "";

  /** @param {string} id of the order */
  constructor(id) {
    super();
    this.id = id;
    this.stream = new Stream({ order: id });
  }

  /** Begin, and go on until the signal says that nobody looks any more. @param {AbortSignal} signal */
  async start(signal) {
    const read = () => void this.read();
    this.stream.addEventListener("event", read, { signal });
    this.stream.addEventListener("lost", read, { signal });
    this.stream.addEventListener("line", () => this.#heardOfLine(), { signal });
    outbox.addEventListener("change", () => void this.#look(), { signal });
    signal.addEventListener("abort", () => this.stream.stop());
    await this.#recall();
    await this.stream.mark().catch(() => undefined);
    if (signal.aborted) return;
    this.stream.start();
    await Promise.all([this.read(), this.#look(), this.#readMethods(), this.#readNames()]);
  }

  /** Whether something is on its way after which another amount may be due. */
  get isMoving() {
    return this.sent.some((each) => each.state === "waiting" && !HARMLESS.has(each.call));
  }

  /** Whether who is signed in may do this now, alone or with an approval. @param {string} action */
  may(action) {
    return action in (this.order?.allowed_actions ?? {}) || this.takesApproval(action);
  }

  /** Whether it is open, or something was given back since it was closed, and can be paid again. */
  get isPayable() {
    return this.order?.status === "open" || (this.may("pay") && (this.bill?.due ?? 0) > 0);
  }

  /** Whether a manager has to approve this. @param {string} action */
  takesApproval(action) {
    return action in (this.order?.needs_approval ?? {}) && !(action in (this.order?.allowed_actions ?? {}));
  }

  /** Return who a person is, or "". @param {string | null | undefined} id */
  nameOf(id) {
    return id ? (this.names.get(id) ?? "") : "";
  }

  /** Read the order and its bill anew. */
  read = inTurn(async () => {
    try {
      const found = await this.#readBoth();
      this.refused = null;
      this.#take(found);
      await (found.order.status === "open" ? keep(this.#key, found) : forget(this.#key));
      await this.#readTable();
    } catch (error) {
      if (error instanceof Refused && !error.isForNow) this.refused = error;
      if (this.refused?.status === 404) this.stream.stop();
    }
    this.#changed();
  });

  /** @returns {Promise<{ order: Order, bill: Bill }>} */
  async #readBoth() {
    const path = { id: this.id };
    for (let tries = 1; ; tries += 1) {
      const [order, bill] = await Promise.all([call("order", { path }), call("bill", { path })]);
      if (order.tag === bill.tag || tries === TRIES) return { order: order.data.order, bill: bill.data.bill };
    }
  }

  /** @param {{ order: Order, bill: Bill }} found */
  #take({ order, bill }) {
    this.order = order;
    this.bill = bill;
  }

  async #recall() {
    const [found, methods, names] = await Promise.all([kept(this.#key), kept("payment-methods"), kept("names")]);
    this.methods = methods ?? [];
    this.names = new Map([...(names ?? []), [user()?.id ?? "", user()?.name ?? ""]]);
    if (found && !this.bill) this.#take(found);
    await this.#look();
  }

  /** See what is in the outbox. What was answered is read before it is no longer shown to be on its way. */
  #look = inTurn(async () => {
    const all = await commands();
    const placed = all.find((each) => each.call === "placeOrder" && each.answer?.order?.id === this.id)?.id;
    const isHere = (/** @type {Command} */ { order }) =>
      typeof order === "string" ? order === this.id : order !== null && order.placedBy === placed;
    const found = all.filter((each) => isHere(each));
    const before = new Set(this.sent.filter((each) => each.state === "waiting").map((each) => each.id));
    const answered = found.filter((each) => before.has(each.id) && each.state !== "waiting");
    for (const each of answered) if (each.answer?.bill) this.#take(each.answer);
    if (answered.length > 0) await this.read();
    this.sent = found.filter((each) => each.state !== "done");
    this.#changed();
  });

  async #readMethods() {
    try {
      this.methods = (await call("paymentMethods", { query: { per_page: 100 } })).data.payment_methods;
      await keep("payment-methods", this.methods);
      this.#changed();
    } catch {
      // as they were when they were last read
    }
  }

  async #readNames() {
    try {
      for (const [id, name] of Object.entries(await namesOfColleagues())) this.names.set(id, name);
      await keep("names", [...this.names]);
      this.#changed();
    } catch {
      // those that were known are shown
    }
  }

  async #readTable() {
    const id = this.order?.table ?? "";
    if (id === this.#place) return;
    this.#place = id;
    this.table = id ? (await call("table", { path: { id } })).data.table.name : "";
  }

  #heardOfLine() {
    if (this.stream.line.isUp) void this.read();
    this.#changed();
  }

  get #key() {
    return `bill/${this.id}`;
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
