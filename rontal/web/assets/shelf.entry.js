// "My books": deletes offline books that may not stay, and sends positions and marks made offline.
import { sendUnsent } from "./offline/send-unsent.js";
import { syncBooks, fetchStatus } from "./offline/device-status.js";
import { localStorageOrNull } from "./reader/storage-entry.js";

const { token, standing } = document.querySelector("[data-late]").dataset;

// A browser without offline books may still have unsent positions.
async function start() {
  const status = await syncBooks(standing).catch(() => null);
  await sendUnsent(localStorageOrNull(), token, () => status || fetchStatus(standing));
}

start();
