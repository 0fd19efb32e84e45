// Offline books: their parts come from this device, also with a network, which saves data and survives a
// weak connection. The page of the loan comes from the server if it can be reached.
import { libraryTime } from "../offline/library-clock.js";
import { readIndex, partNumber } from "../offline/book-index.js";
import { packResponse, encryptPart, unpackResponse, decryptPart } from "../offline/encryption.js";
import { bookOf, deleteBook, storePart, partOf } from "../offline/book-store.js";
import { refreshAccount } from "./account.js";
import { completeResponse } from "./responses.js";
import { staticFile } from "./precache.js";
import { site } from "./configuration.js";

const TIMEOUT = 5000; // milliseconds for a slow server if the device has the book
const PAUSE = 15000; // milliseconds without requests after a timeout
const LOAN = /^\/baca\/(\d+)\//;
const MARKS = /^\/baca\/\d+\/tanda\/$/;
const DATA = /(<script id="book" type="application\/json">)([^<]*)(<\/script>)/;

let unreachableUntil = 0;

export const isLoan = (pathname) => LOAN.test(pathname);
export const isMarks = (pathname) => MARKS.test(pathname);

// Returns the page of a loan whose book is stored on this device, else null.
export async function readOffline(event) {
  const { request } = event;
  const loan = loanIn(new URL(request.url).pathname);
  const book = loan && (await completeBook(loan));
  if (!book) return null;
  const response = await fetchFromLibrary(event, true);
  if (response) {
    event.waitUntil(refreshAccount());
    return response;
  }
  if (request.method !== "GET") return null;
  const { stored, why } = await fromDevice(book, request.url);
  if (why === "habis") await deleteBook(loan);
  return stored || redirectToShelf(why);
}

// Answers a request of a page: for content of a book, or a script, style or font.
export async function answerPart(event) {
  const { request } = event;
  const { pathname } = new URL(request.url);
  const client = await self.clients.get(event.clientId);
  const loan = loanIn(pathname) || (client && loanIn(new URL(client.url).pathname));
  const book = loan && (await completeBook(loan));
  if (!book) return pathname.startsWith("/static/") ? staticFile(request) : fetch(request);
  const current = MARKS.test(pathname) && (await fetchMarks(book, event, pathname));
  if (current) return current;
  const { stored, why } = await fromDevice(book, request.url);
  if (stored) return stored;
  const response = await fetchFromLibrary(event, why !== "belum");
  if (!response && why !== "belum") event.waitUntil(closeReaders(loan, why));
  if (response) return response;
  return pathname.startsWith("/static/") ? staticFile(request) : Response.error();
}

export const answerMarks = (event) => withLock(() => answerPart(event));

// Returns the server's marks, which other devices may have changed, or null; stores them on this device.
async function fetchMarks(book, event, pathname) {
  const response = await fetchFromLibrary(event, true);
  if (response) await storeMarks(book, pathname, response.clone()).catch(() => false); // no room
  return response;
}

// Sends marks to the server. For an offline book the page gets the response only after this device's
// copy is updated, too: until then the page keeps the marks and sends them again.
export async function sendMarks({ request }) {
  const { pathname } = new URL(request.url);
  const book = await completeBook(loanIn(pathname));
  const response = await fetch(request);
  if (book && response.ok && !response.redirected) await withLock(() => refreshMarks(book, pathname));
  return response;
}

async function refreshMarks(book, pathname) {
  const response = await fetchFromLibrary({ request: pathname }, true);
  if (!response || !(await storeMarks(book, pathname, response))) throw new Error("the marks are not kept yet");
}

// Stores the marks of a valid response; returns false for another response.
async function storeMarks(book, pathname, response) {
  if (!response.ok || response.redirected) return false;
  const index = await readIndex(book);
  if (index && pathname === index.marks)
    await storePart(await encryptPart(book, partNumber(index, pathname), await packResponse(response)));
  return true;
}

// Runs tasks of all pages and workers one after another, so that older marks never replace newer ones.
function withLock(task) {
  return navigator.locks ? navigator.locks.request("rontal-marks", task) : task();
}

// Returns the server's response, or null if it cannot be reached. Waits at most TIMEOUT if the device
// can answer instead (`hasOther`).
async function fetchFromLibrary(event, hasOther) {
  if (hasOther && Date.now() < unreachableUntil) return null;
  const pending = fetchComplete(event).catch(() => null);
  if (!hasOther) return pending;
  const timeout = new Promise((resolve) => setTimeout(resolve, TIMEOUT, "late"));
  const first = await Promise.race([pending, timeout]);
  if (first === "late") unreachableUntil = Date.now() + PAUSE;
  return first === "late" || !first || first.status >= 500 ? null : first;
}

async function fetchComplete({ request, preloadResponse }) {
  const response = (await preloadResponse) || (await fetch(request));
  return request.mode === "navigate" && request.destination === "document" ? completeResponse(response) : response;
}

// A storage that cannot be opened counts as one without books.
async function completeBook(loan) {
  const book = await bookOf(loan).catch(() => null);
  return book && book.whole ? book : null;
}

// Returns the part at a URL as `stored`, or the reason `why` there is none: the loan is over ("habis"),
// the clock was set back ("jam"), or it is not stored ("belum").
async function fromDevice(book, address) {
  const { now, turned } = await libraryTime();
  if (turned) return { why: "jam" };
  if (now >= book.due) return { why: "habis" };
  const index = await readIndex(book);
  const { pathname, search } = new URL(address);
  const wantedPath = pathname === `/baca/${book.loan}/` ? index.page : pathname + search;
  const found = await partOf(book.loan, partNumber(index, wantedPath) || partNumber(index, pathname) || -1);
  if (!found) return { why: "belum" };
  const values = { now: Math.round(now), due: book.due, offline: true };
  const change = wantedPath === index.page ? (body) => withCurrentTime(body, values) : undefined;
  return { stored: unpackResponse(await decryptPart(book, found), change) };
}

// Sets the current time in the data of a stored page.
function withCurrentTime(body, values) {
  return new TextDecoder().decode(body).replace(DATA, (_all, open, data, close) => {
    const text = JSON.stringify({ ...JSON.parse(data), ...values });
    return open + text.replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`) + close;
  });
}

// Sends open readers of the book to the page of offline books, with the reason. Called only if the server
// cannot be reached, so that a wrong clock deletes no book while it can.
async function closeReaders(loan, why) {
  if (why === "habis") await deleteBook(loan);
  for (const client of await self.clients.matchAll({ type: "window" }))
    if (client.frameType === "top-level" && loanIn(new URL(client.url).pathname) === loan)
      await client.navigate(`${site.offlineShelf}#${why}`).catch(() => null);
}

export function redirectToShelf(why) {
  return Response.redirect(`${site.offlineShelf}#${why}`);
}

function loanIn(pathname) {
  const found = LOAN.exec(pathname);
  return found ? Number(found[1]) : null;
}
