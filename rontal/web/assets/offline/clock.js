// The library's time, also without network: how far this device's clock is off was measured at the
// last contact. A clock that was turned back is not believed.
import { clockOf, keepClock } from "./store.js";

const NAME = "library";
const SLACK = 300_000; // milliseconds: devices correct their clocks by themselves
const OFTEN = 10_000;

// { now, turned }: milliseconds since 1970, and whether this clock shows less than it once did.
export async function libraryTime() {
  const clock = (await clockOf(NAME)) || { name: NAME, ahead: 0, seen: 0 };
  const now = Date.now() + clock.ahead;
  if (now > clock.seen + OFTEN) await kept({ ...clock, seen: now });
  return { now, turned: now < clock.seen - SLACK };
}

// The library has said what time it is.
export function setClock(now) {
  return kept({ name: NAME, ahead: now - Date.now(), seen: now });
}

// A full device opens its books all the same: the time that was kept before stands.
function kept(clock) {
  return keepClock(clock).catch(() => null);
}
