/**
 * The board by keys, as a bump bar sends them: a digit bumps the ticket at that place (0 is the tenth), arrows go from
 * ticket to ticket, Enter bumps the one they are at. In another mode a digit only goes to the ticket.
 */

const MODE = "orders.board.digits";
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @typedef {import("./ticket.js").BoardTicket} BoardTicket */
/** @typedef {{ tickets: () => BoardTicket[], undo: () => void, recent: () => void, used: () => void }} Board */

/** Whether a digit only goes to a ticket, and Enter bumps it. */
export function digitsChoose() {
  return localStorage.getItem(MODE) === "choose";
}

/** @param {boolean} choose */
export function letDigitsChoose(choose) {
  localStorage.setItem(MODE, choose ? "choose" : "bump");
}

/** Obey keys until `signal`. @param {Board} board @param {AbortSignal} signal */
export function obeyKeys(board, signal) {
  addEventListener("keydown", (event) => obey(event, board) && event.preventDefault(), { signal });
}

/** Return whether the key was for the board. @param {KeyboardEvent} event @param {Board} board */
function obey(event, board) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || document.querySelector("dialog[open]"))
    return false;
  if (target.closest("input, select, textarea")) return false;
  const isOnControl = target.closest("button, a") !== null;
  const tickets = board.tickets();
  const at = tickets.findIndex((each) => each.contains(document.activeElement));
  const here = tickets[at];
  if (/^\d$/u.test(event.key)) {
    board.used();
    const one = tickets[(Number(event.key) + 9) % 10];
    if (digitsChoose()) go(one);
    else one?.ask("bump");
  } else if (event.key in ARROWS) go(nextTo(here, tickets, event.key) ?? here ?? tickets[0]);
  else if (event.key === "Home") go(tickets[0]);
  else if (event.key === "End") go(tickets.at(-1));
  else if (event.key === "Enter" && !isOnControl) {
    if (here) here.ask("bump");
    else go(tickets[0]);
  } else if (event.key === "s") here?.ask("start");
  else if (event.key === "Backspace") board.undo();
  else if (event.key === "r") board.recent();
  else return false;
  return true;
}

/** @param {BoardTicket | undefined} ticket */
function go(ticket) {
  ticket?.focus();
  ticket?.scrollIntoView({ block: "nearest" });
}

/**
 * Return the nearest ticket in the direction of an arrow.
 * @param {BoardTicket | undefined} here @param {BoardTicket[]} tickets @param {string} key
 */
function nextTo(here, tickets, key) {
  if (!here) return undefined;
  const [x = 0, y = 0] = /** @type {Record<string, number[]>} */ (ARROWS)[key] ?? [];
  const from = middle(here);
  const ways = tickets.flatMap((ticket) => {
    const to = middle(ticket);
    const along = (to.x - from.x) * x + (to.y - from.y) * y;
    const aside = Math.abs((to.x - from.x) * y) + Math.abs((to.y - from.y) * x);
    return along > 8 ? [{ ticket, far: along + aside * 3 }] : [];
  });
  const nearest = ways.toSorted((a, b) => a.far - b.far)[0]?.ticket;
  if (nearest || x === 0) return nearest;
  const isForward = x > 0 === (document.documentElement.dir !== "rtl");
  return tickets[tickets.indexOf(here) + (isForward ? 1 : -1)];
}

/** @param {Element} element */
function middle(element) {
  const { left, top, width } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top };
}
