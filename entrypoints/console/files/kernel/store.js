/**
 * What this browser keeps, in IndexedDB: the outbox, and what was last read, so that a page opens with the line down.
 * @typedef {{ mode: IDBTransactionMode, name: "outbox" | "kept" }} Where
 */

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("orders", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("outbox", { keyPath: "place", autoIncrement: true });
      request.result.createObjectStore("kept");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

/**
 * Do something to a store, and return what came of it once it is written for good.
 * @template T
 * @param {Where["name"]} name
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T>}
 */
export async function within(name, mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(name, mode, {
      durability: mode === "readwrite" ? "strict" : "default",
    });
    const request = work(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
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

/** Forget all that was read; what waits in the outbox stays. */
export function forgetKept() {
  return within("kept", "readwrite", (store) => /** @type {IDBRequest<any>} */ (store.clear()));
}
