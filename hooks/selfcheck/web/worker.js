/* The offline copy: after one visit, the pages and files named in FILES open without a network. Pages come from the network while
   there is one, so nobody reads an old page for longer than needed. The build writes CACHE and FILES above this text; without FILES the
   worker is the switch that ends an earlier one. */

const OURS = CACHE.slice(0, CACHE.lastIndexOf("-") + 1);
const NAMED_BY_CONTENT = /\.[0-9a-f]{8,10}(\.min)?\.(css|js)$/;
const LISTED = new Set(FILES.map((name) => new URL(name, location).pathname));
const PATIENCE = 6000; // milliseconds a network may take to begin its answer, before the copy is shown instead

async function fill() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map((name) => new Request(name, { cache: "no-cache" })));
}

/** Drop the copies that earlier versions made; other sites on this host keep theirs. */
async function tidyUp() {
  for (const name of await caches.keys()) {
    if (name.startsWith(OURS) && (name !== CACHE || !FILES.length)) await caches.delete(name);
  }
  if (!FILES.length) await registration.unregister();
  else await clients.claim();
}

/** Ask the network. Whatever has begun to come by then may take its time: half a page would be worse than a late one. */
async function fetched(request) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    return await fetch(request, { signal: patience.signal });
  } finally {
    clearTimeout(timer);
  }
}

async function answer(request) {
  const copy = () => caches.match(request.url, { cacheName: CACHE, ignoreSearch: true });
  if (NAMED_BY_CONTENT.test(request.url)) return await copy() ?? fetch(request);
  try {
    return await fetched(request);
  } catch (error) {
    const found = await copy();
    if (found) return found;
    throw error;
  }
}

addEventListener("install", (event) => event.waitUntil(FILES.length ? fill() : skipWaiting()));
addEventListener("activate", (event) => event.waitUntil(tidyUp()));
addEventListener("message", (event) => { if (event.data === "take over") skipWaiting(); });
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method === "GET" && url.origin === location.origin && LISTED.has(url.pathname) && !request.headers.has("range")) {
    event.respondWith(answer(request));
  }
});
