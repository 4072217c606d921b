/** Who works here: to whom an order can be handed over, and how whoever did something is called. */

import { isManaged } from "./restaurant.js";
import { call, user } from "./session.js";

/** @typedef {{ id: string, name: string }} Colleague */

/** Return who serves, as far as who is signed in may know. @returns {Promise<Colleague[]>} */
export async function colleagues() {
  const me = user();
  if (!me) return [];
  return me.role === "kitchen" ? [me] : (await call("colleagues")).data.colleagues;
}

/** Return names by id: of who serves, and, for who may know, of all who ever worked here. @returns {Promise<Record<string, string>>} */
export async function namesOfColleagues() {
  const me = user();
  const knowsAll = me?.role === "manager" || (me?.role === "waiter" && !isManaged());
  const known = knowsAll ? (await call("users")).data.users : await colleagues();
  return Object.fromEntries(known.map((/** @type {Colleague} */ each) => [each.id, each.name]));
}
