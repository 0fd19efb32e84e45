// My books: deletes offline books that must not stay on the device, and sends places and marks that
// were stored without a network.
import { sendLate } from "./offline/late.js";
import { settle, standingAt } from "./offline/standing.js";
import { ownStorage } from "./reader/drawer.js";

const { token, standing } = document.querySelector("[data-late]").dataset;

// A browser that stores no offline books may still hold unsent places and marks.
async function start() {
  const told = await settle(standing).catch(() => null);
  await sendLate(ownStorage(), token, () => told || standingAt(standing));
}

start();
