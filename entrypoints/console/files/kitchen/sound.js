/**
 * The sound for new tickets: an oscillator, made once somebody has touched the page, as browsers allow none before. It is
 * heard again every few seconds until a new ticket is touched.
 */

const KEY = "orders.sound";
const AGAIN_AFTER = 6_000; // milliseconds
const TONES = [880, 1174.66, 1760]; // hertz
const TONE = 0.13; // seconds
const MOST_AT_ONCE = 3;

/** Tells `change` when it is switched, allowed or blocked. */
export const sound = new EventTarget();

/** @type {AudioContext | undefined} */
let context;
/** @type {ReturnType<typeof setInterval> | undefined} */
let again;

/** Return whether it is heard, switched off, or blocked by the browser until the page is touched. */
export function soundState() {
  if (localStorage.getItem(KEY) === "off") return "off";
  return context?.state === "running" ? "on" : "blocked";
}

/** @param {boolean} isOn */
export function switchSound(isOn) {
  localStorage.setItem(KEY, isOn ? "on" : "off");
  if (isOn) wake().then(() => chime(1), changed);
  else hush();
  changed();
}

/** Be heard for so many new tickets, again and again until `hush`. @param {number} count */
export function ring(count) {
  chime(count);
  clearInterval(again);
  again = setInterval(() => chime(1), AGAIN_AFTER);
}

/** Be quiet: they were seen. */
export function hush() {
  clearInterval(again);
}

/** Begin, where the page was touched before, or once it is. @param {AbortSignal} signal */
export function listenForTouch(signal) {
  if (navigator.userActivation?.hasBeenActive) void wake();
  for (const type of ["pointerup", "keydown"]) addEventListener(type, () => void wake(), { signal, capture: true });
  signal.addEventListener("abort", hush);
}

async function wake() {
  if (!context) {
    if (!("AudioContext" in globalThis)) return;
    context = new AudioContext();
    context.addEventListener("statechange", changed);
  }
  if (context.state !== "running") await context.resume().catch(() => undefined);
}

function changed() {
  sound.dispatchEvent(new Event("change"));
}

/** @param {number} count */
function chime(count) {
  if (soundState() !== "on" || !context) return;
  for (let time = 0; time < Math.min(count, MOST_AT_ONCE); time += 1)
    for (const [place, tone] of TONES.entries())
      play(context, tone, context.currentTime + time * (TONES.length + 2) * TONE + place * TONE);
}

/** @param {AudioContext} on @param {number} tone @param {number} from */
function play(on, tone, from) {
  const oscillator = new OscillatorNode(on, { type: "triangle", frequency: tone });
  const loudness = new GainNode(on, { gain: 0 });
  loudness.gain.setValueAtTime(0.0001, from);
  loudness.gain.exponentialRampToValueAtTime(0.6, from + 0.01);
  loudness.gain.exponentialRampToValueAtTime(0.0001, from + TONE * 1.6);
  oscillator.connect(loudness).connect(on.destination);
  oscillator.start(from);
  oscillator.stop(from + TONE * 1.7);
}
