/** Sends what waits in the outbox: in order, one at a time, again and again, until each is answered. */

import { Refused } from "./api.js";
import { now } from "./clock.js";
import { newId } from "./ids.js";
import { commands, outbox, replace, settle } from "./outbox.js";
import { call, people, user } from "./session.js";

/** @typedef {import("./outbox.js").Command} Command */

const KEPT_FOR = 24 * 3_600_000; // milliseconds: as long as the API keeps its answers
const SHORTEST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;

let isSending = false;
let isWanted = false;
let pause = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let later;

/** Send all that waits, oldest first: one tab at a time, where the browser can arrange that; twice does no harm. */
export async function sendAll() {
  isWanted = true;
  if (isSending) return;
  isSending = true;
  clearTimeout(later);
  try {
    while (isWanted) {
      isWanted = false;
      await (navigator.locks ? navigator.locks.request("orders.outbox", sendWaiting) : sendWaiting());
    }
    pause = 0;
  } catch (error) {
    const isHopeless = error instanceof Refused && !error.isForNow;
    pause = Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, pause * 2));
    const asked = error instanceof Refused ? error.waitSeconds * 1_000 : 0;
    if (!isHopeless) later = setTimeout(sendAll, Math.max(pause, asked));
  } finally {
    isSending = false;
  }
}

async function sendWaiting() {
  for (let next = await oldest(); next; next = await oldest()) {
    await sendOne(next);
    pause = 0;
  }
}

/** Return the oldest command of who is signed in that can be sent, and forget what was done long ago. */
async function oldest() {
  const found = await commands();
  for (const each of found) if (each.state === "done" && Date.now() - each.tapped > KEPT_FOR) await settle(each);
  const me = user()?.id;
  return found.find((each) => each.state === "waiting" && each.user === me && !isHeldUp(each, found));
}

/** Whether the order that it is done to is on its way itself, or refused until somebody settles that. */
function isHeldUp(/** @type {Command} */ { order }, /** @type {Command[]} */ found) {
  if (order === null || typeof order === "string") return false;
  const placing = found.find((each) => each.id === order.placedBy);
  return placing !== undefined && placing.state !== "done";
}

/** @param {Command} command */
async function sendOne(command) {
  const id = await orderOf(command);
  if (id === undefined) {
    await replace(command, { state: "refused", problem: { type: "/problems/order-was-refused", status: 409 } });
    return;
  }
  // The API may not know its key any more: whether it arrived is for a person to see.
  if (command.call !== "placeOrder" && Date.now() - command.tapped > KEPT_FOR) {
    await replace(command, { state: "refused", problem: { type: "/problems/waited-too-long", status: 409 } });
    return;
  }
  const placed = command.call === "placeOrder" ? { placed_at: new Date(command.taken).toISOString() } : {};
  const said = {
    ...(id === null ? {} : { path: { id } }),
    body: { ...command.body, ...placed },
    headers: { "Idempotency-Key": command.key, ...(command.approval ? { Approval: command.approval } : {}) },
  };
  try {
    const { data } = await call(command.call, said, command.user);
    await replace(command, { state: "done", answer: data });
  } catch (error) {
    if (!(error instanceof Refused) || error.isForNow || error.status === 401) throw error;
    if (isOfTheFuture(command, error))
      await replace(command, { key: newId(), taken: now() - Math.max(0, Date.now() - command.tapped) });
    else await replace(command, { state: "refused", problem: { ...error.problem, status: error.status } });
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
  const placing = (await commands()).find((each) => each.id === order.placedBy);
  return /** @type {string | undefined} */ (placing?.answer?.order?.id);
}

/** Begin to send, now and whenever there is something or the line may be back. */
export function startSending() {
  const send = () => void sendAll();
  outbox.addEventListener("wanted", send);
  people.addEventListener("change", send);
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", send);
  send();
}
