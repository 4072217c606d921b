/** Who works here, as far as who is signed in may know: managers all, in managed mode others only themselves. */

import { isManaged } from "./restaurant.js";
import { call, user } from "./session.js";

/** @typedef {import("openapi").UserView} User */

/** Return who is known: all, or only who is signed in. @returns {Promise<User[]>} */
export async function colleagues() {
  const me = user();
  if (!me) return [];
  if (isManaged() && me.role !== "manager") return [me];
  return (await call("users")).data.users;
}

/** Return the names of who is known, by id. @returns {Promise<Record<string, string>>} */
export async function namesOfColleagues() {
  return Object.fromEntries((await colleagues()).map((each) => [each.id, each.name]));
}
