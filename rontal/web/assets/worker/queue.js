// Forms and files that wait for a network: sealed in IndexedDB under a key that the browser does not
// let out, sent in order, each until the library has said that it has it. Sending twice changes
// nothing: forms carry a key of their own, files a number, and drafts hold the last that was typed.
import { prove } from "../../../ui/assets/js/proof-of-work.js";
import { randomUuid } from "../reader/random-uuid.js";
import { ask, endSession, reader, whenSignedIn } from "./accounts.js";
import { isOurs, isPage } from "./answers.js";
import { dropRow, dropSetting, keepKey, keepRow, rows, storedKey } from "./database.js";
import { site } from "./site.js";
import { challengeIn, tokenIn } from "./tokens.js";

const SEAL = "seal";
const SYNC = "rontal-queue";
const DAY = 24 * 3600 * 1000;
const LASTS = { form: 7 * DAY, save: 7 * DAY, file: 7 * DAY, receipt: DAY };
// Of visitors, whoever uses the device next sees it: as short as drafts and cookies of visitors last.
const VISITORS = { receipt: DAY / 96, refused: DAY / 12 };
const TOO_LARGE = 413; // from whoever it comes: sending it again changes nothing

let sending = null;

// Stores what a page sent: `bytes` of a form as they came, with their type. `replaces` drops what waits
// for the same address under the same mark: the last that was typed counts. The mark tells two forms of
// one address apart that are both to arrive.
export async function enqueue({ kind, address, page, type, bytes, replaces, mark = "" }) {
  const owner = await reader();
  const same = (row) =>
    replaces && row.owner === owner && row.address === address && row.mark === mark && row.kind !== "receipt";
  const old = (await rows()).filter(same);
  const row = { id: randomUuid(), kind, address, page, owner, mark, at: Date.now(), state: "waits" };
  await store(row, { type }, bytes);
  for (const { id } of old) await dropRow(id);
  if (self.registration.sync) await self.registration.sync.register(SYNC).catch(() => null);
  return row.id;
}

// A page has saved to this address by itself: an older copy must not cover it.
export async function supersede(address) {
  for (const row of await rows()) if (row.address === address && row.kind === "save") await dropRow(row.id);
}

// Lists the queued forms of the signed-in reader, without content; deletes those that are too old.
export async function waiting() {
  const owner = await reader();
  const found = [];
  for (const row of (await rows()).sort((one, other) => one.at - other.at)) {
    if (Date.now() - row.at > lasts(row)) await dropRow(row.id);
    else if (row.owner === owner) found.push(row);
  }
  if (!found.length) await dropUnusedKey();
  return found;
}

function lasts({ owner, kind, state }) {
  return (!owner && (VISITORS[kind] || VISITORS[state])) || LASTS[kind];
}

export const summary = async () =>
  (await waiting()).map(({ id, kind, address, page, at, state }) => ({ id, kind, address, page, at, state }));

export async function discard(id) {
  for (const row of await waiting()) if (row.id === id) await dropRow(id);
  await dropUnusedKey();
}

// Returns whether a form waits whose page is below one of these addresses.
export async function waitsFor(pathname) {
  const under = site.drafts.find((start) => pathname.startsWith(start));
  return Boolean(under) && (await waiting()).some((row) => row.page.startsWith(under) && row.kind !== "receipt");
}

// Sends what waits, one run at a time whichever page or worker asks. Resolves to what is left.
export function sendAll() {
  sending = sending || inTurn(run).finally(() => (sending = null));
  return sending;
}

function inTurn(work, lock = SYNC) {
  return navigator.locks ? navigator.locks.request(lock, work) : work();
}

const isOpen = ({ kind, state }) => kind !== "receipt" && state === "waits";

async function run() {
  const mine = async () => (await waiting()).filter(isOpen);
  if (!(await mine()).length || !(await endSession()) || !(await ask())) return (await mine()).length;
  for (const row of await mine()) if (!(await sendOne(row))) break;
  await dropUnusedKey();
  return (await mine()).length;
}

// False where the library cannot be reached now; what waits for something else lets the next one go.
async function sendOne(row) {
  try {
    const { body } = await content(row);
    const answer = await post(row, body);
    return await settled(row, answer);
  } catch (error) {
    if (error.name !== "OperationError") return false;
    await dropRow(row.id); // its key is gone: nobody can read it any more
    return true;
  }
}

async function post(row, body, proof = "") {
  const page = await fetch(row.page, { credentials: "same-origin", cache: "no-store" });
  const token = tokenIn(await page.text()) || "";
  body.set("csrfmiddlewaretoken", token);
  body.delete("altcha"); // what was worked out then is too old by now
  if (proof) body.set("altcha", proof);
  const headers = { "X-CSRFToken": token, Accept: row.kind === "file" ? "application/json" : "text/html" };
  const answer = await fetch(row.address, { method: "POST", body, headers, credentials: "same-origin" });
  const challenge =
    row.kind === "form" && !proof && [422, 429].includes(answer.status) && challengeIn(await answer.clone().text());
  return challenge ? post(row, body, await solved(challenge)) : answer;
}

async function solved(address) {
  const answer = await fetch(address, { credentials: "same-origin", headers: { Accept: "application/json" } });
  return answer.ok ? prove(await answer.json()) : "";
}

async function settled(row, answer) {
  if (answer.status >= 500 || answer.status === 429) return false;
  return row.kind === "form" ? settledForm(row, answer) : settledPart(row, answer);
}

// A photo, a file, or what a page saved by itself. Only the library's own words count as an answer: a
// page of whatever stands in between is none, nor is the page to sign in at.
async function settledPart(row, answer) {
  if (answer.redirected) return true;
  const said = answer.status === 204 || /json/.test(answer.headers.get("content-type") || "");
  const taken = answer.ok && said;
  if (!taken && (answer.ok || !(said || isOurs(answer) || answer.status === TOO_LARGE))) return false;
  await dropRow(row.id);
  await tell({ type: "sent", id: row.id, kind: row.kind, address: row.address, ok: taken });
  return true;
}

async function settledForm(row, answer) {
  const ours = isOurs(answer) && isPage(answer);
  if (!ours && answer.status !== TOO_LARGE) return false;
  if (ours && answer.ok && answer.redirected && leadsOn(row, answer)) return arrived(row, answer);
  // The library wants something changed: whoever wrote it has to look.
  await keepRow({ ...row, state: "refused", at: Date.now() });
  await tell({ type: "refused", id: row.id });
  return true;
}

// Whether the library went on with it: not where it leads back, to the beginning or to sign in.
function leadsOn(row, answer) {
  const { pathname } = new URL(answer.url);
  return ![row.address, row.page, site.signin, ...site.drafts].includes(pathname);
}

// The library has the form. Its answer, with the number to note down, is stored until it is seen.
async function arrived(row, answer) {
  const { pathname } = new URL(answer.url);
  if (pathname === site.thanks) await keepReceipt(row, answer.clone(), pathname);
  await dropRow(row.id);
  for (const { id, kind, page } of await rows()) if (kind === "save" && page === row.page) await dropRow(id);
  await tell({ type: "sent", id: row.id, kind: row.kind, address: row.address, ok: true, url: pathname });
  return true;
}

async function keepReceipt({ owner }, answer, address) {
  const row = { id: randomUuid(), kind: "receipt", address, page: address, owner, at: Date.now(), state: "sent" };
  const headers = [...answer.headers];
  await store(row, { headers }, await answer.arrayBuffer());
}

// The library's answer to a form that was sent while nobody looked; shown once.
export async function receipt(pathname) {
  const row = (await waiting()).find(({ kind, address }) => kind === "receipt" && address === pathname);
  if (!row) return null;
  const { bytes, headers } = await opened(row).catch(() => ({}));
  await dropRow(row.id);
  await dropUnusedKey();
  return bytes
    ? new Response(bytes, { headers: headers.filter(([name]) => !/^content-(length|encoding)$/.test(name)) })
    : null;
}

// The form as it was typed, for the page that sends it by hand.
export async function typed(id) {
  const row = (await waiting()).find((one) => one.id === id);
  if (!row) return null;
  const { body } = await content(row);
  return { address: row.address, fields: [...body.entries()] };
}

async function content(row) {
  const { bytes, type } = await opened(row);
  return { body: await new Response(bytes, { headers: { "content-type": type } }).formData() };
}

// Seals and stores a row. The lock holds whoever makes, uses or deletes the key in line: a row that is
// sealed under a key that another one replaces or deletes meanwhile could never be opened again.
function store(row, head, bytes) {
  return inTurn(async () => keepRow({ ...row, ...(await sealed(row.id, head, bytes)) }), SEAL);
}

async function sealed(id, head, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const start = new TextEncoder().encode(`${JSON.stringify(head)}\n`);
  const text = await new Blob([start, bytes]).arrayBuffer();
  return { iv, bytes: await crypto.subtle.encrypt(way(id, iv), await sealKey(), text) };
}

async function opened({ id, iv, bytes }) {
  const known = await storedKey(SEAL);
  if (!known) throw new DOMException("the key is gone", "OperationError");
  const text = new Uint8Array(await crypto.subtle.decrypt(way(id, iv), known.key, bytes));
  const end = text.indexOf(10);
  return { ...JSON.parse(new TextDecoder().decode(text.slice(0, end))), bytes: text.slice(end + 1) };
}

const way = (id, iv) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(id) });

async function sealKey() {
  const known = await storedKey(SEAL);
  if (known) return known.key;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await keepKey({ name: SEAL, key });
  return key;
}

function dropUnusedKey() {
  return inTurn(async () => {
    if (!(await rows()).length) await dropSetting(SEAL);
  }, SEAL);
}

async function tell(message) {
  for (const client of await self.clients.matchAll({ type: "window" })) client.postMessage(message);
}

export function sendInBackground() {
  whenSignedIn(() => sendAll().catch(() => null));
  self.addEventListener("sync", (event) => {
    if (event.tag !== SYNC) return;
    // A rejected promise lets the browser try again later.
    event.waitUntil(sendAll().then((left) => (left ? Promise.reject(new Error("some wait still")) : null)));
  });
}
