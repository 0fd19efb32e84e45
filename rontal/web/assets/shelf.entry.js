// "My books": deletes offline books that may not stay, and sends positions and marks made offline.
import { sendLate } from "./offline/late.js";
import { settle, standingAt } from "./offline/standing.js";
import { localStorageOrNull } from "./reader/storage-entry.js";

const { token, standing } = document.querySelector("[data-late]").dataset;

// A browser without offline books may still have unsent positions.
async function start() {
  const told = await settle(standing).catch(() => null);
  await sendLate(localStorageOrNull(), token, () => told || standingAt(standing));
}

start();
