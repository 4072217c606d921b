/** How guests share a bill: the shares as the API made them, and which of them is paid or on its way. */

import { minor } from "../kernel/money.js";
import { commands } from "../kernel/outbox.js";
import { call } from "../kernel/session.js";
import { forget, keep, kept } from "../kernel/store.js";

/** @typedef {import("./account.js").Account} Account */
/** A share: of whom, of how much, and the id of the command that pays it. @typedef {{ place: number, seat: number | null, amount: number, by?: string }} Share */
/** @typedef {"done" | "waiting" | "free"} State */

/** A plan to share what is due. It is good as long as what is not paid of it is what is due, to the smallest unit. */
export class Plan {
  /** @type {Share[]} */
  shares = [];
  isBySeat = false;
  /** Whether the bill became another one, so that it was shared anew. */
  isAnew = false;
  /** @type {Map<string, State>} */
  #states = new Map();

  /** @param {Account} account */
  constructor(account) {
    this.account = account;
  }

  /** Go on with what was planned here before. */
  async recall() {
    const found = await kept(this.#key);
    if (found) Object.assign(this, found);
    await this.look();
  }

  /** Share what is due in so many ways, or by seat. @param {number | "seat"} by */
  async make(by) {
    const query = by === "seat" ? { by } : { ways: by };
    const { data } = await call("shares", { path: { id: this.account.id }, query });
    this.isBySeat = by === "seat";
    this.isAnew = false;
    this.shares = data.shares.map(
      (/** @type {{ amount: number, seat?: number | null }} */ each, /** @type {number} */ at) => ({
        place: at + 1,
        seat: each.seat ?? null,
        amount: minor(each.amount),
      }),
    );
    await this.#write();
  }

  /** Share no more. */
  async drop() {
    this.shares = [];
    this.isAnew = false;
    await forget(this.#key);
  }

  /** Say which command pays a share. @param {Share} share @param {string} id */
  async paidBy(share, id) {
    share.by = id;
    await this.#write();
    await this.look();
  }

  /** See what became of the payments, and share anew where the bill is another one. */
  async look() {
    if (this.shares.length === 0) return;
    this.#states = new Map((await commands()).map((each) => [each.id, STATES[each.state]]));
    const { bill, order } = this.account;
    if (!bill || !order || this.account.isMoving) return;
    if (order.status !== "open") {
      await this.drop();
      return;
    }
    const left = this.shares.filter((each) => this.stateOf(each) === "free");
    if (left.reduce((sum, each) => sum + each.amount, 0) === minor(bill.due)) return;
    await this.make(this.isBySeat ? "seat" : Math.max(1, left.length));
    this.isAnew = true;
  }

  /** @param {Share} share @returns {State} */
  stateOf({ by }) {
    return (by && this.#states.get(by)) || "free";
  }

  #write() {
    return keep(this.#key, { shares: this.shares, isBySeat: this.isBySeat });
  }

  get #key() {
    return `shares/${this.account.id}`;
  }
}

/** @type {Record<import("../kernel/outbox.js").Command["state"], State>} */
const STATES = { done: "done", waiting: "waiting", refused: "free" };
