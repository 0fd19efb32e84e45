// The service worker of the whole site: pages open without network, and forms are queued until there is
// one. Every page works without it, too.
import { registerRoute } from "workbox-routing";
import { isLoan, isMarks, answerMarks, answerPart, sendMarks } from "./worker/offline-books.js";
import { covers, isCover } from "./worker/covers.js";
import { isSaved, save, submit } from "./worker/forms.js";
import { listenToPages } from "./worker/messages.js";
import { answerNavigation } from "./worker/navigation.js";
import { precachedPage, preparePrecache } from "./worker/precache.js";
import { listenForPush } from "./worker/push.js";
import { sendInBackground } from "./worker/queue.js";

// Falls back to a plain request if the worker fails.
const guarded =
  (handler) =>
  async ({ event, request }) => {
    try {
      return await handler(event);
    } catch (error) {
      console.error(error);
      return fetch(request).catch(() => precachedPage("offline", "luring"));
    }
  };
const isNavigation = ({ request, sameOrigin }) =>
  sameOrigin && request.mode === "navigate" && request.destination === "document";
const isBookPart = ({ url, request, sameOrigin }) =>
  sameOrigin &&
  (url.pathname.startsWith("/static/") || isLoan(url.pathname) || isLoan(new URL(request.referrer || url).pathname));

preparePrecache();
listenToPages();
sendInBackground();
registerRoute(isNavigation, guarded(answerNavigation), "GET");
registerRoute(isNavigation, guarded(submit), "POST");
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && isMarks(url.pathname),
  ({ event }) => answerMarks(/** @type {FetchEvent} */ (event)),
  "GET",
);
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && isMarks(url.pathname),
  ({ event }) => sendMarks(/** @type {FetchEvent} */ (event)),
  "POST",
);
registerRoute(isCover, covers, "GET");
registerRoute(isBookPart, ({ event }) => answerPart(/** @type {FetchEvent} */ (event)), "GET");
registerRoute(isSaved, ({ event }) => save(/** @type {FetchEvent} */ (event)), "POST");
listenForPush(self);
