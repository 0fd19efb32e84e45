// Submitted forms: a form that does not arrive waits on this device where it may, and is answered by
// a page that says so. Sign-out works without network, too.
import { endSession, seen, signOut } from "./accounts.js";
import { whole } from "./answers.js";
import { page } from "./precache.js";
import { enqueue, supersede } from "./queue.js";
import { site } from "./site.js";

const isSave = (pathname) => site.saves.includes(pathname);

export const isSaved = ({ url, sameOrigin }) => sameOrigin && isSave(url.pathname);

// A form that a page posts by itself while somebody types.
export async function save({ request }) {
  const { pathname } = new URL(request.url);
  const copy = request.clone();
  const answer = await fetch(request).catch(() => null);
  if (answer && answer.status < 500) {
    await supersede(pathname);
    return answer;
  }
  await keep("save", copy).catch(() => null);
  return answer || new Response(null, { status: 503 });
}

// A form that somebody sends.
export async function submit(event) {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (pathname === site.signout) return leave(event);
  if (!(await endSession())) return page("offline", "keluar");
  const copy = site.forms.includes(pathname) ? request.clone() : null;
  try {
    const answer = await whole(await fetch(request));
    event.waitUntil(answer.type === "opaqueredirect" ? settleCopies(pathname) : seen(answer));
    return answer;
  } catch {
    return copy ? waits(copy) : page("offline", "kirim");
  }
}

// A step of registration that arrived covers what was saved of it before.
async function settleCopies(pathname) {
  const step = pathname.split("/").slice(-2)[0];
  for (const address of site.saves) if (address.endsWith(`/${step}/`)) await supersede(address);
}

async function waits(copy) {
  try {
    await keep("form", copy);
  } catch {
    return page("offline", "penuh"); // the page behind still has what was typed: going back shows it
  }
  return Response.redirect(site.waiting, 303);
}

async function keep(kind, request) {
  const address = new URL(request.url).pathname;
  const page = new URL(request.referrer || request.url).pathname;
  const type = request.headers.get("content-type") || "application/x-www-form-urlencoded";
  const bytes = await request.arrayBuffer();
  return enqueue({ kind, address, page, type, bytes, replaces: true, mark: await markOf(bytes, type) });
}

// A form that carries a key of its own is one matter, and another one beside it is another matter.
async function markOf(bytes, type) {
  const form = await new Response(bytes, { headers: { "content-type": type } }).formData().catch(() => null);
  const key = form && form.get("key");
  return typeof key === "string" ? digest(key) : "";
}

async function digest(text) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(hash)));
}

// A file that a page could not send.
export async function keepFile({ address, page, file, name, fields, replaces }) {
  if (!site.files_of.some((start) => address.startsWith(start))) throw new Error("not for the queue");
  const form = new FormData();
  for (const [field, value] of Object.entries(fields || {})) form.append(field, value);
  form.append("file", file, name || file.name || "photo.jpg");
  const packed = new Response(form);
  const type = packed.headers.get("content-type");
  return enqueue({ kind: "file", address, page, type, bytes: await packed.arrayBuffer(), replaces });
}

async function leave(event) {
  const answer = await fetch(event.request).catch(() => null);
  const ended = Boolean(answer) && answer.type === "opaqueredirect";
  await signOut(ended);
  if (ended) return answer;
  // Without network, or with a token that is too old: it is made up for now, or at the next contact.
  return (await endSession()) ? Response.redirect("/", 303) : page("offline", "keluar");
}
