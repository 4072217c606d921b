/**
 * What this browser keeps, in IndexedDB: the outbox, and what was last read, so that a page opens with the line down.
 * @typedef {{ mode: IDBTransactionMode, name: "outbox" | "kept" }} Where
 */

/** Nothing can be kept here: the device is full, or the browser does not allow it. */
export class NotKept extends Error {
  type = "not-kept";
}

/** Carts stay when somebody signs out: each has the name of its user. */
export const CART = "cart.";

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

function open() {
  opened ??= new Promise((/** @type {(database: IDBDatabase) => void} */ resolve, reject) => {
    const request = indexedDB.open("orders", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("outbox", { keyPath: "place", autoIncrement: true });
      request.result.createObjectStore("kept");
    };
    request.onsuccess = () => {
      request.result.onclose = openAnew;
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  opened.catch(openAnew);
  return opened;
}

function openAnew() {
  opened = undefined;
}

/**
 * Do one thing to a store, and return what came of it once it is written for good. It is said at once that there is no
 * more to it: then it is done though the page is gone, as when it is loaded anew right after a tap.
 * @template T
 * @param {Where["name"]} name
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T>}
 */
export async function within(name, mode, work) {
  /** @type {IDBRequest<T> | undefined} */
  let request;
  await together([name], mode, (stores) => {
    request = work(/** @type {IDBObjectStore} */ (stores[0]));
    if (mode === "readwrite") request.transaction?.commit();
  });
  return /** @type {IDBRequest<T>} */ (request).result;
}

/**
 * Do something to several stores, all of it or nothing: nothing where `abort` is called. Throws `NotKept`.
 * @param {Where["name"][]} names
 * @param {IDBTransactionMode} mode
 * @param {(stores: IDBObjectStore[], abort: () => void) => void} work
 * @returns {Promise<boolean>} whether it was done
 */
export async function together(names, mode, work) {
  try {
    return await done(await open(), names, mode, work);
  } catch (error) {
    throw new NotKept(String(error));
  }
}

/**
 * @param {IDBDatabase} database @param {Where["name"][]} names @param {IDBTransactionMode} mode
 * @param {(stores: IDBObjectStore[], abort: () => void) => void} work
 * @returns {Promise<boolean>}
 */
function done(database, names, mode, work) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(names, mode, {
      durability: mode === "readwrite" ? "strict" : "default",
    });
    let isLeft = false;
    transaction.oncomplete = () => resolve(true);
    transaction.onabort = () => (isLeft ? resolve(false) : reject(transaction.error));
    work(
      names.map((name) => transaction.objectStore(name)),
      () => {
        isLeft = true;
        transaction.abort();
      },
    );
  });
}

/** Return what was kept under a key, or undefined. @param {string} key @returns {Promise<any>} */
export function kept(key) {
  return within("kept", "readonly", (store) => store.get(key));
}

/** Keep something under a key, in place of what was there. @param {string} key @param {unknown} value */
export function keep(key, value) {
  return within("kept", "readwrite", (store) => store.put(value, key));
}

/** Keep nothing under a key any more. @param {string} key */
export function forget(key) {
  return within("kept", "readwrite", (store) => /** @type {IDBRequest<any>} */ (store.delete(key)));
}

/** Forget all that was read; what waits in the outbox stays, and so do carts. */
export function forgetKept() {
  return together(["kept"], "readwrite", ([store]) => {
    const walk = /** @type {IDBObjectStore} */ (store).openCursor();
    walk.onsuccess = () => {
      const found = walk.result;
      if (!found) return;
      if (!String(found.key).startsWith(CART)) found.delete();
      found.continue();
    };
  });
}
