// Pages that the service worker shows without network: the one instead of others, and the queue of
// forms.
import { setUpOfflinePage } from "./offline/offline-page.js";
import { setUpQueuePage } from "./offline/queue-page.js";

if (document.querySelector("[data-queue]")) setUpQueuePage();
if (document.querySelector("[data-works]")) setUpOfflinePage();
