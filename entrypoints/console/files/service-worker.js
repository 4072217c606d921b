/*
 * Keeps the console's files, so that the page opens with the line down. What it is for is said before this line by the
 * server: VERSION, a hash of all files, and FILES, their names. Calls of the API never come through here.
 */
/* global VERSION, FILES */

const KEPT = `console-${VERSION}`;

self.addEventListener("install", (event) => {
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers());
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const scope = new URL(self.registration.scope);
  if (event.request.method === "GET" && url.origin === scope.origin && url.pathname.startsWith(scope.pathname)) {
    event.respondWith(answer(event.request, url.pathname.slice(scope.pathname.length)));
  }
});

async function keep() {
  const cache = await caches.open(KEPT);
  await cache.addAll(["./", ...FILES].map((name) => new Request(name, { cache: "no-cache" })));
  await self.skipWaiting();
}

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith("console-") && name !== KEPT).map((name) => caches.delete(name)),
  );
  await self.clients.claim();
}

/** Answer from what is kept: all files of a page are of one version. */
async function answer(request, name) {
  const cache = await caches.open(KEPT);
  const found = await cache.match(name === "" ? "./" : request, { ignoreSearch: true });
  return found ?? fetch(request);
}
