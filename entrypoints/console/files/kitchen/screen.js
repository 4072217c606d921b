/** The whole screen for the board: the frame around it hidden, and the browser's as well where that is wanted. */

const KEY = "orders.board.frame";
const WALL = 1_600; // pixels: a screen that hangs there, and shows nothing else

function shell() {
  return /** @type {HTMLElement} */ (document.querySelector("console-shell"));
}

/** Whether the frame is hidden. */
export function isBare() {
  return shell().classList.contains("bare");
}

/** Hide the frame, or show it, as it is to be from now on. @param {boolean} bare */
export function setBare(bare) {
  localStorage.setItem(KEY, bare ? "hidden" : "shown");
  shell().classList.toggle("bare", bare);
}

/**
 * Hide the frame where that was wanted, or the kitchen's screen is on the wall, until `signal`.
 * @param {string} role @param {AbortSignal} signal
 */
export function beginScreen(role, signal) {
  const usual = role === "kitchen" && innerWidth >= WALL ? "hidden" : "shown";
  shell().classList.toggle("bare", (localStorage.getItem(KEY) ?? usual) === "hidden");
  signal.addEventListener("abort", () => shell().classList.remove("bare"));
}

/** Take the whole screen, or give it back. */
export async function toggleFullScreen() {
  if (document.fullscreenElement) await document.exitFullscreen();
  else {
    setBare(true);
    await document.documentElement.requestFullscreen().catch(() => undefined);
  }
}

/** Give the screen back, and show the frame. */
export async function leaveScreen() {
  shell().classList.remove("bare");
  if (document.fullscreenElement) await document.exitFullscreen();
}
