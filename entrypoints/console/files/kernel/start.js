/** Begins: the words, the shell, and, where the browser allows it, the worker that keeps the files. */

import "./shell.js";
import { loadAhead } from "./ahead.js";
import { startSending } from "./sending.js";
import { applyTheme } from "./theme.js";
import { load } from "./words.js";

applyTheme();
await load();
/** @type {import("./shell.js").Shell} */ (document.querySelector("console-shell")).start();
startSending();
loadAhead();
if ("serviceWorker" in navigator) {
  const address = new URL("../service-worker.js", import.meta.url).href;
  /** @type {any} */
  const trusted = /** @type {any} */ (window).trustedTypes?.createPolicy("service-worker", {
    createScriptURL: () => address,
  });
  navigator.serviceWorker.register(trusted?.createScriptURL("") ?? address).catch(() => undefined);
}
