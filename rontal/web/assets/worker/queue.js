// Queue of forms and files that wait for a network: encrypted in IndexedDB with a key that cannot be
// exported, sent in order, each until the server confirms it. Sending is idempotent: forms and files
// carry a key, and drafts are overwritten.
import { prove } from "../../../ui/assets/js/proof-of-work.js";
import { randomUuid } from "../reader/random-uuid.js";
import { refreshAccount, endSession, currentReader, whenSignedIn } from "./account.js";
import { isFromLibrary, isPage } from "./responses.js";
import { deleteRow, deleteSetting, storeKey, storeRow, queueRows, readKey } from "./database.js";
import { site } from "./configuration.js";
import { challengeIn, tokenIn } from "./tokens.js";

const KEY_NAME = "seal";
const SYNC = "rontal-queue";
const DAY = 24 * 3600 * 1000;
const LIFETIME = { form: 7 * DAY, save: 7 * DAY, file: 7 * DAY, receipt: DAY };
// The next user of the device can see rows of visitors: they last as long as drafts and cookies of visitors.
const VISITOR_LIFETIME = { receipt: DAY / 96, refused: DAY / 12 };
const TOO_LARGE = 413; // also from a proxy: sending it again changes nothing

let sending = null;

// Queues a request: the `bytes` of its body and their content type. `replaces` deletes queued rows with
// the same address and mark; two forms for one address that must both arrive have different marks.
export async function enqueue({ kind, address, page, type, bytes, replaces, mark = "" }) {
  const owner = await currentReader();
  const isReplaced = (row) =>
    replaces && row.owner === owner && row.address === address && row.mark === mark && row.kind !== "receipt";
  const replacedRows = (await queueRows()).filter(isReplaced);
  const row = { id: randomUuid(), kind, address, page, owner, mark, at: Date.now(), state: "waits" };
  await encryptAndStore(row, { type }, bytes);
  for (const { id } of replacedRows) await deleteRow(id);
  if (self.registration.sync) await self.registration.sync.register(SYNC).catch(() => null);
  return row.id;
}

// Deletes queued autosaves for an address at which a page has just saved a newer version.
export async function supersede(address) {
  for (const row of await queueRows()) if (row.address === address && row.kind === "save") await deleteRow(row.id);
}

// Lists the queued forms of the signed-in reader, without content; deletes those that are too old.
export async function waitingRows() {
  const owner = await currentReader();
  const found = [];
  for (const row of (await queueRows()).sort((one, other) => one.at - other.at)) {
    if (Date.now() - row.at > lifetimeOf(row)) await deleteRow(row.id);
    else if (row.owner === owner) found.push(row);
  }
  if (!found.length) await deleteUnusedKey();
  return found;
}

function lifetimeOf({ owner, kind, state }) {
  return (!owner && (VISITOR_LIFETIME[kind] || VISITOR_LIFETIME[state])) || LIFETIME[kind];
}

export const queueSummary = async () =>
  (await waitingRows()).map(({ id, kind, address, page, at, state }) => ({ id, kind, address, page, at, state }));

export async function discard(id) {
  for (const row of await waitingRows()) if (row.id === id) await deleteRow(id);
  await deleteUnusedKey();
}

// Returns whether a form waits whose page is below one of these addresses.
export async function waitsFor(pathname) {
  const draftPath = site.drafts.find((start) => pathname.startsWith(start));
  return (
    Boolean(draftPath) && (await waitingRows()).some((row) => row.page.startsWith(draftPath) && row.kind !== "receipt")
  );
}

// Sends the queue, one run at a time for all pages and workers. Resolves to the number of rows left.
export function sendAll() {
  sending = sending || withLock(sendWaiting).finally(() => (sending = null));
  return sending;
}

function withLock(task, lock = SYNC) {
  return navigator.locks ? navigator.locks.request(lock, task) : task();
}

const isOpen = ({ kind, state }) => kind !== "receipt" && state === "waits";

async function sendWaiting() {
  const ownOpenRows = async () => (await waitingRows()).filter(isOpen);
  if (!(await ownOpenRows()).length || !(await endSession()) || !(await refreshAccount()))
    return (await ownOpenRows()).length;
  for (const row of await ownOpenRows()) if (!(await sendOne(row))) break;
  await deleteUnusedKey();
  return (await ownOpenRows()).length;
}

// Returns false if the server cannot be reached, which ends the run.
async function sendOne(row) {
  try {
    const { body } = await formOf(row);
    const response = await post(row, body);
    return await onResponse(row, response);
  } catch (error) {
    if (error.name !== "OperationError") return false;
    await deleteRow(row.id); // its key is lost: nobody can decrypt it
    return true;
  }
}

async function post(row, body, proof = "") {
  const page = await fetch(row.page, { credentials: "same-origin", cache: "no-store" });
  const token = tokenIn(await page.text()) || "";
  body.set("csrfmiddlewaretoken", token);
  body.delete("altcha"); // the proof of work has expired
  if (proof) body.set("altcha", proof);
  const headers = { "X-CSRFToken": token, Accept: row.kind === "file" ? "application/json" : "text/html" };
  const response = await fetch(row.address, { method: "POST", body, headers, credentials: "same-origin" });
  const challenge =
    row.kind === "form" && !proof && [422, 429].includes(response.status) && challengeIn(await response.clone().text());
  return challenge ? post(row, body, await proofFor(challenge)) : response;
}

async function proofFor(address) {
  const response = await fetch(address, { credentials: "same-origin", headers: { Accept: "application/json" } });
  return response.ok ? prove(await response.json()) : "";
}

async function onResponse(row, response) {
  if (response.status >= 500 || response.status === 429) return false;
  return row.kind === "form" ? onFormResponse(row, response) : onPartResponse(row, response);
}

// Handles the answer to a photo, a file or an autosave. Only an answer of the server counts, not the page
// of a proxy or the sign-in page.
async function onPartResponse(row, response) {
  if (response.redirected) return true;
  const isFromServer = response.status === 204 || /json/.test(response.headers.get("content-type") || "");
  const isStored = response.ok && isFromServer;
  if (!isStored && (response.ok || !(isFromServer || isFromLibrary(response) || response.status === TOO_LARGE)))
    return false;
  await deleteRow(row.id);
  await notifyPages({ type: "sent", id: row.id, kind: row.kind, address: row.address, ok: isStored });
  return true;
}

async function onFormResponse(row, response) {
  const isLibraryPage = isFromLibrary(response) && isPage(response);
  if (!isLibraryPage && response.status !== TOO_LARGE) return false;
  if (isLibraryPage && response.ok && response.redirected && isAccepted(row, response))
    return onFormSent(row, response);
  // The server found errors: the user has to correct the form.
  await storeRow({ ...row, state: "refused", at: Date.now() });
  await notifyPages({ type: "refused", id: row.id });
  return true;
}

// True if the redirect leads neither back to the form, nor to its start, nor to the sign-in page.
function isAccepted(row, response) {
  const { pathname } = new URL(response.url);
  return ![row.address, row.page, site.signin, ...site.drafts].includes(pathname);
}

// Deletes a form that arrived. The answer with the reference number is stored until it is shown.
async function onFormSent(row, response) {
  const { pathname } = new URL(response.url);
  if (pathname === site.thanks) await storeReceipt(row, response.clone(), pathname);
  await deleteRow(row.id);
  for (const { id, kind, page } of await queueRows()) if (kind === "save" && page === row.page) await deleteRow(id);
  await notifyPages({ type: "sent", id: row.id, kind: row.kind, address: row.address, ok: true, url: pathname });
  return true;
}

async function storeReceipt({ owner }, response, address) {
  const row = { id: randomUuid(), kind: "receipt", address, page: address, owner, at: Date.now(), state: "sent" };
  const headers = [...response.headers];
  await encryptAndStore(row, { headers }, await response.arrayBuffer());
}

// Returns the stored answer to a form that was sent in the background, and deletes it.
export async function receipt(pathname) {
  const row = (await waitingRows()).find(({ kind, address }) => kind === "receipt" && address === pathname);
  if (!row) return null;
  const { bytes, headers } = await decrypt(row).catch(() => ({}));
  await deleteRow(row.id);
  await deleteUnusedKey();
  return bytes
    ? new Response(bytes, { headers: headers.filter(([name]) => !/^content-(length|encoding)$/.test(name)) })
    : null;
}

// Returns the fields of a queued form, for the page that submits it.
export async function typedForm(id) {
  const row = (await waitingRows()).find((one) => one.id === id);
  if (!row) return null;
  const { body } = await formOf(row);
  return { address: row.address, fields: [...body.entries()] };
}

async function formOf(row) {
  const { bytes, type } = await decrypt(row);
  return { body: await new Response(bytes, { headers: { "content-type": type } }).formData() };
}

// Encrypts and stores a row. The lock covers all uses of the key: a row whose key is replaced or deleted
// meanwhile could never be decrypted.
function encryptAndStore(row, head, bytes) {
  return withLock(async () => storeRow({ ...row, ...(await encrypt(row.id, head, bytes)) }), KEY_NAME);
}

async function encrypt(id, head, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const start = new TextEncoder().encode(`${JSON.stringify(head)}\n`);
  const text = await new Blob([start, bytes]).arrayBuffer();
  return { iv, bytes: await crypto.subtle.encrypt(algorithm(id, iv), await encryptionKey(), text) };
}

async function decrypt({ id, iv, bytes }) {
  const setting = await readKey(KEY_NAME);
  if (!setting) throw new DOMException("the key is gone", "OperationError");
  const text = new Uint8Array(await crypto.subtle.decrypt(algorithm(id, iv), setting.key, bytes));
  const end = text.indexOf(10);
  return { ...JSON.parse(new TextDecoder().decode(text.slice(0, end))), bytes: text.slice(end + 1) };
}

const algorithm = (id, iv) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(id) });

async function encryptionKey() {
  const setting = await readKey(KEY_NAME);
  if (setting) return setting.key;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await storeKey({ name: KEY_NAME, key });
  return key;
}

function deleteUnusedKey() {
  return withLock(async () => {
    if (!(await queueRows()).length) await deleteSetting(KEY_NAME);
  }, KEY_NAME);
}

async function notifyPages(message) {
  for (const client of await self.clients.matchAll({ type: "window" })) client.postMessage(message);
}

export function sendInBackground() {
  whenSignedIn(() => sendAll().catch(() => null));
  self.addEventListener("sync", (event) => {
    if (event.tag !== SYNC) return;
    // A rejected promise lets the browser try again later.
    event.waitUntil(sendAll().then((remaining) => (remaining ? Promise.reject(new Error("some wait still")) : null)));
  });
}
