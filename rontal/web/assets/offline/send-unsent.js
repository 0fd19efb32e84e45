// Sends marks and positions that were made offline in books that were not opened since; the page "My
// books" does this, for the signed-in account only. Deletes what the server has confirmed.
import { StorageEntry } from "../reader/storage-entry.js";
import { UnsentChanges, storageKey, keysWithPrefix, positionFields, payloadOf } from "../reader/unsent-changes.js";
import { bookOf } from "./book-store.js";

const BATCH_SIZE = 20;
const STORED = 204;
const SETTLED = [200, 404, 410, 422]; // stored, or finally refused: the loan or place no longer exists

// `getStatus` resolves to the status of this device, as `fetchStatus` does.
export async function sendUnsent(storage, token, getStatus) {
  if (!["marks", "place"].some((kind) => keysWithPrefix(storage, `rontal-${kind}:`).length)) return;
  const { reader } = (await getStatus()) || {};
  if (!reader) return; // nobody is signed in
  const keyOf = (kind, address) => storageKey(kind, reader, address);
  for (const address of addressesIn(storage, keyOf("marks", "")))
    await sendMarks(new UnsentChanges(storage, keyOf("marks", address)), address, token);
  for (const address of addressesIn(storage, keyOf("place", "")))
    await sendPlace(new StorageEntry(storage, keyOf("place", address)), address, token);
}

function addressesIn(storage, prefix) {
  return new Set(keysWithPrefix(storage, prefix).map((name) => name.slice(prefix.length).split("#")[0]));
}

async function sendMarks(changes, address, token) {
  const batch = changes.all.slice(0, BATCH_SIZE);
  if (!batch.length) return;
  if ((await post(address, { tanda: JSON.stringify(batch.map(payloadOf)) }, token)) !== STORED) return;
  for (const change of batch) changes.drop(change);
  await sendMarks(changes, address, token);
}

// The position in an offline book is not deleted: without network the book opens there.
async function sendPlace(entry, address, token) {
  const place = entry.get();
  if (!place || (await bookOf(Number(address.split("/")[2])).catch(() => null))) return;
  if (SETTLED.includes(await post(address, positionFields(place), token))) entry.put(null);
}

async function post(address, fields, token) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, ...fields });
  const response = await fetch(address, { method: "POST", body }).catch(() => null);
  return response && !response.redirected ? response.status : 0;
}
