// Offline books: what a book is made of comes from this device, also where there is a network, so
// that it costs no data and no weak line breaks it. The library still opens the book.
import { libraryTime } from "../offline/library-clock.js";
import { readIndex, partNumber } from "../offline/book-index.js";
import { packResponse, encryptPart, unpackResponse, decryptPart } from "../offline/encryption.js";
import { bookOf, deleteBook, storePart, partOf } from "../offline/book-store.js";
import { ask } from "./accounts.js";
import { whole } from "./answers.js";
import { staticFile } from "./precache.js";
import { site } from "./site.js";

const PATIENCE = 5000; // for a library that answers slowly, where the device holds the book
const REST = 15000; // after that it is not asked for a while
const LOAN = /^\/baca\/(\d+)\//;
const MARKS = /^\/baca\/\d+\/tanda\/$/;
const DATA = /(<script id="book" type="application\/json">)([^<]*)(<\/script>)/;

let away = 0;

export const isLoan = (pathname) => LOAN.test(pathname);
export const isMarks = (pathname) => MARKS.test(pathname);

// The page of a loan whose book lies on this device; null where it does not.
export async function readOffline(event) {
  const { request } = event;
  const loan = loanIn(new URL(request.url).pathname);
  const book = loan && (await wholeBook(loan));
  if (!book) return null;
  const answer = await reached(event, true);
  if (answer) {
    event.waitUntil(ask());
    return answer;
  }
  if (request.method !== "GET") return null;
  const { kept, why } = await fromDevice(book, request.url);
  if (why === "habis") await deleteBook(loan);
  return kept || elsewhere(why);
}

// A file that a page asks for: content of a book, or one of its scripts, styles and typefaces.
export async function part(event) {
  const { request } = event;
  const { pathname } = new URL(request.url);
  const client = await self.clients.get(event.clientId);
  const loan = loanIn(pathname) || (client && loanIn(new URL(client.url).pathname));
  const book = loan && (await wholeBook(loan));
  if (!book) return pathname.startsWith("/static/") ? staticFile(request) : fetch(request);
  const newest = MARKS.test(pathname) && (await marksOf(book, event, pathname));
  if (newest) return newest;
  const { kept, why } = await fromDevice(book, request.url);
  if (kept) return kept;
  const answer = await reached(event, why !== "belum");
  if (!answer && why !== "belum") event.waitUntil(shut(loan, why));
  if (answer) return answer;
  return pathname.startsWith("/static/") ? staticFile(request) : Response.error();
}

export const marks = (event) => inTurn(() => part(event));

// Marks change on other devices, too: as the library has them, or null.
async function marksOf(book, event, pathname) {
  const answer = await reached(event, true);
  if (answer) await remembered(book, pathname, answer.clone()).catch(() => false); // no room
  return answer;
}

// Marks on their way to the library. The page of an offline book is notified that they have arrived once
// this device's copy holds them, too: until then the page keeps them, and sends them again.
export async function sendMarks({ request }) {
  const { pathname } = new URL(request.url);
  const book = await wholeBook(loanIn(pathname));
  const answer = await fetch(request);
  if (book && answer.ok && !answer.redirected) await inTurn(() => renewed(book, pathname));
  return answer;
}

async function renewed(book, pathname) {
  const answer = await reached({ request: pathname }, true);
  if (!answer || !(await remembered(book, pathname, answer))) throw new Error("the marks are not kept yet");
}

// The marks are stored anew whenever the library tells them; true where it did.
async function remembered(book, pathname, answer) {
  if (!answer.ok || answer.redirected) return false;
  const index = await readIndex(book);
  if (index && pathname === index.marks)
    await storePart(await encryptPart(book, partNumber(index, pathname), await packResponse(answer)));
  return true;
}

// One after the other, whichever page or worker asks: older marks never cover newer ones.
function inTurn(work) {
  return navigator.locks ? navigator.locks.request("rontal-marks", work) : work();
}

// The library's answer, or null where it cannot be reached. It is not waited for without end where
// the device can answer.
async function reached(event, hasOther) {
  if (hasOther && Date.now() < away) return null;
  const asked = answered(event).catch(() => null);
  if (!hasOther) return asked;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, "late"));
  const first = await Promise.race([asked, late]);
  if (first === "late") away = Date.now() + REST;
  return first === "late" || !first || first.status >= 500 ? null : first;
}

async function answered({ request, preloadResponse }) {
  const answer = (await preloadResponse) || (await fetch(request));
  return request.mode === "navigate" && request.destination === "document" ? whole(answer) : answer;
}

// A storage that does not open holds no book: the library answers.
async function wholeBook(loan) {
  const book = await bookOf(loan).catch(() => null);
  return book && book.whole ? book : null;
}

// The part at an address, or why there is none: the loan is over, the clock was turned back, or it
// is not among what is stored.
async function fromDevice(book, address) {
  const { now, turned } = await libraryTime();
  if (turned) return { why: "jam" };
  if (now >= book.due) return { why: "habis" };
  const index = await readIndex(book);
  const { pathname, search } = new URL(address);
  const atPage = pathname === `/baca/${book.loan}/` ? index.page : pathname + search;
  const found = await partOf(book.loan, partNumber(index, atPage) || partNumber(index, pathname) || -1);
  if (!found) return { why: "belum" };
  const told = { now: Math.round(now), due: book.due, offline: true };
  const change = atPage === index.page ? (body) => fresh(body, told) : undefined;
  return { kept: unpackResponse(await decryptPart(book, found), change) };
}

// A page that was stored some time ago, with the time of now.
function fresh(body, told) {
  return new TextDecoder().decode(body).replace(DATA, (_all, open, data, close) => {
    const text = JSON.stringify({ ...JSON.parse(data), ...told });
    return open + text.replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`) + close;
  });
}

// Pages that show the book say why it is closed. What ends by the clock is deleted only where the library,
// which knows the time, cannot be reached.
async function shut(loan, why) {
  if (why === "habis") await deleteBook(loan);
  for (const client of await self.clients.matchAll({ type: "window" }))
    if (client.frameType === "top-level" && loanIn(new URL(client.url).pathname) === loan)
      await client.navigate(`${site.offlineShelf}#${why}`).catch(() => null);
}

export function elsewhere(why) {
  return Response.redirect(`${site.offlineShelf}#${why}`);
}

function loanIn(pathname) {
  const found = LOAN.exec(pathname);
  return found ? Number(found[1]) : null;
}
