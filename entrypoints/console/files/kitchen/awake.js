/** Keeps the screen on while the board is looked at: a wake lock, which browsers give on https only. */

/** Whether this browser can be kept awake from here. */
export function canStayAwake() {
  return "wakeLock" in navigator;
}

/** Keep the screen on until `signal`; it is let go when the page is hidden, and taken again. @param {AbortSignal} signal */
export function stayAwake(signal) {
  if (!canStayAwake()) return;
  /** @type {WakeLockSentinel | undefined} */
  let lock;
  const take = async () => {
    if (document.visibilityState !== "visible" || signal.aborted || (lock && !lock.released)) return;
    lock = await navigator.wakeLock.request("screen").catch(() => undefined);
    if (signal.aborted) await lock?.release();
  };
  document.addEventListener("visibilitychange", () => void take(), { signal });
  addEventListener("pointerup", () => void take(), { signal }); // where it was refused: a low battery
  signal.addEventListener("abort", () => void lock?.release());
  void take();
}
