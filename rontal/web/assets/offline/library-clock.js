// The library's time, also without network, from the offset of this device's clock at the last contact.
// Detects a clock that was set back.
import { clockOf, storeClock } from "./book-store.js";

const CLOCK = "library";
const TOLERANCE = 300_000; // milliseconds: devices correct their clocks by themselves
const STORE_INTERVAL = 10_000;

// Returns { now, turned }: milliseconds since 1970, and whether the clock was set back.
export async function libraryTime() {
  const clock = (await clockOf(CLOCK)) || { name: CLOCK, ahead: 0, seen: 0 };
  const now = Date.now() + clock.ahead;
  if (now > clock.seen + STORE_INTERVAL) await storeIfPossible({ ...clock, seen: now });
  return { now, turned: now < clock.seen - TOLERANCE };
}

// Stores the offset to the server's time.
export function setClock(now) {
  return storeIfPossible({ name: CLOCK, ahead: now - Date.now(), seen: now });
}

// A full device still opens its books, with the time that was stored before.
function storeIfPossible(clock) {
  return storeClock(clock).catch(() => null);
}
