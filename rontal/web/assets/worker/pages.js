// Pages that somebody goes to: from the library, within three seconds where an earlier copy is there,
// and never an error page of the browser.
import { Strategy } from "workbox-strategies";
import { ask, endSession, isSigningOut, reader, seen } from "./accounts.js";
import { whole } from "./answers.js";
import { elsewhere, isLoan, readOffline } from "./books.js";
import { books } from "../offline/book-store.js";
import { page } from "./precache.js";
import { receipt, sendAll, waitsFor } from "./queue.js";
import { site } from "./site.js";
import { asSeen, dropPage, isStored, nameFor, store } from "./stored.js";

const PATIENCE = 3_000; // milliseconds for the library, where this device has the page
const LONGEST = 20_000; // where it has not
const SENDING = 10_000; // for what waits to be sent before its page is opened

export async function visit(event) {
  const { request } = event;
  const { pathname } = new URL(request.url);
  const leaves = await isSigningOut();
  if (leaves && !(await endSession())) return instead(pathname, "keluar");
  if (pathname === site.waiting) return page("waiting");
  if (isLoan(pathname)) {
    const read = await readOffline(event);
    if (read) return read;
  }
  const sends = await waitsFor(pathname);
  if (sends) await Promise.race([sendAll(), after(SENDING)]);
  const stored = pathname === site.thanks && (await receipt(pathname));
  // A page that the browser preloaded is older than the form just sent, or belongs to the ended session.
  return stored || fromLibrary(event, leaves || sends);
}

// Network first, as Workbox does it, with answers judged before they count: the browser's preloaded
// answer, too.
class LibraryFirst extends Strategy {
  constructor(anew, options) {
    super(options);
    this.anew = anew;
    this.why = "";
  }

  async _handle(request, handler) {
    const network = this.library(handler.event);
    handler.event.waitUntil(network); // one that comes late is stored for the next time
    const stored = this.patience().then(() => handler.cacheMatch(request));
    const first = await Promise.race([network, stored]);
    return first || (await Promise.race([network, after(LONGEST)])) || (await stored) || this.given(handler);
  }

  // The library's answer, or null where it cannot be had.
  async library(event) {
    const { request, preloadResponse } = event;
    try {
      const answer = await whole((!this.anew && (await preloadResponse)) || (await fetch(request)));
      event.waitUntil(noticed(request, answer.clone()));
      return answer;
    } catch (error) {
      this.why = error.why === "server" ? "pelayan" : "luring";
      this.hurry();
      return null;
    }
  }

  // Ends when the library has had its time, or has failed.
  patience() {
    return new Promise((resolve) => {
      this.hurry = () => resolve(null);
      setTimeout(this.hurry, PATIENCE);
    });
  }

  given({ request }) {
    return instead(new URL(request.url).pathname, this.why || "pelayan");
  }
}

async function fromLibrary(event, anew) {
  const who = await reader();
  const strategy = new LibraryFirst(anew, {
    cacheName: isStored(new URL(event.request.url), who) ? nameFor(who) : "none",
    matchOptions: { ignoreVary: true },
    plugins: [
      { cachedResponseWillBeUsed: async ({ cachedResponse }) => (cachedResponse ? asSeen(cachedResponse) : null) },
    ],
  });
  return strategy.handle({ event, request: event.request });
}

// After each page, the library is asked what may stay, where there is something to ask about.
async function noticed(request, answer) {
  const { pathname } = new URL(request.url);
  await seen(answer);
  if (answer.status === 200) await store(request, answer);
  else await dropPage(request.url); // a card that is shown no more, a title that was withdrawn
  const asks = isLoan(pathname) || pathname.startsWith(site.shelf);
  if (asks && (await books().catch(() => [])).length) await ask();
}

// Returns the page that replaces one that cannot be loaded.
function instead(pathname, why) {
  if (why === "keluar") return page("offline", why);
  if (isLoan(pathname)) return elsewhere("belum");
  if (pathname === site.offlineShelf) return page("shelf");
  if (pathname === site.shelf) return Response.redirect(site.offlineShelf);
  return page("offline", pathname === site.signout ? "pamit" : pathname === "/" ? "beranda" : why);
}

const after = (time) => new Promise((resolve) => setTimeout(resolve, time, null));
