// The worker: where the library cannot be reached it answers with what is kept on this device, for
// as long as the loan lasts. Online the library opens the book and is asked what may stay; what the
// book is made of comes from the device even so, where it costs no data and no weak line breaks it.
import { libraryTime } from "./offline/clock.js";
import { indexOf, numberAt } from "./offline/index.js";
import { packed, sealed, unpacked, unsealed } from "./offline/seal.js";
import { settle } from "./offline/standing.js";
import { bookOf, books, forget, keepPart, partOf } from "./offline/store.js";
import { listenForPush } from "./worker/push.js";

const { version, files, page, standing, signout } = self.shelf;
const SHELF = `rontal-shelf-${version}`;
const PATIENCE = 5000; // for a library that answers slowly, where the device holds the book
const REST = 15000; // after that it is not asked for a while
const LOAN = /^\/baca\/(\d+)\//;
const MARKS = /^\/baca\/\d+\/tanda\/$/;
const DATA = /(<script id="book" type="application\/json">)([^<]*)(<\/script>)/;

let away = 0;

listenForPush(self);

self.addEventListener("install", (event) => event.waitUntil(keepShelf()));
self.addEventListener("activate", (event) => event.waitUntil(dropOldShelves()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.mode === "navigate" && request.destination === "document") event.respondWith(visit(event));
  else if (MARKS.test(pathname)) event.respondWith(request.method === "GET" ? inTurn(() => part(event, pathname)) : changed(request, pathname));
  else if (request.method === "GET") event.respondWith(part(event, pathname));
});

async function keepShelf() {
  const shelf = await caches.open(SHELF);
  await shelf.addAll([page, ...files]);
  await self.skipWaiting();
}

async function dropOldShelves() {
  for (const name of await caches.keys())
    if (name.startsWith("rontal-shelf-") && name !== SHELF) await caches.delete(name);
  await self.clients.claim();
}

// A page that somebody goes to. After every one that the library has answered, it is asked what may
// stay: so a book goes when it was given back. All of them go when somebody signs out.
async function visit(event) {
  const { request } = event;
  const { pathname } = new URL(request.url);
  const loan = loanIn(pathname);
  const book = loan && (await wholeBook(loan));
  const answer = await reached(request, Boolean(book));
  if (answer) {
    event.waitUntil(answered(request, answer.clone()));
    return answer;
  }
  if (request.method !== "GET") return Response.error();
  if (book) {
    const { kept, why } = await fromDevice(book, request.url);
    if (why === "habis") await forget(loan);
    return kept || elsewhere(why);
  }
  if (loan) return elsewhere("belum");
  if (pathname === page) return caches.match(page, { cacheName: SHELF, ignoreVary: true });
  return Response.redirect(page);
}

async function answered(request, answer) {
  const { pathname } = new URL(request.url);
  const goesOn = answer.type === "opaqueredirect";
  if (pathname === signout && request.method === "POST" && goesOn) for (const { loan } of await books()) await forget(loan);
  if (pathname === page && answer.ok) await (await caches.open(SHELF)).put(page, answer).catch(() => null); // no room
  await settle(standing);
}

// What a page asks for: its own files, and content of a book.
async function part(event, pathname) {
  const { request } = event;
  const client = await self.clients.get(event.clientId);
  const loan = loanIn(pathname) || (client && loanIn(new URL(client.url).pathname));
  const book = loan && (await wholeBook(loan));
  if (!book) return otherwise(request);
  const newest = MARKS.test(pathname) && (await marksOf(book, request, pathname));
  if (newest) return newest;
  const { kept, why } = await fromDevice(book, request.url);
  if (kept) return kept;
  const answer = await reached(request, why !== "belum");
  if (!answer && why !== "belum") event.waitUntil(shut(loan, why));
  return answer || Response.error();
}

// Marks change on other devices, too: as the library has them, or null.
async function marksOf(book, request, pathname) {
  const answer = await reached(request, true);
  if (answer) await remembered(book, pathname, answer.clone()).catch(() => false); // no room
  return answer;
}

// Marks on their way to the library. Of a kept book the page hears that they have arrived once they
// are in what this device keeps, too: until then it holds them, and sends them again.
async function changed(request, pathname) {
  const book = await wholeBook(loanIn(pathname));
  const answer = await fetch(request);
  if (book && answer.ok && !answer.redirected) await inTurn(() => renewed(book, pathname));
  return answer;
}

async function renewed(book, pathname) {
  const answer = await reached(pathname, true);
  if (!answer || !(await remembered(book, pathname, answer))) throw new Error("the marks are not kept yet");
}

async function otherwise(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request, { cacheName: SHELF, ignoreVary: true });
    return kept || Response.error();
  }
}

// The marks are kept anew whenever the library tells them; true where it did.
async function remembered(book, pathname, answer) {
  if (!answer.ok || answer.redirected) return false;
  const index = await indexOf(book);
  if (index && pathname === index.marks) await keepPart(await sealed(book, numberAt(index, pathname), await packed(answer)));
  return true;
}

// One after the other, whichever page or worker asks: older marks never cover newer ones.
function inTurn(work) {
  return navigator.locks ? navigator.locks.request("rontal-marks", work) : work();
}

// The library's answer, or null where it cannot be reached. It is not waited for without end where
// the device can answer.
async function reached(request, hasOther) {
  if (hasOther && Date.now() < away) return null;
  const asked = fetch(request).catch(() => null);
  if (!hasOther) return asked;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, "late"));
  const first = await Promise.race([asked, late]);
  if (first === "late") away = Date.now() + REST;
  return first === "late" || !first || first.status >= 500 ? null : first;
}

// A storage that does not open holds no book: the library answers.
async function wholeBook(loan) {
  const book = await bookOf(loan).catch(() => null);
  return book && book.whole ? book : null;
}

// The part at an address, or why there is none: the loan is over, the clock was turned back, or it
// is not among what is kept.
async function fromDevice(book, address) {
  const { now, turned } = await libraryTime();
  if (turned) return { why: "jam" };
  if (now >= book.due) return { why: "habis" };
  const index = await indexOf(book);
  const { pathname, search } = new URL(address);
  const atPage = pathname === `/baca/${book.loan}/` ? index.page : pathname + search;
  const found = await partOf(book.loan, numberAt(index, atPage) || numberAt(index, pathname) || -1);
  if (!found) return { why: "belum" };
  const told = { now: Math.round(now), due: book.due, offline: true };
  const change = atPage === index.page ? (body) => fresh(body, told) : undefined;
  return { kept: unpacked(await unsealed(book, found), change) };
}

// A page that was kept some time ago, with the time of now.
function fresh(body, told) {
  return new TextDecoder().decode(body).replace(DATA, (_all, open, data, close) => {
    const text = JSON.stringify({ ...JSON.parse(data), ...told });
    return open + text.replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`) + close;
  });
}

// Pages that show the book say why it is shut. What the clock ends goes only where the library,
// which knows the time, cannot be reached.
async function shut(loan, why) {
  if (why === "habis") await forget(loan);
  for (const client of await self.clients.matchAll({ type: "window" }))
    if (client.frameType === "top-level" && loanIn(new URL(client.url).pathname) === loan)
      await client.navigate(`${page}#${why}`).catch(() => null);
}

function elsewhere(why) {
  return Response.redirect(`${page}#${why}`);
}

function loanIn(pathname) {
  const found = LOAN.exec(pathname);
  return found ? Number(found[1]) : null;
}
