// Account that is signed in on this device, and deletion of its data when that changes. The server names
// a reader by a keyed hash (`word`), which stored pages and queued forms carry.
import { applyStatus, fetchDeviceStatus } from "../offline/device-status.js";
import { books, deleteBook } from "../offline/book-store.js";
import { readerOf } from "./responses.js";
import { deleteRow, deleteSetting, storeSetting, queueRows, readSetting } from "./database.js";
import { endPush } from "./push.js";
import { site } from "./configuration.js";
import { deleteReaderPages, deleteOtherReaders } from "./page-cache.js";
import { tokenIn } from "./tokens.js";

const READER = "reader";
let onSignedIn = () => null;

// Sets the function that is called when somebody signs in on this device.
export const whenSignedIn = (action) => (onSignedIn = action);

const SIGNOUT = "signout";
const CHECK_INTERVAL = 10 * 60 * 1000;

export async function currentReader() {
  const setting = await readSetting(READER);
  return setting ? setting.word : "";
}

// Returns the reader who was signed in last, also after the end of that session.
async function lastReader() {
  const setting = await readSetting(READER);
  return (setting && (setting.word || setting.last)) || "";
}

// Checks for which reader a page was made. If it is another one than before, asks the server who is
// signed in, because responses may arrive out of order; asks every CHECK_INTERVAL anyway.
export async function checkReader(response) {
  const word = readerOf(response);
  if (word === null) return;
  const setting = await readSetting(READER);
  const isDue =
    Date.now() - ((setting && setting.asked) || 0) > CHECK_INTERVAL && (word || (await books().catch(() => [])).length);
  if (isDue || word !== (setting ? setting.word : "")) await refreshAccount();
}

// Asks the server who is signed in and which books may stay; returns null if it cannot be reached.
export async function refreshAccount() {
  const status = await fetchDeviceStatus(site.standing);
  if (!status) return null;
  await applyStatus(status);
  if (status.reader !== (await currentReader())) await deleteOtherData(status.reader);
  if (status.reader && !status.member) await deleteReaderPages(); // the card of a membership that has ended
  const last = await lastReader();
  if (status.reader && last && status.reader !== last) await endPush(self).catch(() => null);
  const isNew = status.reader && status.reader !== (await currentReader());
  await storeSetting({ name: READER, word: status.reader, last: status.reader || last, asked: Date.now() });
  if (isNew) onSignedIn();
  return status;
}

// Asks who is signed in if this worker has not seen any page yet.
export async function identifyReader() {
  if (!(await readSetting(READER))) await refreshAccount();
}

async function deleteOtherData(word) {
  await deleteOtherReaders(word);
  if (!word) return; // the session expired: its queued forms stay, encrypted, until the next sign-in
  for (const { id, owner } of await queueRows()) if (owner && owner !== word) await deleteRow(id).catch(() => null);
}

// Deletes all data of the account from this device. `isEnded` is false if the server has not ended the
// session yet; that is done at the next contact.
export async function signOut(isEnded) {
  if (!isEnded) await storeSetting({ name: SIGNOUT });
  await deleteReaderPages();
  await endPush(self).catch(() => null);
  for (const { loan } of await books().catch(() => [])) await deleteBook(loan).catch(() => null);
  for (const { id } of await queueRows()) await deleteRow(id).catch(() => null);
  await deleteSetting(READER);
}

export const isSigningOut = async () => Boolean(await readSetting(SIGNOUT));

// Ends the session of a sign-out without network. Returns true if there is none left to end.
export async function endSession() {
  if (!(await isSigningOut())) return true;
  try {
    const page = await fetch(site.signout, { credentials: "same-origin", cache: "no-store" });
    const token = page.redirected ? null : tokenIn(await page.text());
    if (!page.redirected && !(token && (await postSignOut(token)))) return false;
  } catch {
    return false;
  }
  await deleteSetting(SIGNOUT);
  return true;
}

async function postSignOut(token) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: token });
  const response = await fetch(site.signout, { method: "POST", body, credentials: "same-origin", redirect: "manual" });
  return response.type === "opaqueredirect";
}
