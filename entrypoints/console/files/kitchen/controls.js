/** The board's own controls: which station, sound, counts, what was ready, keys, the whole screen, and the way out. */

import { h, say, set } from "../kernel/element.js";
import { FIRST, go } from "../kernel/routes.js";
import { t } from "../kernel/words.js";
import { icon } from "./icons.js";
import { isBare, leaveScreen, setBare, toggleFullScreen } from "./screen.js";
import { sound, soundState, switchSound } from "./sound.js";

/** @typedef {{ id: string, name: string }} Station */
/** @typedef {{ role: import("../kernel/routes.js").Role, recent: () => void, keys: () => void, allDay: () => boolean }} Board */

const BY_STATION = "by";

/** Return a button of the head: a sign, and words where there is room. @param {import("./icons.js").Icon} sign @param {string} text @param {() => void} press */
function button(sign, text, press) {
  const words = h("span", { class: "words" }, text);
  return h("button", { type: "button", "aria-label": text, title: text, onclick: press }, icon(sign), words);
}

/** Return the controls at the end of the head. @param {Board} board @param {AbortSignal} signal */
export function controls(board, signal) {
  const allDay = button("sum", t("board.all-day"), () => set(allDay, "aria-pressed", String(board.allDay())));
  const full = button("full", t("board.full-screen"), () => void toggleFullScreen());
  const leave = button("leave", t("board.leave"), () => void out());
  const frame = button("menu", t("board.hide-menu"), () => {
    setBare(true);
    show();
  });
  const show = () => {
    set(leave, "hidden", !isBare());
    set(frame, "hidden", isBare());
    set(full, "hidden", !document.fullscreenEnabled);
    set(full, "aria-pressed", String(document.fullscreenElement !== null));
  };
  const out = async () => {
    await leaveScreen();
    if (board.role === "kitchen") setBare(false);
    else go(FIRST[board.role]);
    show();
  };
  document.addEventListener("fullscreenchange", show, { signal });
  show();
  const recent = button("recent", t("board.recent"), board.recent);
  set(recent, "aria-haspopup", "dialog");
  const keys = button("keys", t("board.keys"), board.keys);
  set(keys, "aria-haspopup", "dialog");
  return {
    allDay,
    all: h("div", { class: "controls" }, soundSwitch(signal), allDay, recent, keys, full, frame, leave),
  };
}

/** @param {AbortSignal} signal */
function soundSwitch(signal) {
  const words = h("span", { class: "words" });
  const made = h(
    "button",
    { type: "button", role: "switch", class: "sound", onclick: () => switchSound(soundState() === "off") },
    words,
  );
  const show = () => {
    const state = soundState();
    set(made, "aria-checked", String(state !== "off"));
    set(made, "data-sound", state);
    made.replaceChildren(icon(/** @type {const} */ ({ on: "bell", off: "silent", blocked: "blocked" })[state]), words);
    say(words, t(`board.sound.${state}`));
  };
  sound.addEventListener("change", show, { signal });
  show();
  return made;
}

/** @typedef {{ select: HTMLSelectElement, tell: (stations: Station[]) => void }} Choice */

/** Return the choice of a station, of all, or of a column for each. @param {string} chosen @param {boolean} isByStation @returns {Choice} */
export function stationChoice(chosen, isByStation) {
  const select = h("select", {
    "aria-label": t("board.station"),
    onchange: () => {
      const { value } = select;
      go("board", "", value === BY_STATION ? { by: "station" } : { station: value });
    },
  });
  const option = (/** @type {string} */ value, /** @type {string} */ text) =>
    h("option", { value, selected: value === (isByStation ? BY_STATION : chosen) }, text);
  return {
    select,
    tell(stations) {
      const known = chosen && !stations.some(({ id }) => id === chosen) ? [{ id: chosen, name: "…" }] : [];
      select.replaceChildren(
        option("", t("board.all")),
        ...(stations.length > 0 ? [option(BY_STATION, t("board.by-station"))] : []),
        ...[...stations, ...known].map(({ id, name }) => option(id, name)),
      );
    },
  };
}
