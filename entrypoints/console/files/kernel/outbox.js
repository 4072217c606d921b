/**
 * What was tapped and is not answered yet. A command is written here before anything is sent, with the key that makes it
 * one however often it arrives, whose it is, and when it was meant; it is sent in order, again and again, until it is
 * answered. What is refused stays until a person has settled it.
 */

import { Refused } from "./api.js";
import { now } from "./clock.js";
import { newId } from "./ids.js";
import { call, people, user } from "./session.js";
import { within } from "./store.js";

/** @typedef {import("./api.js").Call} Call */
/**
 * A command on its way. `place` is its number in the queue; `order` is the order it is done to: its id, or the key of the
 * command that places it; `label` is what people read; `taken` and `tapped` are when, by the server's clock and by ours.
 * @typedef {{
 *   place?: number, key: string, user: string, call: Call, order: string | { placedBy: string } | null,
 *   body: Record<string, unknown>, approval?: string, label: string, table?: string | null, taken: number, tapped: number,
 *   state: "waiting" | "refused" | "done", problem?: any, answer?: any,
 * }} Command
 */

const KEPT_FOR = 24 * 3_600_000; // as long as the API keeps its answers
const LONGEST_PAUSE = 10_000;

/** Tells `change` when something was added, answered, refused or settled. */
export const outbox = new EventTarget();
const tabs = new BroadcastChannel("orders.outbox");
tabs.addEventListener("message", () => outbox.dispatchEvent(new Event("change")));

function changed() {
  outbox.dispatchEvent(new Event("change"));
  tabs.postMessage("change");
}

/** Return what is in the outbox, oldest first. @returns {Promise<Command[]>} */
export function commands() {
  return within("outbox", "readonly", (store) => store.getAll());
}

/**
 * Write a command down, and begin to send it. It is safe from then on, whatever happens.
 * @param {{ call: Call, order?: Command["order"], body: Record<string, unknown>, label: string, approval?: string, table?: string | null }} wanted
 * @returns {Promise<Command>}
 */
export async function put({ call: name, order = null, body, label, approval, table = null }) {
  const of = user()?.id ?? "";
  /** @type {Command} */
  const command = {
    key: newId(),
    user: of,
    call: name,
    order,
    body,
    approval,
    label,
    table,
    taken: now(),
    tapped: Date.now(),
    state: "waiting",
  };
  const place = await within("outbox", "readwrite", (store) => store.add(command));
  changed();
  void sendAll();
  return { ...command, place: Number(place) };
}

/**
 * Return the answer to a command of the outbox once it is there, or throw `Refused`.
 * @param {Command} command @returns {Promise<any>}
 */
export function answered({ key }) {
  return new Promise((resolve, reject) => {
    const look = async () => {
      const found = (await commands()).find((each) => each.key === key);
      if (found?.state === "waiting") return;
      outbox.removeEventListener("change", look);
      if (found?.state === "done") resolve(found.answer);
      else reject(new Refused(found?.problem ?? { type: "settled" }, found?.problem?.status ?? 409, new Headers()));
    };
    outbox.addEventListener("change", look);
    void look();
  });
}

/** Send a refused command once more, as of now. @param {Command} command */
export async function sendAgain(command) {
  await write({ ...command, key: newId(), taken: now(), tapped: Date.now(), state: "waiting", problem: undefined });
  void sendAll();
}

/** Take a refused command out: a person has settled it. @param {Command} command */
export async function settle({ place }) {
  await within("outbox", "readwrite", (store) => /** @type {IDBRequest<any>} */ (store.delete(Number(place))));
  changed();
}

/** @param {Command} command */
async function write(command) {
  await within("outbox", "readwrite", (store) => store.put(command));
  changed();
}

let isSending = false;
let pause = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let later;

/** Send all that waits, oldest first: one tab at a time, where the browser can arrange that; twice does no harm. */
export async function sendAll() {
  if (isSending) return;
  isSending = true;
  clearTimeout(later);
  try {
    const locks = navigator.locks;
    await (locks ? locks.request("orders.outbox", sendWaiting) : sendWaiting());
    pause = 0;
  } catch (error) {
    if (!(error instanceof Refused) || error.isForNow) {
      pause = Math.min(LONGEST_PAUSE, Math.max(500, pause * 2));
      later = setTimeout(sendAll, Math.max(pause, error instanceof Refused ? error.waitSeconds * 1_000 : 0));
    }
  } finally {
    isSending = false;
  }
}

async function sendWaiting() {
  for (let next = await oldest(); next; next = await oldest()) await sendOne(next);
}

/** Return the oldest command of who is signed in that waits, and forget what was done long ago. */
async function oldest() {
  const found = await commands();
  for (const each of found) if (each.state === "done" && Date.now() - each.tapped > KEPT_FOR) await settle(each);
  return found.find((each) => each.state === "waiting" && each.user === user()?.id);
}

/** @param {Command} command */
async function sendOne(command) {
  const id = await orderOf(command);
  if (id === undefined) {
    await write({ ...command, state: "refused", problem: { type: "/problems/order-was-refused", status: 409 } });
    return;
  }
  const placed = command.call === "placeOrder" ? { placed_at: new Date(command.taken).toISOString() } : {};
  try {
    const { data } = await call(command.call, {
      ...(id === null ? {} : { path: { id } }),
      body: { ...command.body, ...placed },
      headers: { "Idempotency-Key": command.key, ...(command.approval ? { Approval: command.approval } : {}) },
    });
    await write({ ...command, state: "done", answer: data });
  } catch (error) {
    if (!(error instanceof Refused) || error.isForNow || error.status === 401) throw error;
    if (isOfTheFuture(command, error))
      await write({ ...command, key: newId(), taken: now() - Math.max(0, Date.now() - command.tapped) });
    else await write({ ...command, state: "refused", problem: { ...error.problem, status: error.status } });
  }
}

/** Whether the clock was wrong when it was tapped, and is known better by now. @param {Command} command @param {Refused} refused */
function isOfTheFuture(command, refused) {
  const pointers = (refused.problem.errors ?? []).map((/** @type {{ pointer: string }} */ each) => each.pointer);
  return command.call === "placeOrder" && pointers.includes("/placed_at") && command.taken > now();
}

/** Return the id of the order that a command is done to: null for none, undefined where it was never placed. @param {Command} command */
async function orderOf({ order }) {
  if (order === null || typeof order === "string") return order;
  const placing = (await commands()).find((each) => each.key === order.placedBy);
  return /** @type {string | undefined} */ (placing?.answer?.order?.id);
}

window.addEventListener("online", () => void sendAll());
people.addEventListener("change", () => void sendAll());
