// The shelf: lets go of books that may not stay, and sends what was read and marked without network.
import { sendLate } from "./offline/late.js";
import { settle, standingAt } from "./offline/standing.js";
import { ownStorage } from "./reader/drawer.js";

const { token, standing } = document.querySelector("[data-late]").dataset;

// A browser that keeps no books may still hold what was read.
async function start() {
  const told = await settle(standing).catch(() => null);
  await sendLate(ownStorage(), token, () => told || standingAt(standing));
}

start();
