// Files and pages that open without network. When a new version is activated, files of the former one
// move to a bounded cache, because open pages still request them by their old URLs.
import { cacheNames } from "workbox-core";
import { CacheExpiration } from "workbox-expiration";
import { PrecacheController } from "workbox-precaching";
import { rewriteHtml } from "./responses.js";
import { readSetting } from "./database.js";
import { site } from "./configuration.js";

export const FORMER_CACHE = "rontal-assets";
const former = new CacheExpiration(FORMER_CACHE, { maxEntries: 120, maxAgeSeconds: 60 * 24 * 3600 });
const precache = new PrecacheController({ cacheName: cacheNames.precache });

export function preparePrecache() {
  const pages = Object.values(site.pages).flatMap((one) => Object.values(one));
  precache.addToCacheList([...site.files, ...pages.map((url) => ({ url, revision: site.version }))]);
  self.addEventListener("install", (event) => {
    precache.install(event);
    event.waitUntil(self.skipWaiting());
  });
  self.addEventListener("activate", (event) => event.waitUntil(activate(event)));
}

async function activate(event) {
  await keepFormerFiles().catch(() => null); // no room: open pages may miss a file
  await precache.activate(event);
  for (const name of await caches.keys()) if (name.startsWith("rontal-shelf-")) await caches.delete(name);
  if (self.registration.navigationPreload) await self.registration.navigationPreload.enable().catch(() => null);
  await self.clients.claim();
}

async function keepFormerFiles() {
  const wanted = new Set(precache.getURLsToCacheKeys().values());
  const [old, cache] = await Promise.all([caches.open(cacheNames.precache), caches.open(FORMER_CACHE)]);
  for (const request of await old.keys()) {
    if (wanted.has(request.url) || !new URL(request.url).pathname.startsWith("/static/")) continue;
    await cache.put(request, await old.match(request));
    await former.updateTimestamp(request.url);
  }
  await former.expireEntries();
}

export const precached = (address) => precache.matchPrecache(address).catch(() => undefined);

// Returns a static file: precached, of a former version, or from the server; fetched ones are not stored,
// because the browser's own cache has them.
export async function staticFile(request) {
  const found = (await precached(request.url)) || (await formerFile(request));
  if (found) return found;
  return fetch(request);
}

function formerFile(request) {
  return caches.match(request, { cacheName: FORMER_CACHE, ignoreVary: true }).catch(() => undefined);
}

// Returns a precached page ("offline", "shelf" or "waiting") in the language and theme of this device;
// `why` tells the page's script the reason.
export async function precachedPage(kind, why = "") {
  const appearance = (await readSetting("look")) || {};
  const browserLanguage = (self.navigator.language || "").startsWith("en") ? "en" : "id";
  const pages = site.pages[appearance.language] || site.pages[browserLanguage];
  const found = await precached(pages[kind]);
  if (!found) return Response.error();
  const theme = appearance.theme || "auto";
  return rewriteHtml(found, (text) =>
    text.replace(/<html ([^>]*)data-theme="\w*"/, `<html $1data-theme="${theme}" data-why="${why}"`),
  );
}
