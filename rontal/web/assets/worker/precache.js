// Files and pages that open without network. Those of an earlier version move to a bounded cache when
// a new one takes over, because pages that are open go on asking for them by their old addresses.
import { cacheNames } from "workbox-core";
import { CacheExpiration } from "workbox-expiration";
import { PrecacheController } from "workbox-precaching";
import { rewritten } from "./answers.js";
import { setting } from "./database.js";
import { site } from "./site.js";

export const FORMER = "rontal-assets";
const former = new CacheExpiration(FORMER, { maxEntries: 120, maxAgeSeconds: 60 * 24 * 3600 });
const precache = new PrecacheController({ cacheName: cacheNames.precache });

export function preparePrecache() {
  const pages = Object.values(site.pages).flatMap((one) => Object.values(one));
  precache.addToCacheList([...site.files, ...pages.map((url) => ({ url, revision: site.version }))]);
  self.addEventListener("install", (event) => {
    precache.install(event);
    event.waitUntil(self.skipWaiting());
  });
  self.addEventListener("activate", (event) => event.waitUntil(takeOver(event)));
}

async function takeOver(event) {
  await keepFormer().catch(() => null); // no room: pages that are open may miss a file
  await precache.activate(event);
  for (const name of await caches.keys()) if (name.startsWith("rontal-shelf-")) await caches.delete(name);
  if (self.registration.navigationPreload) await self.registration.navigationPreload.enable().catch(() => null);
  await self.clients.claim();
}

async function keepFormer() {
  const wanted = new Set(precache.getURLsToCacheKeys().values());
  const [old, cache] = await Promise.all([caches.open(cacheNames.precache), caches.open(FORMER)]);
  for (const request of await old.keys()) {
    if (wanted.has(request.url) || !new URL(request.url).pathname.startsWith("/static/")) continue;
    await cache.put(request, await old.match(request));
    await former.updateTimestamp(request.url);
  }
  await former.expireEntries();
}

export const precached = (address) => precache.matchPrecache(address).catch(() => undefined);

// A static file: precached, of an earlier version, or from the library; fetched ones are not stored,
// because the browser's own cache holds them.
export async function staticFile(request) {
  const found = (await precached(request.url)) || (await formerFile(request));
  if (found) return found;
  return fetch(request);
}

function formerFile(request) {
  return caches.match(request, { cacheName: FORMER, ignoreVary: true }).catch(() => undefined);
}

// A precached page ("offline", "shelf", "waiting") in the language and brightness of this device,
// with `why` it is shown for its script.
export async function page(kind, why = "") {
  const look = (await setting("look")) || {};
  const own = (self.navigator.language || "").startsWith("en") ? "en" : "id";
  const pages = site.pages[look.language] || site.pages[own];
  const found = await precached(pages[kind]);
  if (!found) return Response.error();
  const theme = look.theme || "auto";
  return rewritten(found, (text) =>
    text.replace(/<html ([^>]*)data-theme="\w*"/, `<html $1data-theme="${theme}" data-why="${why}"`),
  );
}
