// Pages that were seen lately. Each reader has caches of their own, named by the reader's word, so
// that nobody sees what another one saw; "visitor" stands for nobody.
import { CacheExpiration } from "workbox-expiration";
import { isOurs, isPage, readerOf, rewritten } from "./answers.js";
import { setting } from "./database.js";
import { site } from "./site.js";

const PREFIX = "rontal-pages-";
const DAY = 24 * 3600;
const LARGEST = 400_000; // characters
const SEEN = "rontal-seen"; // header with the time at which a page was stored
const PUBLIC = /^\/(privasi|standar-pelayanan)\/$/;
const CATALOGUE = /^\/koleksi\/([\w-]+\/|(orang|subjek|seri|daftar)\/[\w-]+\/)?$/;
const BOUNDS = { maxEntries: 40, maxAgeSeconds: 14 * DAY };

const wordOf = async () => ((await setting("reader")) || { word: "" }).word;
export const nameFor = (reader) => `${PREFIX}${reader || "visitor"}`;

// No page with a query: what somebody searched for is nobody's business at a shared computer.
export function isStored({ pathname, search }, reader) {
  if (search) return false;
  return PUBLIC.test(pathname) || CATALOGUE.test(pathname) || (Boolean(reader) && pathname === site.card);
}

// Stores a page under whoever it was made for, where they are signed in still. A device without room
// drops what it stored.
export async function store(request, response) {
  const reader = readerOf(response);
  if (reader === null || !isOurs(response) || !isPage(response)) return;
  if (!isStored(new URL(request.url), reader) || (await wordOf()) !== reader) return;
  const name = nameFor(reader);
  try {
    const text = await response.text();
    if (text.length > LARGEST) return;
    const headers = [...response.headers, [SEEN, new Date().toISOString()]];
    await (await caches.open(name)).put(request.url, new Response(text, { headers }));
    const bounds = new CacheExpiration(name, BOUNDS);
    await bounds.updateTimestamp(request.url);
    await bounds.expireEntries();
    if ((await wordOf()) !== reader && reader) await drop(name); // somebody signed out meanwhile
  } catch {
    await drop(name);
  }
}

// The library shows a page no more: neither does this device.
export async function dropPage(address) {
  for (const name of await caches.keys().catch(() => [])) {
    if (name.startsWith(PREFIX)) await (await caches.open(name)).delete(address, { ignoreVary: true });
  }
}

// A page as it was seen, with the time for the script that says so; null where it is too old.
export async function asSeen(response) {
  const at = response.headers.get(SEEN);
  if (!at || Date.now() - Date.parse(at) > 1000 * BOUNDS.maxAgeSeconds) return null;
  return rewritten(response, (text) => text.replace("<html ", `<html data-seen="${at}" `));
}

// Everything that was stored for others than `reader`; pages that visitors see are nobody's.
export async function dropOthers(reader) {
  const names = await caches.keys().catch(() => []);
  for (const name of names) {
    if (name.startsWith(PREFIX) && name !== nameFor(reader) && name !== nameFor("")) await drop(name);
  }
}

export async function dropAll() {
  for (const name of await caches.keys().catch(() => [])) if (name.startsWith(PREFIX)) await drop(name);
}

async function drop(name) {
  await caches.delete(name).catch(() => null);
  await new CacheExpiration(name, BOUNDS).delete().catch(() => null);
}
