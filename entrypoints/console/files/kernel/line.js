/** Says that the line is down, and since when: once it has been for a moment, and until it is back. */

import { h, say } from "./element.js";
import { clock } from "./restaurant.js";
import { t } from "./words.js";

const PATIENCE = 1_500; // milliseconds

/**
 * Return what says so for as long as a stream is listened to. @param {import("./stream.js").Stream} stream
 * @param {AbortSignal} signal
 */
export function lineNotice(stream, signal) {
  const shown = h("p", { class: "failure line-down", role: "status", hidden: true });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;
  const look = () => {
    clearTimeout(later);
    if (stream.line.isUp || stream.ended.signal.aborted) shown.hidden = true;
    else later = setTimeout(tell, PATIENCE);
  };
  const tell = () => {
    say(shown, t("line.down", { time: clock(stream.line.lastWord) }));
    shown.hidden = false;
  };
  stream.addEventListener("line", look, { signal });
  stream.ended.signal.addEventListener("abort", look); // where there is nothing to hear, no line is missing
  signal.addEventListener("abort", () => clearTimeout(later));
  look();
  return shown;
}
