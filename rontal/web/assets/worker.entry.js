// The service worker of the whole site. Without it every page works as before; with it pages open
// without network, and what is sent waits for one.
import { registerRoute } from "workbox-routing";
import { isLoan, isMarks, marks, part, sendMarks } from "./worker/books.js";
import { covers, isCover } from "./worker/covers.js";
import { isSaved, save, submit } from "./worker/forms.js";
import { listenToPages } from "./worker/messages.js";
import { visit } from "./worker/pages.js";
import { page, preparePrecache } from "./worker/precache.js";
import { listenForPush } from "./worker/push.js";
import { sendInBackground } from "./worker/queue.js";

// A page that goes wrong in here is asked for as if there were no worker.
const guarded =
  (answer) =>
  async ({ event, request }) => {
    try {
      return await answer(event);
    } catch (error) {
      console.error(error);
      return fetch(request).catch(() => page("offline", "luring"));
    }
  };
const isVisit = ({ request, sameOrigin }) =>
  sameOrigin && request.mode === "navigate" && request.destination === "document";
const isPart = ({ url, request, sameOrigin }) =>
  sameOrigin &&
  (url.pathname.startsWith("/static/") || isLoan(url.pathname) || isLoan(new URL(request.referrer || url).pathname));

preparePrecache();
listenToPages();
sendInBackground();
registerRoute(isVisit, guarded(visit), "GET");
registerRoute(isVisit, guarded(submit), "POST");
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && isMarks(url.pathname),
  ({ event }) => marks(/** @type {FetchEvent} */ (event)),
  "GET",
);
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && isMarks(url.pathname),
  ({ event }) => sendMarks(/** @type {FetchEvent} */ (event)),
  "POST",
);
registerRoute(isCover, covers, "GET");
registerRoute(isPart, ({ event }) => part(/** @type {FetchEvent} */ (event)), "GET");
registerRoute(isSaved, ({ event }) => save(/** @type {FetchEvent} */ (event)), "POST");
listenForPush(self);
