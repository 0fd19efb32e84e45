// Submitted forms: a form that does not arrive is queued on this device, if its kind allows that, and the
// user sees a page about it. Sign-out works without network, too.
import { endSession, checkReader, signOut } from "./account.js";
import { completeResponse } from "./responses.js";
import { precachedPage } from "./precache.js";
import { enqueue, supersede } from "./queue.js";
import { site } from "./configuration.js";

const isSave = (pathname) => site.saves.includes(pathname);

export const isSaved = ({ url, sameOrigin }) => sameOrigin && isSave(url.pathname);

// Handles a form that a page saves automatically while the user types.
export async function save({ request }) {
  const { pathname } = new URL(request.url);
  const copy = request.clone();
  const response = await fetch(request).catch(() => null);
  if (response && response.status < 500) {
    await supersede(pathname);
    return response;
  }
  await queueRequest("save", copy).catch(() => null);
  return response || new Response(null, { status: 503 });
}

// Handles a form that the user submits.
export async function submit(event) {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (pathname === site.signout) return sendSignOut(event);
  if (!(await endSession())) return precachedPage("offline", "keluar");
  const copy = site.forms.includes(pathname) ? request.clone() : null;
  try {
    const response = await completeResponse(await fetch(request));
    event.waitUntil(response.type === "opaqueredirect" ? deleteSavedSteps(pathname) : checkReader(response));
    return response;
  } catch {
    return copy ? queueForm(copy) : precachedPage("offline", "kirim");
  }
}

// Deletes queued autosaves of a registration step that arrived.
async function deleteSavedSteps(pathname) {
  const step = pathname.split("/").slice(-2)[0];
  for (const address of site.saves) if (address.endsWith(`/${step}/`)) await supersede(address);
}

async function queueForm(copy) {
  try {
    await queueRequest("form", copy);
  } catch {
    return precachedPage("offline", "penuh"); // the previous page still contains the form: the back button shows it
  }
  return Response.redirect(site.waiting, 303);
}

async function queueRequest(kind, request) {
  const address = new URL(request.url).pathname;
  const page = new URL(request.referrer || request.url).pathname;
  const type = request.headers.get("content-type") || "application/x-www-form-urlencoded";
  const bytes = await request.arrayBuffer();
  return enqueue({ kind, address, page, type, bytes, replaces: true, mark: await keyDigest(bytes, type) });
}

// Digest of the form's own key, "" without one: forms with different keys do not replace each other.
async function keyDigest(bytes, type) {
  const form = await new Response(bytes, { headers: { "content-type": type } }).formData().catch(() => null);
  const key = form && form.get("key");
  return typeof key === "string" ? digest(key) : "";
}

async function digest(text) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(hash)));
}

// Queues a file that a page could not upload.
export async function queueFile({ address, page, file, name, fields, replaces }) {
  if (!site.files_of.some((start) => address.startsWith(start))) throw new Error("not for the queue");
  const form = new FormData();
  for (const [field, value] of Object.entries(fields || {})) form.append(field, value);
  form.append("file", file, name || file.name || "photo.jpg");
  const packed = new Response(form);
  const type = packed.headers.get("content-type");
  return enqueue({ kind: "file", address, page, type, bytes: await packed.arrayBuffer(), replaces });
}

async function sendSignOut(event) {
  const response = await fetch(event.request).catch(() => null);
  const isEnded = Boolean(response) && response.type === "opaqueredirect";
  await signOut(isEnded);
  if (isEnded) return response;
  // Without network, or with an outdated token: ends the session now, or at the next contact.
  return (await endSession()) ? Response.redirect("/", 303) : precachedPage("offline", "keluar");
}
