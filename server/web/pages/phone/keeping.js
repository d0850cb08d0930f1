// The page that can still be opened without a network, where the browser allows it (HTTPS only).

/** Let the service worker keep this page and its files; does nothing where there is none. */
export async function keepPage() {
  if (!("serviceWorker" in navigator) || !isSecureContext) return;
  try {
    await navigator.serviceWorker.register("../../static/phone/worker.js", { scope: "/t/" });
    const { active } = await navigator.serviceWorker.ready;
    const files = performance.getEntriesByType("resource").map(({ name }) => name);
    active.postMessage({ keep: [location.href, ...files.filter((url) => url.includes("/static/"))] });
  } catch {
    // Without it the page works all the same, while there is a network.
  }
}
