// Cache of pages that were opened lately. Each reader has a cache, named by the reader's hash, so that
// nobody sees the pages of another one; without a reader the name is "visitor".
import { CacheExpiration } from "workbox-expiration";
import { isFromLibrary, isPage, readerOf, rewriteHtml } from "./responses.js";
import { readSetting } from "./database.js";
import { site } from "./configuration.js";

const PREFIX = "rontal-pages-";
const DAY = 24 * 3600;
const MAX_LENGTH = 400_000; // characters
const STORED_AT = "rontal-seen"; // header with the time at which a page was stored
const PUBLIC = /^\/(privasi|standar-pelayanan)\/$/;
const CATALOGUE = /^\/koleksi\/([\w-]+\/|(orang|subjek|seri|daftar)\/[\w-]+\/)?$/;
const BOUNDS = { maxEntries: 40, maxAgeSeconds: 14 * DAY };

const currentReader = async () => ((await readSetting("reader")) || { word: "" }).word;
export const cacheName = (reader) => `${PREFIX}${reader || "visitor"}`;

// Pages with a query string are not stored: searches are private, also on a shared computer.
export function isCacheable({ pathname, search }, reader) {
  if (search) return false;
  return PUBLIC.test(pathname) || CATALOGUE.test(pathname) || (Boolean(reader) && pathname === site.card);
}

// Stores a page in the cache of its reader, if that one is still signed in. Deletes the cache if the
// device is full.
export async function storePage(request, response) {
  const reader = readerOf(response);
  if (reader === null || !isFromLibrary(response) || !isPage(response)) return;
  if (!isCacheable(new URL(request.url), reader) || (await currentReader()) !== reader) return;
  const name = cacheName(reader);
  try {
    const text = await response.text();
    if (text.length > MAX_LENGTH) return;
    const headers = [...response.headers, [STORED_AT, new Date().toISOString()]];
    await (await caches.open(name)).put(request.url, new Response(text, { headers }));
    const bounds = new CacheExpiration(name, BOUNDS);
    await bounds.updateTimestamp(request.url);
    await bounds.expireEntries();
    if ((await currentReader()) !== reader && reader) await deleteCache(name); // somebody signed out meanwhile
  } catch {
    await deleteCache(name);
  }
}

// Deletes a page that the server no longer shows from all caches.
export async function deletePage(address) {
  for (const name of await caches.keys().catch(() => [])) {
    if (name.startsWith(PREFIX)) await (await caches.open(name)).delete(address, { ignoreVary: true });
  }
}

// Adds the time of storing to a cached page, for the script that shows it; null if the page is too old.
export async function withStoredTime(response) {
  const at = response.headers.get(STORED_AT);
  if (!at || Date.now() - Date.parse(at) > 1000 * BOUNDS.maxAgeSeconds) return null;
  return rewriteHtml(response, (text) => text.replace("<html ", `<html data-seen="${at}" `));
}

// Deletes the caches of all readers except `reader`; public pages stay.
export async function deleteOtherReaders(reader) {
  const names = await caches.keys().catch(() => []);
  for (const name of names) {
    if (name.startsWith(PREFIX) && name !== cacheName(reader) && name !== cacheName("")) await deleteCache(name);
  }
}

export async function deleteReaderPages() {
  for (const name of await caches.keys().catch(() => [])) if (name.startsWith(PREFIX)) await deleteCache(name);
}

async function deleteCache(name) {
  await caches.delete(name).catch(() => null);
  await new CacheExpiration(name, BOUNDS).delete().catch(() => null);
}
