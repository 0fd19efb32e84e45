// Pages that the worker shows without network: the one in place of others, and the queue of what
// waits to be sent.
import { setUpOfflinePage } from "./offline/page.js";
import { setUpQueuePage } from "./offline/queue-page.js";

if (document.querySelector("[data-queue]")) setUpQueuePage();
if (document.querySelector("[data-works]")) setUpOfflinePage();
