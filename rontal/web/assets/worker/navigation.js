// Navigations: answered by the server, after three seconds by a stored copy if there is one, and never
// by an error page of the browser.
import { Strategy } from "workbox-strategies";
import { refreshAccount, endSession, isSigningOut, currentReader, checkReader } from "./account.js";
import { completeResponse } from "./responses.js";
import { redirectToShelf, isLoan, readOffline } from "./offline-books.js";
import { books } from "../offline/book-store.js";
import { precachedPage } from "./precache.js";
import { receipt, sendAll, waitsFor } from "./queue.js";
import { site } from "./configuration.js";
import { withStoredTime, deletePage, isCacheable, cacheName, storePage } from "./page-cache.js";

const TIMEOUT = 3_000; // milliseconds for the server if this device has the page
const MAX_WAIT = 20_000; // if it has not
const SEND_TIMEOUT = 10_000; // for queued forms that are sent before their page is opened

export async function answerNavigation(event) {
  const { request } = event;
  const { pathname } = new URL(request.url);
  const wasSigningOut = await isSigningOut();
  if (wasSigningOut && !(await endSession())) return fallbackPage(pathname, "keluar");
  if (pathname === site.waiting) return precachedPage("waiting");
  if (isLoan(pathname)) {
    const offline = await readOffline(event);
    if (offline) return offline;
  }
  const hadWaiting = await waitsFor(pathname);
  if (hadWaiting) await Promise.race([sendAll(), delay(SEND_TIMEOUT)]);
  const stored = pathname === site.thanks && (await receipt(pathname));
  // A page that the browser preloaded is older than the form just sent, or belongs to the ended session.
  return stored || fetchPage(event, wasSigningOut || hadWaiting);
}

// Workbox's "network first", except that responses, also preloaded ones, are checked for completeness
// before they are used.
class PageNetworkFirst extends Strategy {
  constructor(ignoresPreload, options) {
    super(options);
    this.ignoresPreload = ignoresPreload;
    this.why = "";
  }

  async _handle(request, handler) {
    const network = this.respond(handler.event);
    handler.event.waitUntil(network); // a late response is stored for the next visit
    const stored = this.timeout().then(() => handler.cacheMatch(request));
    const first = await Promise.race([network, stored]);
    return first || (await Promise.race([network, delay(MAX_WAIT)])) || (await stored) || this.fallback(handler);
  }

  // Returns the server's response, or null if there is none.
  async respond(event) {
    const { request, preloadResponse } = event;
    try {
      const response = await completeResponse(
        (!this.ignoresPreload && (await preloadResponse)) || (await fetch(request)),
      );
      event.waitUntil(afterResponse(request, response.clone()));
      return response;
    } catch (error) {
      this.why = error.why === "server" ? "pelayan" : "luring";
      this.endTimeout();
      return null;
    }
  }

  // Resolves after TIMEOUT, or earlier if the request fails.
  timeout() {
    return new Promise((resolve) => {
      this.endTimeout = () => resolve(null);
      setTimeout(this.endTimeout, TIMEOUT);
    });
  }

  fallback({ request }) {
    return fallbackPage(new URL(request.url).pathname, this.why || "pelayan");
  }
}

async function fetchPage(event, ignoresPreload) {
  const reader = await currentReader();
  const strategy = new PageNetworkFirst(ignoresPreload, {
    cacheName: isCacheable(new URL(event.request.url), reader) ? cacheName(reader) : "none",
    matchOptions: { ignoreVary: true },
    plugins: [
      {
        cachedResponseWillBeUsed: async ({ cachedResponse }) =>
          cachedResponse ? withStoredTime(cachedResponse) : null,
      },
    ],
  });
  return strategy.handle({ event, request: event.request });
}

// Stores or deletes the page, and asks the server which offline books may stay, if there are any.
async function afterResponse(request, response) {
  const { pathname } = new URL(request.url);
  await checkReader(response);
  if (response.status === 200) await storePage(request, response);
  else await deletePage(request.url); // for example the page of a title that was withdrawn
  const isDue = isLoan(pathname) || pathname.startsWith(site.shelf);
  if (isDue && (await books().catch(() => [])).length) await refreshAccount();
}

// Returns the page that replaces one that cannot be loaded.
function fallbackPage(pathname, why) {
  if (why === "keluar") return precachedPage("offline", why);
  if (isLoan(pathname)) return redirectToShelf("belum");
  if (pathname === site.offlineShelf) return precachedPage("shelf");
  if (pathname === site.shelf) return Response.redirect(site.offlineShelf);
  return precachedPage("offline", pathname === site.signout ? "pamit" : pathname === "/" ? "beranda" : why);
}

const delay = (time) => new Promise((resolve) => setTimeout(resolve, time, null));
