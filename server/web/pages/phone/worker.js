// Keeps the visitor's page for when the network is gone: the newest one that was seen, never
// instead of the network. It touches nothing but ticket pages and their files.

const KEPT = "ticket-pages-1";
/** A hall's Wi-Fi that hangs is no better than none. */
const PATIENCE_MS = 5000;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  const wanted = event.data?.keep;
  if (Array.isArray(wanted)) event.waitUntil(keepAll(wanted));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const isOurs = origin === location.origin && /^\/(t|static)\//.test(pathname);
  if (request.method === "GET" && isOurs) event.respondWith(answer(request));
});

async function answer(request) {
  try {
    const found = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (found.ok) await keep(request.url, found.clone());
    return found;
  } catch (failure) {
    const kept = await (await caches.open(KEPT)).match(addressOf(request.url));
    if (kept) return kept;
    throw failure;
  }
}

async function keepAll(urls) {
  await Promise.all(urls.map(async (url) => {
    const found = await fetch(url).catch(() => null);
    if (found?.ok) await keep(url, found);
  }));
}

async function keep(url, found) {
  await (await caches.open(KEPT)).put(addressOf(url), found);
}

/** The page in the other language is the same page. */
function addressOf(url) {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)));
}
