// Account that is signed in on this device, and deletion of its data when that changes. The library names a reader by a
// word that says nothing to others; stored pages and waiting forms carry it.
import { applyStatus, fetchDeviceStatus } from "../offline/device-status.js";
import { books, deleteBook } from "../offline/book-store.js";
import { readerOf } from "./answers.js";
import { dropRow, dropSetting, keepSetting, rows, setting } from "./database.js";
import { endPush } from "./push.js";
import { site } from "./site.js";
import { dropAll, dropOthers } from "./stored.js";
import { tokenIn } from "./tokens.js";

const READER = "reader";
let signedIn = () => null;

// Calls `act` where somebody has signed in on this device.
export const whenSignedIn = (act) => (signedIn = act);

const SIGNOUT = "signout";
const OFTEN = 10 * 60 * 1000;

export async function reader() {
  const known = await setting(READER);
  return known ? known.word : "";
}

// Whoever was signed in last, also where that session has ended since.
async function lastReader() {
  const known = await setting(READER);
  return (known && (known.word || known.last)) || "";
}

// A page came from the library. Where it names somebody else than before, the library is asked who
// it is now, because answers may arrive out of turn; and now and then whether the membership lasts.
export async function seen(response) {
  const word = readerOf(response);
  if (word === null) return;
  const known = await setting(READER);
  const old = Date.now() - ((known && known.asked) || 0) > OFTEN && (word || (await books().catch(() => [])).length);
  if (old || word !== (known ? known.word : "")) await ask();
}

// Asks the library who is signed in and which books may stay; null where it cannot be reached.
export async function ask() {
  const told = await fetchDeviceStatus(site.standing);
  if (!told) return null;
  await applyStatus(told);
  if (told.reader !== (await reader())) await changed(told.reader);
  if (told.reader && !told.member) await dropAll(); // the card of a membership that is over
  const last = await lastReader();
  if (told.reader && last && told.reader !== last) await endPush(self).catch(() => null);
  const fresh = told.reader && told.reader !== (await reader());
  await keepSetting({ name: READER, word: told.reader, last: told.reader || last, asked: Date.now() });
  if (fresh) signedIn();
  return told;
}

// Asks once who is signed in, where no page has come through this worker yet.
export async function meet() {
  if (!(await setting(READER))) await ask();
}

async function changed(word) {
  await dropOthers(word);
  if (!word) return; // a session that ran out: what waits is theirs, sealed, and goes on when they return
  for (const { id, owner } of await rows()) if (owner && owner !== word) await dropRow(id).catch(() => null);
}

// Deletes all data of the account from this device; `ended` is true where the library has
// ended the session, which is made up for at the next contact otherwise.
export async function signOut(ended) {
  if (!ended) await keepSetting({ name: SIGNOUT });
  await dropAll();
  await endPush(self).catch(() => null);
  for (const { loan } of await books().catch(() => [])) await deleteBook(loan).catch(() => null);
  for (const { id } of await rows()) await dropRow(id).catch(() => null);
  await dropSetting(READER);
}

export const isSigningOut = async () => Boolean(await setting(SIGNOUT));

// Ends the session of a sign-out that was pressed without network. True where there is none to end.
export async function endSession() {
  if (!(await isSigningOut())) return true;
  try {
    const asked = await fetch(site.signout, { credentials: "same-origin", cache: "no-store" });
    const token = asked.redirected ? null : tokenIn(await asked.text());
    if (!asked.redirected && !(token && (await posted(token)))) return false;
  } catch {
    return false;
  }
  await dropSetting(SIGNOUT);
  return true;
}

async function posted(token) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: token });
  const answer = await fetch(site.signout, { method: "POST", body, credentials: "same-origin", redirect: "manual" });
  return answer.type === "opaqueredirect";
}
