/**
 * Who is signed in, shared by all tabs of this browser. Tokens are renewed before and after they expire; a renewal whose
 * answer is lost, or that two tabs ask for at once, is answered alike by the API for 30 seconds.
 */

import { ask, Refused, send, Unreachable } from "./api.js";
import { now } from "./clock.js";
import { becomeDevice, deviceToken } from "./device.js";
import { forgetKept } from "./store.js";

/** @typedef {import("openapi").UserView} User */
/** @typedef {{ access_token: string, refresh_token?: string, expires?: number, user: User }} Session */
/** @typedef {import("./api.js").Call} Call */
/** @typedef {import("./api.js").Said} Said */

const SESSION = "orders.session";
const RESTAURANT = "orders.restaurant";
const RENEW_BEFORE = 30_000; // milliseconds

/** Tells `change` when somebody signed in or out, here or in another tab, not when a token is renewed: pages stay. */
export const people = new EventTarget();

/** @returns {Session | null} */
function session() {
  const text = localStorage.getItem(SESSION);
  return text === null ? null : JSON.parse(text);
}

/** Return who is signed in. @returns {User | null} */
export function user() {
  return session()?.user ?? null;
}

/** Return the slug of the restaurant that is signed in to, where an address or a person named one. */
export function restaurantNamed() {
  return localStorage.getItem(RESTAURANT) ?? "";
}

/** Remember which restaurant is signed in to; "" is the host's own. @param {string} slug */
export function nameRestaurant(slug) {
  if (slug) localStorage.setItem(RESTAURANT, slug);
  else localStorage.removeItem(RESTAURANT);
}

/** Headers of calls for which nobody is signed in. @returns {Record<string, string>} */
export function asStranger() {
  const device = deviceToken();
  const named = restaurantNamed();
  return { ...(device ? { "Device-Token": device } : {}), ...(named && !device ? { Restaurant: named } : {}) };
}

/** Sign in with e-mail and password, PIN or nothing more. @param {object} body */
export async function signIn(body) {
  const { data } = await ask("signIn", { body, headers: asStranger() });
  if (user()?.id !== data.user.id) await forgetKept();
  open(data);
  return /** @type {User} */ (data.user);
}

/** Become a device of the restaurant. @param {string} code */
export async function enrol(code) {
  const { data } = await ask("enrol", {
    body: { code },
    headers: restaurantNamed() ? { Restaurant: restaurantNamed() } : {},
  });
  becomeDevice(data.device_token, data.device.name);
  return /** @type {import("openapi").DeviceView} */ (data.device);
}

/** Sign out, here and in every tab; the server hears of it where it is reached. */
export async function signOut() {
  const token = session()?.access_token;
  close();
  await forgetKept();
  try {
    if (token) await ask("signOut", { headers: { Authorization: `Bearer ${token}` } });
  } catch {
    // the token expires by itself
  }
}

/** Sign out on every device. */
export async function signOutEverywhere() {
  await call("signOutEverywhere");
  close();
  await forgetKept();
}

/** @param {any} data */
function open(data) {
  const expires = data.expires_in ? now() + data.expires_in * 1_000 : undefined;
  const { access_token, refresh_token, user: person } = data;
  const before = localStorage.getItem(SESSION);
  const opened = JSON.stringify({ access_token, refresh_token, expires, user: person });
  localStorage.setItem(SESSION, opened);
  if (whoIn(before) !== whoIn(opened)) people.dispatchEvent(new Event("change"));
}

function close() {
  localStorage.removeItem(SESSION);
  people.dispatchEvent(new Event("change"));
}

/** Return who is signed in with a session, as text to compare. @param {string | null} text of it */
function whoIn(text) {
  return text === null ? "" : JSON.stringify(JSON.parse(text).user);
}

window.addEventListener("storage", (event) => {
  if (event.key === SESSION && whoIn(event.oldValue) !== whoIn(event.newValue))
    people.dispatchEvent(new Event("change"));
});

/**
 * Return the answer to a call by who is signed in, or throw `Refused` or `Unreachable`. A token that is worth nothing any
 * more is renewed once; where that is refused, nobody is signed in any more.
 * @param {Call} name @param {Said} [said] @param {string} [of] the id of the user whose call it is, if not of whoever it is
 */
export function call(name, said = {}, of = user()?.id) {
  return signedIn(of, (headers) => ask(name, { ...said, headers: { ...said.headers, ...headers } }));
}

/** Like `call`, with the response as it begins to come. @param {Call} name @param {Said} said */
export function listen(name, said) {
  return signedIn(user()?.id, async (headers) => {
    const response = await send(name, { ...said, headers: { ...said.headers, ...headers } });
    if (response.ok) return response;
    throw new Refused(await response.json().catch(() => ({})), response.status, response.headers);
  });
}

/**
 * Do something as a user, and as nobody else: by the time that a token is renewed another one may have signed in.
 * @template T @param {string | undefined} of @param {(headers: Record<string, string>) => Promise<T>} work @returns {Promise<T>}
 */
async function signedIn(of, work) {
  const before = session();
  if (before?.expires && before.expires - RENEW_BEFORE < now()) await renew(before).catch(unlessUnreachable);
  const token = tokenOf(of);
  if (!token) throw new Refused({ message: "Nobody is signed in", type: "token-missing" }, 401, new Headers());
  try {
    return await work({ Authorization: `Bearer ${token}` });
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 401) throw error;
    const current = session();
    if (current?.access_token === token) await renew(current);
    const renewed = tokenOf(of);
    if (!renewed) throw error;
    return work({ Authorization: `Bearer ${renewed}` });
  }
}

/** @param {string | undefined} id */
function tokenOf(id) {
  const current = session();
  return current && current.user.id === id ? current.access_token : null;
}

/** @param {unknown} error */
function unlessUnreachable(error) {
  if (!(error instanceof Unreachable)) throw error;
}

/** @type {Promise<void> | undefined} */
let renewing;

/** @param {Session} before */
function renew(before) {
  renewing ??= renewOnce(before).finally(() => {
    renewing = undefined;
  });
  return renewing;
}

/** @param {Session} before */
async function renewOnce(before) {
  try {
    if (!before.refresh_token) throw new Refused({ type: "token-expired" }, 401, new Headers());
    const { data } = await ask("refresh", { body: { refresh_token: before.refresh_token } });
    if (session()?.refresh_token === before.refresh_token) open(data);
  } catch (error) {
    if (!(error instanceof Refused) || error.isForNow) throw error;
    // Another tab may have been faster, and this one's token is an old one because of that.
    if (session()?.refresh_token === before.refresh_token) close();
  }
}
