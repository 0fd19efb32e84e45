// What was marked and read without network, and whose book has not been opened since: it is sent from
// the shelf, each by whom it was made. Only what the library has said that it holds is let go.
import { StorageEntry } from "../reader/storage-entry.js";
import { UnsentChanges, storageKey, keysWithPrefix, positionFields, payloadOf } from "../reader/unsent-changes.js";
import { bookOf } from "./store.js";

const MOST_AT_ONCE = 20;
const KEPT = 204;
const SETTLED = [200, 404, 410, 422]; // kept, or never to be: there is no such loan or place any more

// `ask` tells how the library stands to this device, as `standingAt` does.
export async function sendLate(storage, token, ask) {
  if (!["marks", "place"].some((what) => keysWithPrefix(storage, `rontal-${what}:`).length)) return;
  const { reader } = (await ask()) || {};
  if (!reader) return; // nobody is signed in
  const named = (what, address) => storageKey(what, reader, address);
  for (const address of addressesIn(storage, named("marks", "")))
    await sendMarks(new UnsentChanges(storage, named("marks", address)), address, token);
  for (const address of addressesIn(storage, named("place", "")))
    await sendPlace(new StorageEntry(storage, named("place", address)), address, token);
}

function addressesIn(storage, begin) {
  return new Set(keysWithPrefix(storage, begin).map((name) => name.slice(begin.length).split("#")[0]));
}

async function sendMarks(waiting, address, token) {
  const some = waiting.all.slice(0, MOST_AT_ONCE);
  if (!some.length) return;
  if ((await post(address, { tanda: JSON.stringify(some.map(payloadOf)) }, token)) !== KEPT) return;
  for (const change of some) waiting.drop(change);
  await sendMarks(waiting, address, token);
}

// The place in a book that is kept stays: without network the book opens there.
async function sendPlace(drawer, address, token) {
  const place = drawer.get();
  if (!place || (await bookOf(Number(address.split("/")[2])).catch(() => null))) return;
  if (SETTLED.includes(await post(address, positionFields(place), token))) drawer.put(null);
}

async function post(address, given, token) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, ...given });
  const answer = await fetch(address, { method: "POST", body }).catch(() => null);
  return answer && !answer.redirected ? answer.status : 0;
}
