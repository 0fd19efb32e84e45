// Asks the library which books may be kept here, and lets go of all others: a loan that is over, one
// that another device took to itself, and every one when nobody is signed in.
import { bookOf, books, forget, keepBook } from "./store.js";
import { setClock } from "./clock.js";

// False where the library cannot be reached: then nothing changes.
export async function settle(address) {
  const kept = await books();
  if (!kept.length) return true;
  const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" }).catch(() => null);
  const found = answer && answer.ok ? await answer.json().catch(() => null) : null;
  if (!found || !Array.isArray(found.books)) return false;
  await setClock(found.now);
  for (const { loan, device } of kept) {
    const allowed = found.books.find((one) => one.loan === loan && one.device === device);
    if (!allowed) await forget(loan);
    else await renew(loan, allowed.due);
  }
  return true;
}

async function renew(loan, due) {
  const book = await bookOf(loan);
  if (book && book.due !== due) await keepBook({ ...book, due });
}
