/**
 * Reading reports. Two at a time, as many as the API makes at once; the same one that several parts of a page want is
 * asked for once, and what did not change since is not sent again (304).
 */

import { Refused } from "../kernel/api.js";
import { call } from "../kernel/session.js";

/** @typedef {import("../kernel/calls.js").Call} Call */
/** A question to the API. @typedef {{ call: Call, path?: Record<string, string>, query?: Record<string, string | number | boolean> }} Question */
/** What is known: `data` is the same object as long as the API says the same. @typedef {{ tag: string, data: any }} Known */

const MOST_AT_ONCE = 2;
const MOST_KEPT = 80;
const NOT_MODIFIED = 304;

/** @type {Map<string, Known>} */
const known = new Map();
/** @type {Map<string, Promise<Known>>} */
const asked = new Map();
/** @type {(() => void)[]} */
const waiting = [];
let running = 0;

/** Return what the API says now. @param {Question} question @returns {Promise<Known>} */
export function read(question) {
  const key = JSON.stringify(question);
  const before = asked.get(key);
  if (before) return before;
  const found = inTurn(() => ask(key, question)).finally(() => {
    if (asked.get(key) === found) asked.delete(key);
  });
  asked.set(key, found);
  return found;
}

/** Something changed: what is read from now on is not answered with what was asked for before. */
export function askAnew() {
  asked.clear();
}

/** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
async function inTurn(work) {
  if (running >= MOST_AT_ONCE) await new Promise((resolve) => waiting.push(() => resolve(undefined)));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** @param {string} key @param {Question} question @returns {Promise<Known>} */
async function ask(key, { call: name, path, query }) {
  const before = known.get(key);
  /** @type {Record<string, string>} */
  const headers = before ? { "If-None-Match": before.tag } : {};
  try {
    const { data, tag } = await call(name, { path, query, headers });
    const found = { tag: tag ?? "", data };
    known.delete(key);
    if (tag) known.set(key, found);
    if (known.size > MOST_KEPT) known.delete(/** @type {string} */ (known.keys().next().value));
    return found;
  } catch (error) {
    if (before && error instanceof Refused && error.status === NOT_MODIFIED) return before;
    throw error;
  }
}
