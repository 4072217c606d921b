/**
 * What was tapped and is not answered yet. A command is written here before anything is sent, with the key that makes it
 * one however often it arrives, whose it is, and when it was meant; sending.js sends it, in order, again and again, until
 * it is answered. What is refused stays until a person has settled it.
 */

import { Refused } from "./api.js";
import { now } from "./clock.js";
import { newId } from "./ids.js";
import { user } from "./session.js";
import { together, within } from "./store.js";

/** @typedef {import("./api.js").Call} Call */
/**
 * A command on its way. `place` is its number in the queue, and `id` what it is always known by; `key` makes it one for the
 * API, and is another one when a person sends it again. `order` is the order it is done to: its id, or the `id` of the
 * command that places it; `label` is what people read, and `lines` what they had chosen. `taken` and `tapped` are when, by
 * the server's clock and by ours.
 * @typedef {{
 *   place: number, id: string, key: string, user: string, userName: string, call: Call,
 *   order: string | { placedBy: string } | null, body: Record<string, unknown>, lines?: any[], approval?: string | null,
 *   label: string, table?: string | null, taken: number, tapped: number,
 *   state: "waiting" | "refused" | "done", problem?: any, answer?: any,
 * }} Command
 */

/** Tells `change` when something was added, answered, refused or settled, and `wanted` when there is something to send. */
export const outbox = new EventTarget();
const tabs = new BroadcastChannel("orders.outbox");
tabs.addEventListener("message", () => outbox.dispatchEvent(new Event("change")));

function changed(isWanted = false) {
  outbox.dispatchEvent(new Event("change"));
  tabs.postMessage("change");
  if (isWanted) outbox.dispatchEvent(new Event("wanted"));
}

/** Return what is in the outbox, oldest first. @returns {Promise<Command[]>} */
export function commands() {
  return within("outbox", "readonly", (store) => store.getAll());
}

/** A cart that is not there any more, or is another one: it was sent from another tab. */
export class SentAlready extends Error {}

/**
 * Write a command down, and begin to send it. It is safe from then on, whatever happens. What it is made of, a cart that is
 * kept under a key, is forgotten at the same moment: it is sent once, whoever presses where. Throws `SentAlready`.
 * @param {{
 *   call: Call, order?: Command["order"], body: Record<string, unknown>, label: string, approval?: string | null,
 *   table?: string | null, lines?: any[], cart?: { key: string, id: string },
 * }} wanted
 * @returns {Promise<Command>}
 */
export async function put({ cart, ...wanted }) {
  const person = user();
  /** @type {Omit<Command, "place">} */
  const command = {
    order: null,
    table: null,
    ...wanted,
    id: newId(),
    key: newId(),
    user: person?.id ?? "",
    userName: person?.name ?? "",
    taken: now(),
    tapped: Date.now(),
    state: "waiting",
  };
  /** @type {IDBRequest<IDBValidKey> | undefined} */
  let added;
  const isDone = await together(cart ? ["outbox", "kept"] : ["outbox"], "readwrite", ([store, kept], abort) => {
    const add = () => {
      added = store?.add(command);
    };
    if (!cart || !kept) return add();
    const found = kept.get(cart.key);
    found.onsuccess = () => {
      if (found.result?.id !== cart.id) return abort();
      kept.delete(cart.key);
      return add();
    };
    return undefined;
  });
  if (!isDone) throw new SentAlready();
  changed(true);
  return { ...command, place: Number(added?.result) };
}

/**
 * Return the answer to a command of the outbox once it is there, or throw `Refused`.
 * @param {Command} command @returns {Promise<any>}
 */
export function answered({ id }) {
  return new Promise((resolve, reject) => {
    const look = async () => {
      const found = (await commands()).find((each) => each.id === id);
      if (found?.state === "waiting") return;
      outbox.removeEventListener("change", look);
      if (found?.state === "done") resolve(found.answer);
      else reject(new Refused(found?.problem ?? { type: "settled" }, found?.problem?.status ?? 409, new Headers()));
    };
    outbox.addEventListener("change", look);
    void look();
  });
}

/**
 * Send a refused command once more, as of now. @param {Command} command what it is to be, where that is something else
 * @param {string | null} [approval] another one, where that of before is used up
 */
export async function sendAgain(command, approval = command.approval) {
  const state = /** @type {const} */ ("waiting");
  const times = { taken: now(), tapped: Date.now() };
  await replace(command, { ...command, key: newId(), ...times, state, problem: undefined, approval });
  changed(true);
}

/** Take a command out: a person has settled it. @param {Command} command */
export async function settle({ place }) {
  await within("outbox", "readwrite", (store) => /** @type {IDBRequest<any>} */ (store.delete(place)));
  changed(true);
}

/**
 * Write what became of a command, unless another tab was faster.
 * @param {Command} command as it was read @param {Partial<Command>} with_
 */
export async function replace(command, with_) {
  await together(["outbox"], "readwrite", ([store]) => {
    const found = /** @type {IDBObjectStore} */ (store).get(command.place);
    found.onsuccess = () => {
      const { key, state } = found.result ?? {};
      if (key === command.key && state === command.state) store?.put({ ...found.result, ...with_ });
    };
  });
  changed();
}
