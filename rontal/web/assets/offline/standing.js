// Asks the library which books may be kept here, and lets go of all others: a loan that is over, one
// that another device took to itself, and those of whoever was signed in before. A session that is over
// takes no book away: loans last longer.
import { bookOf, books, forget, keepBook } from "./store.js";
import { setClock } from "./clock.js";

// What the library says, or null where it cannot be reached: { now, reader, books }, with reader ""
// where nobody is signed in. The random names of this device's books go along: by them it learns of
// loans that ended after the session did.
export async function standingFor(address) {
  const held = (await books().catch(() => [])).map(({ device }) => device);
  const told = await standingAt(held.length ? `${address}?gawai=${held.join(",")}` : address);
  return told && { ...told, held };
}

export async function standingAt(address) {
  const answer = await fetch(address, { cache: "no-store" }).catch(() => null);
  const told = answer && answer.ok ? await answer.json().catch(() => null) : null;
  return told && Array.isArray(told.books) ? told : null;
}

// Asks where there is something to ask about; what the library says, or null.
export async function settle(address) {
  const told = (await books()).length ? await standingFor(address) : null;
  if (told) await follow(told);
  return told;
}

export async function follow(told) {
  await setClock(told.now);
  for (const { loan, device } of await books().catch(() => [])) {
    if (told.held && !told.held.includes(device)) continue; // stored since the question was asked
    const allowed = told.books.find((one) => one.loan === loan && one.device === device);
    if (!allowed) await forget(loan);
    else await renew(loan, allowed.due);
  }
}

async function renew(loan, due) {
  const book = await bookOf(loan);
  if (book && book.due !== due) await keepBook({ ...book, due });
}
