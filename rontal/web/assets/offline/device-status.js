// Asks the server which books may stay on this device, and deletes all others: of ended loans, those
// that another device took over, and those of another account. The end of a session deletes no book,
// because loans last longer.
import { bookOf, books, deleteBook, storeBook } from "./book-store.js";
import { setClock } from "./library-clock.js";

// Returns { now, reader, books }, or null if the server cannot be reached; `reader` is "" if nobody is
// signed in. Sends the random device ids of the stored books, so that the server also reports loans
// that ended after the session.
export async function fetchDeviceStatus(address) {
  const devices = (await books().catch(() => [])).map(({ device }) => device);
  const status = await fetchStatus(devices.length ? `${address}?gawai=${devices.join(",")}` : address);
  return status && { ...status, devices };
}

export async function fetchStatus(address) {
  const response = await fetch(address, { cache: "no-store" }).catch(() => null);
  const status = response && response.ok ? await response.json().catch(() => null) : null;
  return status && Array.isArray(status.books) ? status : null;
}

// Asks the server only if books are stored; returns its status, or null.
export async function syncBooks(address) {
  const status = (await books()).length ? await fetchDeviceStatus(address) : null;
  if (status) await applyStatus(status);
  return status;
}

export async function applyStatus(status) {
  await setClock(status.now);
  for (const { loan, device } of await books().catch(() => [])) {
    if (status.devices && !status.devices.includes(device)) continue; // stored since the request was sent
    const allowed = status.books.find((one) => one.loan === loan && one.device === device);
    if (!allowed) await deleteBook(loan);
    else await updateDueTime(loan, allowed.due);
  }
}

async function updateDueTime(loan, due) {
  const book = await bookOf(loan);
  if (book && book.due !== due) await storeBook({ ...book, due });
}
